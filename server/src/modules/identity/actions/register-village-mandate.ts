import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import type { RegisterVillageMandate } from '../contract/index.ts'
import { identityPermits } from '../contract/permits.ts'
import type { IdentityContext, StagedProof } from '../queries/identity-context.ts'
import { onlyOne } from '../queries/only-one.ts'
import { presentMandates } from '../queries/present-mandate.ts'
import { giveMandate, listOf, newVillageMandate } from './give-mandate.ts'

/** 群众到场委托: signed on paper before the official, who uploads what was signed. The principal needs no account. */
export async function registerVillageMandate(
  ctx: IdentityContext,
  input: InputOf<typeof RegisterVillageMandate>,
  _file: IncomingFile,
  _request: RequestFacts,
  proof: StagedProof,
): Promise<OutputOf<typeof RegisterVillageMandate>> {
  const { division, principalName: name, principalCitizenId: citizenId, principalPhone: phone, documentNo } = input
  ctx.permit.require(identityPermits.registerMandate.name, { division })
  await ctx.organizations.divisionPath(ctx, division)
  const principal = { name, citizenId, ...(phone !== undefined && { phone }) }
  const mandate = await newVillageMandate(
    ctx,
    { ...input, itemIds: listOf(input.items) },
    { principal, proof: 'paper', documentNo },
  )
  const { staffId } = ctx.actor
  const confirmed = { confirmedAt: ctx.now, ...(staffId !== undefined && { confirmedBy: staffId }) }
  const kept = await giveMandate(ctx, { ...mandate, ...confirmed }, proof)
  return onlyOne(await presentMandates(ctx, [kept], 'official'))
}
