import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { ProofGiven, ProofRefused } from '../contract/events.ts'
import type { GiveProof } from '../contract/factor.ts'
import { identityProblems } from '../contract/problems.ts'
import { amrOf, withMethod } from '../domain/authentication.ts'
import { ownAccount } from '../queries/own-account.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import * as factorStore from '../store/factor-store.ts'
import * as sessionStore from '../store/session-store.ts'
import { checkFactor } from './check-factor.ts'
import type { Judgement } from './check-factor.ts'
import { factorThrottle } from './complete-sign-in.ts'
import { verifyPassword } from './password-hash.ts'
import { countFailureOf, forgetFailures, requireNoWait, requireNoWaitInTurn } from './throttle-sign-in.ts'

/** Compares a password, if one was given, while no connection waits for it. */
export async function checkGivenPassword(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof GiveProof>,
  request: RequestFacts,
): Promise<boolean> {
  const { password } = input
  if (password === undefined) return false
  const account = await work.act(async (ctx) => {
    const own = await ownAccount(ctx)
    await requireNoWait(ctx, factorThrottle(ctx.vault, own.id, request))
    return own
  })
  return verifyPassword(password, account.passwordHash)
}

/** 再次验证: who has a second factor proves by it; a password will do only for who has nothing better. */
export async function giveProof(
  ctx: IdentityContext,
  input: InputOf<typeof GiveProof>,
  _file: IncomingFile,
  request: RequestFacts,
  isPasswordRight: boolean,
): Promise<OutputOf<typeof GiveProof>> {
  const account = await ownAccount(ctx)
  const { sessionId } = ctx.actor
  const keys = factorThrottle(ctx.vault, account.id, request)
  await requireNoWaitInTurn(ctx, keys)
  const judgement = await judge(ctx, { input, isPasswordRight })
  const session = sessionId === undefined ? undefined : await sessionStore.find(ctx.tx, sessionId)
  if ('refusal' in judgement || !session) {
    ctx.emit(ProofRefused.of({ accountId: account.id, blockedSeconds: await countFailureOf(ctx, keys) }))
    throw problem('refusal' in judgement ? judgement.refusal : identityProblems['factor-wrong'])
  }
  await forgetFailures(ctx, keys)
  const methods = withMethod(session.methods, judgement.method)
  await sessionStore.prove(ctx.tx, session.id, { methods, at: ctx.now })
  ctx.emit(ProofGiven.of({ accountId: account.id, sessionId: session.id, method: judgement.method }))
  return { methods: amrOf(methods), provedAt: ctx.now.toISOString() }
}

async function judge(
  ctx: IdentityContext,
  { input, isPasswordRight }: { input: InputOf<typeof GiveProof>; isPasswordRight: boolean },
): Promise<Judgement> {
  const account = await ownAccount(ctx)
  if (input.password === undefined) return checkFactor(ctx, account, { given: input, purpose: 'proof' })
  const hasBetter = (await factorStore.listOf(ctx.tx, account.id)).length > 0
  if (hasBetter) throw problem(identityProblems['factor-needed'])
  return isPasswordRight ? { method: 'pwd' } : { refusal: identityProblems['factor-wrong'] }
}
