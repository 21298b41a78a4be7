import { divisionRange, problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { nameKeys } from '../../../platform/db/index.ts'
import { readWhatIsThere, recordRead } from '../../../platform/ledger/index.ts'
import * as identityEvents from '../contract/events.ts'
import type { GetMandateRecord, ListMandates, ListPersonMandates, ListVillageAgents } from '../contract/index.ts'
import { identityPermits } from '../contract/permits.ts'
import { identityProblems } from '../contract/problems.ts'
import { currentLevel } from '../domain/real-name.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import type { PersonMandate } from '../store/person-mandate-store.ts'
import type { IdentityContext } from './identity-context.ts'
import { ownAccount } from './own-account.ts'
import { presentMandates } from './present-mandate.ts'
import { openOwner, signInNameBlind } from './sealed-fields.ts'

/** What I gave and what I hold. Only a proved citizen id finds what was given in its name. */
export async function listPersonMandates(ctx: IdentityContext): Promise<OutputOf<typeof ListPersonMandates>> {
  const account = await ownAccount(ctx)
  const all = await personMandateStore.listOf(ctx, { accountId: account.id, blind: provedBlind(ctx, account) })
  const held = all.filter((mandate) => mandate.agentAccountId === account.id)
  const given = all.filter((mandate) => mandate.agentAccountId !== account.id)
  return {
    given: await presentMandates(ctx, given, 'principal'),
    held: await presentMandates(ctx, held, 'agent'),
    ...(account.agentOfVillage !== undefined && { agentOfVillage: account.agentOfVillage }),
  }
}

/** Undefined below level 2: a citizen id that was merely stated opens nobody's papers. */
export function provedBlind({ now }: Context, account: AccountRow): Buffer | undefined {
  return currentLevel(account, now) >= 2 ? account.citizenIdBlind : undefined
}

/** On which side of a mandate an account stands. @throws identity/mandate-unknown for everybody else */
export function sideOf(ctx: Context, mandate: PersonMandate | undefined, account: AccountRow): 'principal' | 'agent' {
  if (mandate?.agentAccountId === account.id) return 'agent'
  const blind = provedBlind(ctx, account)
  const isPrincipal = mandate && blind?.equals(personMandateStore.principalBlind(ctx, mandate.principal.citizenId))
  if (!isPrincipal) throw problem(identityProblems['mandate-unknown'])
  return 'principal'
}

const TITLES = new Map<string, string>(Object.values(identityEvents).map(({ kind, title }) => [kind, title]))

/** What was done with a mandate, for the two whom it concerns. */
export async function getMandateRecord(
  ctx: IdentityContext,
  input: InputOf<typeof GetMandateRecord>,
): Promise<OutputOf<typeof GetMandateRecord>> {
  const mandate = await personMandateStore.find(ctx, input.mandateId)
  const side = sideOf(ctx, mandate, await ownAccount(ctx))
  if (!mandate) throw problem(identityProblems['mandate-unknown'])
  const [view] = await presentMandates(ctx, [mandate], side)
  if (!view) throw problem(identityProblems['mandate-unknown'])
  nameKeys(ctx.tx, [streamOf('mandate', mandate.id).name])
  const { entries } = await readWhatIsThere(ctx, streamOf('mandate', mandate.id))
  return {
    mandate: view,
    entries: entries.map(({ entry, digest, position }) => ({
      seq: entry.seq,
      title: TITLES.get(entry.kind) ?? entry.kind,
      byName: actorName(entry.actor, view),
      recordedAt: entry.recordedAt,
      digest,
      ...(position !== undefined && { position }),
    })),
  }
}

function actorName(
  actor: { kind: string; accountId?: string },
  { agentAccountId, agentName, principalName }: { agentAccountId: string; agentName: string; principalName: string },
): string {
  if (actor.kind === 'staff') return '窗口工作人员'
  if (actor.kind === 'person') return actor.accountId === agentAccountId ? agentName : principalName
  return '系统'
}

const PAGE = 50

/** For the window. Whose mandates are looked up by number is on record. */
export async function listMandates(
  ctx: IdentityContext,
  input: InputOf<typeof ListMandates>,
): Promise<OutputOf<typeof ListMandates>> {
  const reach = ctx.permit.reach(identityPermits.registerMandate.name)
  if (input.citizenId === undefined) {
    const after = input.after === undefined ? undefined : await personMandateStore.find(ctx, input.after)
    const rows = await personMandateStore.listAsked(ctx, { reach, after, limit: PAGE })
    for (const { id } of rows) recordRead(ctx, { subject: id, what: '待确认的监护关系' })
    const next = rows.length < PAGE ? undefined : rows.at(-1)?.id
    return { mandates: await presentMandates(ctx, rows, 'official'), ...(next !== undefined && { next }) }
  }
  const blind = personMandateStore.principalBlind(ctx, input.citizenId)
  const accountId = await findPerson(ctx, input.citizenId)
  const found = await personMandateStore.listOf(ctx, { accountId, blind })
  const rows = found.filter((row) => ctx.permit.allows(identityPermits.registerMandate.name, row))
  for (const { id } of rows) recordRead(ctx, { subject: id, what: '授权' })
  return { mandates: await presentMandates(ctx, rows, 'official') }
}

async function findPerson(ctx: IdentityContext, citizenId: string): Promise<string | undefined> {
  return (await accountStore.findByName(ctx.tx, signInNameBlind(ctx.vault, citizenId)))?.id
}

export async function listVillageAgents(
  ctx: IdentityContext,
  input: InputOf<typeof ListVillageAgents>,
): Promise<OutputOf<typeof ListVillageAgents>> {
  const rows = await accountStore.listVillageAgents(ctx.tx, divisionRange(input.division))
  const agents = []
  for (const row of rows) agents.push(await presentVillageAgent(ctx, row))
  return { agents }
}

export async function presentVillageAgent(ctx: IdentityContext, row: AccountRow) {
  const village = row.agentOfVillage ?? ''
  return {
    accountId: row.id,
    name: openOwner(ctx, row).name,
    village,
    villageName: village === '' ? '' : await ctx.organizations.divisionName(ctx, village),
  }
}
