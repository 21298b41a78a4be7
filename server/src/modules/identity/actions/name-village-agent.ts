import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { VillageAgentEnded, VillageAgentNamed } from '../contract/events.ts'
import type { EndVillageAgent, NameVillageAgent } from '../contract/index.ts'
import { identityPermits } from '../contract/permits.ts'
import { identityProblems } from '../contract/problems.ts'
import { standingOf } from '../domain/mandate.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { presentVillageAgent } from '../queries/list-person-mandates.ts'
import { findAccountByCode } from '../queries/person-of.ts'
import * as accountStore from '../store/account-store.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import { endMandate } from './end-my-mandate.ts'

/** 指定村级代办员: whom villagers may choose. It gives no permit by itself: each villager's mandate does. */
export async function nameVillageAgent(
  ctx: IdentityContext,
  input: InputOf<typeof NameVillageAgent>,
): Promise<OutputOf<typeof NameVillageAgent>> {
  const { village } = input
  ctx.permit.require(identityPermits.registerMandate.name, { division: village })
  await ctx.organizations.divisionPath(ctx, village)
  const accountId = await findAccountByCode(ctx, input.citizenId)
  const account = accountId === undefined ? undefined : await accountStore.lock(ctx.tx, accountId)
  if (!account) throw problem(identityProblems['agent-unknown'])
  if (account.agentOfVillage !== undefined) throw problem(identityProblems['village-agent-named'])
  await accountStore.setVillage(ctx.tx, account.id, village)
  ctx.emit(VillageAgentNamed.of({ accountId: account.id, village }))
  return presentVillageAgent(ctx, { ...account, agentOfVillage: village })
}

/** Villagers trusted the post: with it the mandates that rest on it end. */
export async function endVillageAgent(
  ctx: IdentityContext,
  input: InputOf<typeof EndVillageAgent>,
): Promise<OutputOf<typeof EndVillageAgent>> {
  const account = await accountStore.lock(ctx.tx, input.accountId)
  const village = account?.agentOfVillage
  if (!account || village === undefined) throw problem(identityProblems['village-agent-unknown'])
  ctx.permit.require(identityPermits.registerMandate.name, { division: village })
  await accountStore.setVillage(ctx.tx, account.id, null)
  const held = await personMandateStore.listOf(ctx, { accountId: account.id })
  const open = held.filter(
    (one) => one.kind === 'village-agent' && !['over', 'revoked'].includes(standingOf(one, ctx.today)),
  )
  for (const mandate of open) await endMandate(ctx, mandate, { by: 'official', reason: input.reason })
  ctx.emit(VillageAgentEnded.of({ accountId: account.id, village }), { personal: { reason: input.reason } })
  return { accountId: account.id, ended: open.length }
}
