import { randomUUID } from 'node:crypto'
import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { RealNameBegun, RecoveryProved, RecoveryRefused } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { AskRecoveryProof, GiveRecoveryProof } from '../contract/recovery.ts'
import { shapeOf } from '../domain/real-name-provider.ts'
import type { Begun, RealNameAnswer, RealNameSubject } from '../domain/real-name-provider.ts'
import type { PersonalProvider } from '../queries/get-real-name.ts'
import { presentRecovery } from '../queries/get-recovery.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { heldRecovery, phoneSource, standingOfRecovery } from '../queries/recovery-standing.ts'
import type { HeldRecovery } from '../queries/recovery-standing.ts'
import { openPerson, openReference, sealReference } from '../queries/sealed-fields.ts'
import * as realNameStore from '../store/real-name-store.ts'
import type { Attempt } from '../store/real-name-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import * as throttleStore from '../store/throttle-store.ts'
import { ATTEMPT_MINUTES } from './begin-real-name.ts'
import { checkFactor } from './check-factor.ts'
import { countWrong, questionKeys, requireTries } from './throttle-recovery.ts'
import { countFailureOf, requireNoWait } from './throttle-sign-in.ts'

export interface AskedQuestion {
  readonly provider: PersonalProvider
  readonly begun: Begun | 'unavailable'
}

/** Asks a source to send a code or to open its page, once something was shown: before that the job sends the only code. */
export async function askRecoverySource(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof AskRecoveryProof>,
  request: RequestFacts,
): Promise<AskedQuestion> {
  const { provider, subject } = await work.act(async (given) => {
    const ctx = { ...work, ...given }
    const held = await heldRecovery(ctx, request)
    await requireNoWait(ctx, questionKeys(ctx.vault, held.ticket))
    return { provider: await wayOf(ctx, held, input.providerId), subject: subjectOf(ctx, held) }
  })
  if (shapeOf(provider.kind) === 'at-once') throw problem(identityProblems['real-name-way-unknown'])
  return { provider, begun: await provider.begin(subject, `${work.publicUrl}/recover`) }
}

/** 找回密码时开始一项核验. */
export async function askRecoveryProof(
  ctx: IdentityContext,
  _input: InputOf<typeof AskRecoveryProof>,
  _file: IncomingFile,
  request: RequestFacts,
  { provider, begun }: AskedQuestion,
): Promise<OutputOf<typeof AskRecoveryProof>> {
  const { ticket, found } = await heldRecovery(ctx, request, recoveryStore.lock)
  if (!found) throw problem(identityProblems['recovery-over'])
  const { id: accountId } = found.account
  if (begun === 'unavailable') {
    ctx.emit(RecoveryRefused.of({ accountId, reason: 'unavailable' }))
    throw problem(identityProblems['real-name-unavailable'])
  }
  await countFailureOf(ctx, questionKeys(ctx.vault, ticket))
  const attemptId = await realNameStore.insertAttempt(ctx.tx, {
    accountId,
    provider: provider.id,
    reference: sealReference(ctx.vault, begun.reference),
    begunAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + ATTEMPT_MINUTES * 60_000),
    recoveryId: found.recovery.id,
  })
  ctx.emit(RealNameBegun.of({ accountId, attemptId, source: provider.title, kind: provider.kind }))
  return begun.url === undefined ? {} : { url: begun.url }
}

export interface AnsweredQuestion {
  readonly provider?: PersonalProvider
  readonly attempt?: Attempt
  readonly answer: RealNameAnswer
}

/** Hands in what was given, while no connection waits for it; where nobody is behind it, the source is asked just the same. */
export async function askRecoveryAnswer(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof GiveRecoveryProof>,
  request: RequestFacts,
): Promise<AnsweredQuestion> {
  if (input.factor) return { answer: 'not-matched' }
  const { provider, attempt, subject, reference } = await work.act(async (given) => {
    const ctx = { ...work, ...given }
    const held = await heldRecovery(ctx, request)
    await requireTries(ctx, held.ticket, throttleStore.findMany)
    const source = await wayOf(ctx, held, input.providerId)
    const asked = await attemptOf(ctx, held, source)
    return {
      provider: source,
      attempt: asked,
      subject: subjectOf(ctx, held),
      reference: asked ? openReference(ctx.vault, asked.reference) : randomUUID(),
    }
  })
  const evidence = {
    ...(shapeOf(provider.kind) !== 'at-once' && { reference }),
    ...(input.code !== undefined && { code: input.code }),
    ...(input.cardNumber !== undefined && { cardNumber: input.cardNumber }),
  }
  return { provider, ...(attempt && { attempt }), answer: await provider.check(subject, evidence) }
}

/** 找回密码时交一项核验. */
export async function giveRecoveryProof(
  ctx: IdentityContext,
  input: InputOf<typeof GiveRecoveryProof>,
  _file: IncomingFile,
  request: RequestFacts,
  asked: AnsweredQuestion,
): Promise<OutputOf<typeof GiveRecoveryProof>> {
  const held = await heldRecovery(ctx, request, recoveryStore.lock)
  await requireTries(ctx, held.ticket)
  if (asked.answer === 'unavailable') {
    ctx.emit(RecoveryRefused.of({ ...accountOf(held), reason: 'unavailable' }))
    throw problem(identityProblems['real-name-unavailable'])
  }
  const kind = input.factor ? await factorGiven(ctx, held, input.factor) : await answerGiven(ctx, asked)
  if (!held.found || kind === undefined) {
    await countWrong(ctx, held.ticket)
    ctx.emit(RecoveryRefused.of({ ...accountOf(held), reason: 'not-matched' }))
    throw problem(identityProblems['recovery-not-proved'])
  }
  const { recovery, account } = held.found
  const passed = [...new Set([...recovery.passed, kind])]
  await recoveryStore.save(ctx.tx, recovery, { passed })
  ctx.emit(RecoveryProved.of({ accountId: account.id, recoveryId: recovery.id, kind }))
  return presentRecovery(ctx, { ...held, found: { account, recovery: { ...recovery, passed } } })
}

/** A code that is right counts for a question that was asked, and once; a face that was not theirs begins anew. */
async function answerGiven(
  ctx: IdentityContext,
  { provider, attempt, answer }: AnsweredQuestion,
): Promise<string | undefined> {
  if (!provider) return undefined
  const shape = shapeOf(provider.kind)
  if (shape === 'at-once') return answer === 'matched' ? provider.kind : undefined
  if (!attempt || (answer !== 'matched' && shape === 'code')) return undefined
  const isFirst = await realNameStore.endAttempt(ctx.tx, attempt.id, ctx.now)
  return isFirst && answer === 'matched' ? provider.kind : undefined
}

async function factorGiven(
  ctx: IdentityContext,
  { found }: HeldRecovery,
  given: NonNullable<InputOf<typeof GiveRecoveryProof>['factor']>,
): Promise<string | undefined> {
  if (found?.account.kind !== 'staff') throw problem(identityProblems['factor-needed'])
  const judgement = await checkFactor(ctx, found.account, { given, purpose: 'recover' })
  return 'method' in judgement ? 'factor' : undefined
}

/** Which source is meant: the phone's before anything was shown, then one of those that help. @throws identity/real-name-way-unknown */
async function wayOf(
  ctx: IdentityContext,
  { ticket, found }: HeldRecovery,
  providerId: string | undefined,
): Promise<PersonalProvider> {
  const standing = found && (await standingOfRecovery(ctx, found))
  const isFirst = !standing || standing.step === 'code'
  const provider = isFirst
    ? providerId === undefined && phoneSource(ctx, found && ticket.accountId)
    : standing.ways.find(({ id }) => id === providerId)
  if (!provider) throw problem(identityProblems['real-name-way-unknown'])
  return provider
}

async function attemptOf(
  ctx: IdentityContext,
  { found }: HeldRecovery,
  provider: PersonalProvider,
): Promise<Attempt | undefined> {
  if (!found) return undefined
  const key = { recoveryId: found.recovery.id, accountId: found.account.id, now: ctx.now }
  return (await realNameStore.attemptsOfRecovery(ctx.tx, key)).get(provider.id)
}

/** @throws identity/recovery-over where there is nobody to ask about */
function subjectOf(ctx: IdentityContext, { ticket, found }: HeldRecovery): RealNameSubject {
  const person = found && openPerson(ctx, found.account)
  if (person) return { name: person.name, citizenId: person.citizenId, phone: person.phone }
  if (!ticket.stated) throw problem(identityProblems['recovery-over'])
  return ticket.stated
}

function accountOf({ found }: HeldRecovery): { accountId?: string } {
  return found ? { accountId: found.account.id } : {}
}
