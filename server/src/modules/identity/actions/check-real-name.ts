import { problem, streamOf } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { RealNameRefused, RealNameVerified } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { CheckRealName } from '../contract/real-name.ts'
import { standingOf, validUntil } from '../domain/real-name.ts'
import type { Ground, Standing } from '../domain/real-name.ts'
import { shapeOf } from '../domain/real-name-provider.ts'
import type { RealNameAnswer, RealNameEvidence, RealNameSubject } from '../domain/real-name-provider.ts'
import { ownPerson, presentRealName } from '../queries/get-real-name.ts'
import type { PersonalProvider } from '../queries/get-real-name.ts'
import type { IdentityContext, IdentityDeps } from '../queries/identity-context.ts'
import { jurisdictionOfAccount, openReference, sealPerson, signInNameBlind } from '../queries/sealed-fields.ts'
import type { Person } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as realNameStore from '../store/real-name-store.ts'
import type { Attempt } from '../store/real-name-store.ts'
import { personalProvider } from './begin-real-name.ts'
import { confirmKeys } from './throttle-real-name.ts'
import { countFailureOf, forgetFailures, requireNoWait, requireNoWaitInTurn } from './throttle-sign-in.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'

export interface AskedRealName {
  readonly provider: PersonalProvider
  readonly keys: ThrottleKeys
  readonly subject: RealNameSubject
  readonly attempt?: Attempt
  readonly answer: RealNameAnswer
}

type Input = InputOf<typeof CheckRealName>

/** Asks the source about the person who is signed in, while no connection waits for it. */
export async function askSource(
  work: Preparation<IdentityContext>,
  input: Input,
  request: RequestFacts,
): Promise<AskedRealName> {
  const asked = await work.act(async (ctx) => {
    const { account, person } = await ownPerson(ctx, (id) => accountStore.find(ctx.tx, id))
    const provider = personalProvider(work, account.id, input.providerId)
    const about = { accountId: account.id, code: person.citizenId, network: request.network }
    const keys = confirmKeys(ctx.vault, about)
    await requireNoWait(ctx, keys)
    const attempt = await openAttempt(ctx, input, account.id, provider)
    return {
      provider,
      keys,
      subject: subjectOf(input, person, provider),
      ...(attempt && { attempt }),
      vault: ctx.vault,
    }
  })
  const { vault, ...rest } = asked
  const evidence: RealNameEvidence = {
    ...(asked.attempt && { reference: openReference(vault, asked.attempt.reference) }),
    ...(input.code !== undefined && { code: input.code }),
    ...(input.cardNumber !== undefined && { cardNumber: input.cardNumber }),
  }
  return { ...rest, answer: await asked.provider.check(asked.subject, evidence) }
}

/** 实名核验: what was confirmed is kept with its source and day; what was shown for it is not. */
export async function checkRealName(
  ctx: IdentityContext,
  input: Input,
  _file: IncomingFile,
  _request: RequestFacts,
  asked: AskedRealName,
): Promise<OutputOf<typeof CheckRealName>> {
  const { provider, keys, answer, attempt } = asked
  await requireNoWaitInTurn(ctx, keys)
  const { account, person } = await ownPerson(ctx, (id) => accountStore.lock(ctx.tx, id))
  if (account.version !== input.version) throw await ctx.stale(streamOf('account', account.id))
  if (answer !== 'matched') return refuse(ctx, account, asked)
  if (attempt && !(await realNameStore.endAttempt(ctx.tx, attempt.id, ctx.now)))
    throw problem(identityProblems['real-name-attempt-over'])
  if (provider.kind === 'population') await takeCitizenId(ctx, account, person)
  const { name } = asked.subject
  const next = await passCheck(ctx, account, provider, name === person.name ? undefined : name)
  await forgetFailures(ctx, keys)
  return presentRealName(ctx, { ...account, ...next, version: account.version + 1 }, { ...person, name })
}

/** Whoever confirmed something of a person; an upstream provider says which level its word carries. */
export interface ConfirmedBy {
  readonly id: string
  readonly kind: Ground
  readonly title: string
  readonly validMonths?: number
  /** Its word holds no longer than this. */
  readonly until?: Date
  readonly gives?: number
}

/** Writes down what a source confirmed and where the person stands now. */
export async function passCheck(
  ctx: Pick<IdentityContext, 'tx' | 'now' | 'emit' | 'vault'> & Pick<IdentityDeps, 'realNames'>,
  account: AccountRow,
  provider: ConfirmedBy,
  newName?: string,
): Promise<Partial<AccountRow>> {
  const until = earlier(validUntil(ctx.now, provider.validMonths), provider.until)
  const check = {
    kind: provider.kind,
    source: provider.title,
    passedAt: ctx.now,
    ...(until && { validUntil: until }),
    ...(provider.gives !== undefined && { gives: provider.gives }),
  }
  await realNameStore.saveCheck(ctx.tx, account.id, { ...check, provider: provider.id })
  const checks = await realNameStore.listChecks(ctx.tx, account.id)
  const standing = standingOf(checks, ctx.realNames.rulesFor(jurisdictionOfAccount(account.id)), ctx.now)
  const next = {
    ...rowOf(standing),
    ...(newName !== undefined && { name: sealPerson(ctx.vault, { name: newName }).name }),
  }
  await accountStore.saveStanding(ctx.tx, account.id, next)
  const ends = standing.until && { until: standing.until.toISOString() }
  const about = { accountId: account.id, level: standing.level, source: provider.title, kind: provider.kind }
  ctx.emit(RealNameVerified.of({ ...about, ...ends }))
  return next
}

function earlier(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (!one || !other) return one ?? other
  return one < other ? one : other
}

export function rowOf({ level, by, until, then }: Standing) {
  return {
    realNameLevel: level,
    ...(by && { realNameSource: by.source }),
    ...(until && { realNameUntil: until, realNameThen: then ?? 0 }),
  }
}

/** A citizen id becomes a sign-in name when it is proved. @throws identity/already-registered */
async function takeCitizenId(ctx: IdentityContext, account: AccountRow, person: Person): Promise<void> {
  const nameBlind = signInNameBlind(ctx.vault, person.citizenId)
  const holder = await accountStore.findByName(ctx.tx, nameBlind)
  if (holder?.id === account.id) return
  const isFree = await accountStore.claimName(ctx.tx, { nameBlind, accountId: account.id, kind: 'citizen-id' })
  if (!isFree) throw problem(identityProblems['already-registered'])
}

async function refuse(ctx: IdentityContext, account: AccountRow, asked: AskedRealName): Promise<never> {
  const { provider, keys, answer } = asked
  const about = { accountId: account.id, source: provider.title, kind: provider.kind }
  if (answer !== 'not-matched') {
    ctx.emit(RealNameRefused.of({ ...about, answer: 'unavailable' }))
    throw problem(identityProblems['real-name-unavailable'])
  }
  await countFailureOf(ctx, keys)
  ctx.emit(RealNameRefused.of({ ...about, answer: 'not-matched' }))
  // A wrong code may be typed again until the throttle says wait; a face that was not theirs begins anew.
  if (asked.attempt && shapeOf(provider.kind) === 'page')
    await realNameStore.endAttempt(ctx.tx, asked.attempt.id, ctx.now)
  throw problem(identityProblems['real-name-not-matched'], { source: provider.title })
}

async function openAttempt(
  ctx: Context,
  input: Input,
  accountId: string,
  provider: PersonalProvider,
): Promise<Attempt | undefined> {
  if (shapeOf(provider.kind) === 'at-once') return undefined
  const { attemptId } = input
  const attempt =
    attemptId === undefined
      ? undefined
      : await realNameStore.findAttempt(ctx.tx, { attemptId, accountId, now: ctx.now })
  if (attempt?.provider !== provider.id) throw problem(identityProblems['real-name-attempt-over'])
  return attempt
}

/** The name may be corrected for as long as no register has confirmed one. */
function subjectOf(input: Input, person: Person, provider: PersonalProvider): RealNameSubject {
  const mayCorrect = provider.kind === 'population' && person.realNameLevel < 2
  const name = mayCorrect && input.name !== undefined ? input.name : person.name
  return { name, citizenId: person.citizenId, phone: person.phone }
}
