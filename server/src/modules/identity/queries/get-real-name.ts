import { maskCitizenId, maskPhone, problem } from '../../../kernel/index.ts'
import type { OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { identityProblems } from '../contract/problems.ts'
import type { GetRealName, RealNameView, RealNameWay } from '../contract/real-name.ts'
import { levelWith, standingOf } from '../domain/real-name.ts'
import type { CheckKind, LevelRules, PassedCheck } from '../domain/real-name.ts'
import { shapeOf } from '../domain/real-name-provider.ts'
import type { RealNameProvider } from '../domain/real-name-provider.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as realNameStore from '../store/real-name-store.ts'
import type { IdentityContext } from './identity-context.ts'
import { jurisdictionOfAccount, openPerson } from './sealed-fields.ts'
import type { Person } from './sealed-fields.ts'

/** 我的实名等级. */
export async function getRealName(ctx: IdentityContext): Promise<OutputOf<typeof GetRealName>> {
  const { account, person } = await ownPerson(ctx, (id) => accountStore.find(ctx.tx, id))
  return presentRealName(ctx, account, person)
}

export async function presentRealName(
  ctx: IdentityContext,
  account: AccountRow,
  person: Person,
): Promise<RealNameView> {
  const jurisdiction = jurisdictionOfAccount(account.id)
  const rules = ctx.realNames.rulesFor(jurisdiction)
  const checks = await realNameStore.listChecks(ctx.tx, account.id)
  const attempts = await realNameStore.openAttempts(ctx.tx, account.id, ctx.now)
  const standing = standingOf(checks, rules, ctx.now)
  const { by, until, then } = standing
  return {
    level: standing.level,
    ...(by && { source: by.source, verifiedAt: by.passedAt.toISOString() }),
    ...(until && { until: until.toISOString(), then }),
    name: person.name,
    citizenId: maskCitizenId(person.citizenId),
    phone: maskPhone(person.phone),
    ways: ctx.realNames
      .providersFor(jurisdiction)
      .filter(isForPeople)
      .map((provider) => wayOf(provider, { checks, rules, attempts, level: standing.level, now: ctx.now })),
    version: account.version,
  }
}

export type PersonalProvider = RealNameProvider & { readonly kind: CheckKind }

export function isForPeople(provider: RealNameProvider): provider is PersonalProvider {
  return provider.kind !== 'company'
}

function wayOf(
  { id, kind, title, note }: PersonalProvider,
  standing: { checks: PassedCheck[]; rules: LevelRules; attempts: Map<string, string>; level: number; now: Date },
): RealNameWay {
  const { checks, rules, attempts, level, now } = standing
  const attemptId = attempts.get(id)
  const passed = checks.find((check) => check.kind === kind)
  const gives = levelWith(kind, checks, rules, now)
  return {
    providerId: id,
    kind,
    title,
    shape: shapeOf(kind),
    gives,
    isUseful: gives > level || passed?.validUntil !== undefined,
    ...(note !== undefined && { note }),
    ...(attemptId !== undefined && { attemptId }),
    ...(passed && { passedAt: passed.passedAt.toISOString() }),
    ...(passed?.validUntil && { validUntil: passed.validUntil.toISOString() }),
  }
}

/** @throws identity/people-only */
export async function ownPerson(
  ctx: Context,
  find: (id: string) => Promise<AccountRow | undefined>,
): Promise<{ account: AccountRow; person: Person }> {
  const { accountId } = ctx.actor
  const account = accountId === undefined ? undefined : await find(accountId)
  const person = account && openPerson(ctx, account)
  if (!person) throw problem(identityProblems['people-only'])
  return { account, person }
}
