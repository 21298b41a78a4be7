import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import type { RegisterGuardian } from '../contract/index.ts'
import { identityPermits } from '../contract/permits.ts'
import { identityProblems } from '../contract/problems.ts'
import type { IdentityContext, StagedProof } from '../queries/identity-context.ts'
import { onlyOne } from '../queries/only-one.ts'
import { findAccountByCode } from '../queries/person-of.ts'
import { presentMandates } from '../queries/present-mandate.ts'
import { giveMandate, newGuardianship, provedPerson } from './give-mandate.ts'

/** 窗口登记监护: the official has seen the document, so it is confirmed; the guardian accepts it by signing in. */
export async function registerGuardian(
  ctx: IdentityContext,
  input: InputOf<typeof RegisterGuardian>,
  _file: IncomingFile,
  _request: RequestFacts,
  proof: StagedProof,
): Promise<OutputOf<typeof RegisterGuardian>> {
  ctx.permit.require(identityPermits.registerMandate.name, { division: input.division })
  await ctx.organizations.divisionPath(ctx, input.division)
  const accountId = await findAccountByCode(ctx, input.guardianCitizenId)
  if (accountId === undefined) throw problem(identityProblems['agent-unknown'])
  const mandate = await newGuardianship(ctx, input, await provedPerson(ctx, accountId))
  const { staffId } = ctx.actor
  const confirmed = { confirmedAt: ctx.now, ...(staffId !== undefined && { confirmedBy: staffId }) }
  const kept = await giveMandate(ctx, { ...mandate, ...confirmed }, proof)
  return onlyOne(await presentMandates(ctx, [kept], 'official'))
}
