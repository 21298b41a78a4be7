import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import type { Vault } from '../../../platform/vault/vault.ts'
import { SecondFactorAsked, SignInFailed } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { CompleteSignIn, SessionView } from '../contract/session.ts'
import { signedOut } from '../queries/get-session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { passkeyRequest } from '../queries/passkey-options.ts'
import { isTicketFor, newTicket, openTicket } from '../queries/sign-in-ticket.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as factorStore from '../store/factor-store.ts'
import { checkFactor, proofKinds } from './check-factor.ts'
import { openSession } from './open-session.ts'
import { countFailureOf, forgetFailures, requireNoWaitInTurn, throttleKeys } from './throttle-sign-in.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'

/**
 * Asks for the second factor of an official who has one, whether the installation demands it or not. Undefined: there is
 * none to ask for. A person's passkey signs in by itself and is no burden on who comes with the password.
 */
export async function askSecondFactor(ctx: IdentityContext, account: AccountRow): Promise<SessionView | undefined> {
  if (account.kind !== 'staff') return undefined
  const factors = await factorStore.listOf(ctx.tx, account.id)
  if (factors.length === 0) return undefined
  const kinds = await proofKinds(ctx, account, factors)
  ctx.emit(SecondFactorAsked.of({ accountId: account.id, kinds }))
  const about = { purpose: 'second-factor', holder: account.id, factors } as const
  return {
    ...signedOut(ctx.demo),
    secondFactor: {
      ticket: newTicket(ctx, account),
      kinds,
      ...(kinds.includes('passkey') && { passkey: passkeyRequest(ctx, about) }),
    },
  }
}

/** 登录第二步. Guesses are counted for the account, as guesses at its password are. */
export async function completeSignIn(
  ctx: IdentityContext,
  input: InputOf<typeof CompleteSignIn>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof CompleteSignIn>> {
  const ticket = openTicket(ctx, input.ticket)
  const account = ticket && (await accountStore.find(ctx.tx, ticket.accountId))
  if (!account || account.state !== 'active' || !isTicketFor(ctx, ticket, account)) {
    throw problem(identityProblems['proof-expired'])
  }
  const keys = factorThrottle(ctx.vault, account.id, request)
  await requireNoWaitInTurn(ctx, keys)
  const judgement = await checkFactor(ctx, account, { given: input, purpose: 'second-factor' })
  if ('refusal' in judgement) {
    const blockedSeconds = await countFailureOf(ctx, keys)
    ctx.emit(SignInFailed.of({ accountId: account.id, reason: 'wrong-factor', blockedSeconds }))
    throw problem(judgement.refusal)
  }
  await forgetFailures(ctx, keys)
  return openSession(ctx, account, { request, methods: ['pwd', judgement.method] })
}

export function factorThrottle(vault: Vault, accountId: string, request: RequestFacts): ThrottleKeys {
  return throttleKeys(vault, vault.blind(accountId, 'identity.throttle factor'), request.network)
}
