import { ROLES, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { recordRead } from '../../../platform/ledger/index.ts'
import { isPostInForce } from '../../../platform/permits/index.ts'
import type { ListFactorResets, ListStaffAccounts, ListStaffSessions } from '../contract/administration.ts'
import type { FactorResetView } from '../contract/administration.ts'
import { identityPermits } from '../contract/permits.ts'
import { identityProblems } from '../contract/problems.ts'
import { hasOpened } from '../domain/joiner.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as factorResetStore from '../store/factor-reset-store.ts'
import type { FactorReset } from '../store/factor-reset-store.ts'
import * as factorStore from '../store/factor-store.ts'
import * as sessionStore from '../store/session-store.ts'
import type { IdentityContext } from './identity-context.ts'
import { linesOf } from './list-sessions.ts'
import { openOwner } from './sealed-fields.ts'

const PAGE = 100
const RESETS_PAGE = 50

export async function listStaffAccounts(
  ctx: IdentityContext,
  input: InputOf<typeof ListStaffAccounts>,
): Promise<OutputOf<typeof ListStaffAccounts>> {
  const reach = ctx.permit.reach(identityPermits.watchAccounts.name)
  const { q, after } = input
  const staffIds = q === undefined ? undefined : await ctx.organizations.searchStaff(ctx, { reach, q, limit: PAGE })
  const found = await accountStore.listStaffAccounts(ctx.tx, { reach, after, limit: PAGE, staffIds })
  const ids = found.map(({ id }) => id)
  const [factors, sessions, names] = await Promise.all([
    factorStore.countFor(ctx.tx, ids),
    sessionStore.countLiveFor(ctx.tx, ids, ctx.now),
    ctx.organizations.organizationNames(
      ctx,
      found.map(({ organizationId }) => organizationId ?? ''),
    ),
  ])
  const accounts = found.map((account) => ({
    id: account.id,
    staffId: account.staffId ?? '',
    name: openOwner(ctx, account).name,
    organizationId: account.organizationId ?? '',
    organizationName: names.get(account.organizationId ?? '') ?? '',
    roleTitles: account.posts.filter((post) => isPostInForce(post, ctx.today)).map((post) => ROLES[post.role].title),
    state: account.state,
    ...(!hasOpened(account, ctx.today) && { opensOn: account.opensOn ?? ctx.today }),
    factorCount: factors.get(account.id) ?? 0,
    sessionCount: sessions.get(account.id) ?? 0,
    version: account.version,
  }))
  return { accounts }
}

/** Where an official is signed in is theirs: who looks leaves an entry. */
export async function listStaffSessions(
  ctx: IdentityContext,
  input: InputOf<typeof ListStaffSessions>,
): Promise<OutputOf<typeof ListStaffSessions>> {
  const account = await requireStaffAccount(ctx, input.accountId, identityPermits.endSessions.name)
  recordRead(ctx, { subject: account.id, what: '已登录的设备' })
  return { sessions: await linesOf(ctx, account.id) }
}

/** Page by page: none that waits for a decision is ever cut off. */
export async function listFactorResets(
  ctx: IdentityContext,
  input: InputOf<typeof ListFactorResets>,
): Promise<OutputOf<typeof ListFactorResets>> {
  const reach = ctx.permit.reach(identityPermits.watchAccounts.name)
  const after = input.after === undefined ? undefined : await factorResetStore.find(ctx.tx, input.after)
  const rows = await factorResetStore.list(ctx.tx, { reach, state: input.state, after, limit: RESETS_PAGE })
  const next = rows.length < RESETS_PAGE ? undefined : rows.at(-1)?.id
  return { resets: await presentResets(ctx, rows), ...(next !== undefined && { next }) }
}

/** @throws identity/account-unknown, permit/out-of-reach */
export async function requireStaffAccount(
  ctx: IdentityContext,
  accountId: string,
  permit: string,
): Promise<AccountRow & { division: string }> {
  const account = await accountStore.findInPlace(ctx.tx, accountId)
  if (!account || account.kind !== 'staff' || account.division === undefined) {
    throw problem(identityProblems['account-unknown'])
  }
  const { division, organizationId } = account
  ctx.permit.require(permit, { division, organizationId })
  return { ...account, division }
}

export async function presentResets(ctx: IdentityContext, rows: readonly FactorReset[]): Promise<FactorResetView[]> {
  const owners = await Promise.all(rows.map((row) => accountStore.find(ctx.tx, row.accountId)))
  const staff = await ctx.organizations.staffNames(
    ctx,
    rows.flatMap((row) => [row.askedBy, ...(row.decidedBy === undefined ? [] : [row.decidedBy])]),
  )
  return rows.map((row, place) => {
    const owner = owners[place]
    const mayDecide =
      isSecondPerson(ctx, row, owner) && ctx.permit.allows(identityPermits.grantResets.name, { division: row.division })
    return {
      id: row.id,
      accountId: row.accountId,
      ownerName: owner ? openOwner(ctx, owner).name : '',
      state: row.state,
      askedByName: staff.get(row.askedBy) ?? '',
      askedAt: row.askedAt.toISOString(),
      version: row.version,
      what: row.what,
      ...(row.decidedBy !== undefined && { decidedByName: staff.get(row.decidedBy) ?? '' }),
      abilities: { decide: row.state === 'asked' && mayDecide },
    }
  })
}

/** 双人: neither who asked for it nor whose account it is. */
export function isSecondPerson(ctx: IdentityContext, reset: FactorReset, owner: AccountRow | undefined): boolean {
  const { staffId } = ctx.actor
  return staffId !== undefined && staffId !== reset.askedBy && staffId !== owner?.staffId
}
