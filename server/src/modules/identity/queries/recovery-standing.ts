import { problem } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import type { IdentityPartners } from '../contract/partners.ts'
import { identityProblems } from '../contract/problems.ts'
import { hasOpened } from '../domain/joiner.ts'
import { currentLevel } from '../domain/real-name.ts'
import { RECOVERY_RULES, STAFF_RULES, checkedRules, helpful, verdictOf } from '../domain/recovery.ts'
import type { RecoveryProof, RecoveryRules } from '../domain/recovery.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as factorStore from '../store/factor-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import type { Recovery } from '../store/recovery-store.ts'
import { isForPeople } from './get-real-name.ts'
import type { PersonalProvider } from './get-real-name.ts'
import type { IdentityContext, IdentityDeps } from './identity-context.ts'
import { openRecoveryTicket, recoveryCookieName } from './recovery-ticket.ts'
import type { RecoveryTicket } from './recovery-ticket.ts'
import { jurisdictionOfAccount } from './sealed-fields.ts'

/** For so long after the owner stopped a recovery a weak proof leads nowhere. */
const STOPPED_DAYS = 30
const DAY_MS = 86_400_000

/** ▣ The operator's rules in the place of ours, each one that they name. */
export function recoveryRulesOf(partners: IdentityPartners | undefined): RecoveryRules {
  const {
    atOnce = RECOVERY_RULES.atOnce,
    afterWaiting,
    waitHours = RECOVERY_RULES.waitHours,
  } = partners?.recovery ?? {}
  const { '0': zero, '1': one, '2': two, '3': three } = { ...RECOVERY_RULES.afterWaiting, ...afterWaiting }
  return checkedRules({
    atOnce,
    waitHours,
    afterWaiting: { '0': zero ?? [], '1': one ?? [], '2': two ?? [], '3': three ?? [] },
  })
}

/** The recovery of this browser; without a row there is nobody behind it, or it is not ours to say. */
export interface HeldRecovery {
  readonly ticket: RecoveryTicket
  readonly found?: { readonly recovery: Recovery; readonly account: AccountRow }
}

/** @throws identity/recovery-over when this browser has none, or the one that it has can lead nowhere any more */
export async function heldRecovery(
  ctx: IdentityContext,
  request: RequestFacts,
  find: typeof recoveryStore.find = recoveryStore.find,
): Promise<HeldRecovery> {
  const ticket = openRecoveryTicket(ctx, request.cookie(recoveryCookieName(ctx.cookieName)))
  if (!ticket) throw problem(identityProblems['recovery-over'])
  const account = await accountStore.find(ctx.tx, ticket.accountId)
  const recovery = account && (await find(ctx.tx, { id: ticket.recoveryId, accountId: ticket.accountId }))
  if (!account || !recovery) return { ticket }
  const isUsable =
    account.state === 'active' &&
    hasOpened(account, ctx.today) &&
    (recovery.state === 'open' || recovery.state === 'waiting') &&
    recovery.expiresAt > ctx.now
  if (isUsable) return { ticket, found: { recovery, account } }
  // Before anything was shown, one that the owner stopped looks like one that never was.
  if (recovery.passed.length === 0) return { ticket }
  throw problem(identityProblems['recovery-over'])
}

export type RecoveryStep = 'code' | 'prove' | 'factor' | 'password' | 'waiting'

export interface RecoveryStanding {
  readonly step: RecoveryStep
  readonly ways: readonly PersonalProvider[]
  readonly mayWait: boolean
  readonly readyAt?: Date
}

/** What is left to be shown. */
export async function standingOfRecovery(
  ctx: IdentityContext,
  { recovery, account }: { recovery: Recovery; account: AccountRow },
): Promise<RecoveryStanding> {
  if (account.kind === 'staff') return standingOfStaff(ctx, { recovery, account })
  const { passed } = recovery
  if (passed.length === 0) return { step: 'code', ways: [], mayWait: false }
  const verdict = verdictOf(passed, currentLevel(account, ctx.now), ctx.recoveryRules)
  if (verdict === 'enough') return { step: 'password', ways: [], mayWait: false }
  const ways = waysFor(ctx, account, passed)
  if (verdict === 'more') return { step: 'prove', ways, mayWait: false }
  const all = await recoveryStore.listOf(ctx.tx, account.id)
  const stoppedSince = new Date(ctx.now.getTime() - STOPPED_DAYS * DAY_MS)
  if (all.some(({ state, endedAt }) => state === 'stopped' && endedAt !== undefined && endedAt > stoppedSince))
    return { step: 'prove', ways, mayWait: false }
  const waiting = all.find(({ state, expiresAt }) => state === 'waiting' && expiresAt > ctx.now)
  if (!waiting?.readyAt) return { step: 'prove', ways, mayWait: true }
  if (waiting.readyAt <= ctx.now) return { step: 'password', ways: [], mayWait: false }
  return { step: 'waiting', ways, mayWait: false, readyAt: waiting.readyAt }
}

async function standingOfStaff(
  ctx: IdentityContext,
  { recovery, account }: { recovery: Recovery; account: AccountRow },
): Promise<RecoveryStanding> {
  const hasFactor = (await factorStore.listOf(ctx.tx, account.id)).length > 0
  const sets = hasFactor ? STAFF_RULES.withFactor : STAFF_RULES.without
  const isEnough = sets.some((set) => set.every((proof) => recovery.passed.includes(proof)))
  return { step: isEnough ? 'password' : 'factor', ways: [], mayWait: false }
}

/** Sources that serve where the account is at home and would help. */
function waysFor(ctx: IdentityDeps, account: AccountRow, passed: readonly string[]): PersonalProvider[] {
  const there = ctx.realNames.providersFor(jurisdictionOfAccount(account.id)).filter(isForPeople)
  const kinds: RecoveryProof[] = there.map(({ kind }) => kind)
  const useful = helpful(passed, kinds, ctx.recoveryRules)
  return there.filter(({ kind }) => useful.includes(kind))
}

/** Who sends codes to this account's phone, or to phones here at all. */
export function phoneSource(
  { realNames }: Pick<IdentityDeps, 'realNames'>,
  accountId?: string,
): PersonalProvider | undefined {
  const isPhone = (provider: PersonalProvider) => provider.kind === 'phone'
  const own = accountId === undefined ? [] : realNames.providersFor(jurisdictionOfAccount(accountId))
  return own.filter(isForPeople).find(isPhone) ?? realNames.providers.filter(isForPeople).find(isPhone)
}
