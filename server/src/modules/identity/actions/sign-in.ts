import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { SignInFailed } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { SignIn } from '../contract/session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { signInNameBlind } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import { askSecondFactor } from './complete-sign-in.ts'
import { openSession } from './open-session.ts'
import { verifyPassword } from './password-hash.ts'
import { countFailureOf, forgetFailures, requireNoWait, requireNoWaitInTurn, throttleKeys } from './throttle-sign-in.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'

/** What was found out before the transaction: whose name it is, and whether the password was right. */
export interface CheckedSignIn {
  readonly keys: ThrottleKeys
  readonly account: AccountRow | undefined
  readonly isRight: boolean
}

/** Finds the account and compares the password while no connection waits for it. */
export async function checkSignIn(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof SignIn>,
  request: RequestFacts,
): Promise<CheckedSignIn> {
  const { keys, account } = await work.act(async (ctx) => {
    const nameBlind = signInNameBlind(ctx.vault, input.name)
    const found = throttleKeys(ctx.vault, nameBlind, request.network)
    await requireNoWait(ctx, found)
    return { keys: found, account: await accountStore.findByName(ctx.tx, nameBlind) }
  })
  const isRight = await verifyPassword(input.password, account?.passwordHash)
  return { keys, account, isRight }
}

/** 登录. Waiting is asked for again: of many attempts at once only the first few count. */
export async function signIn(
  ctx: IdentityContext,
  _input: InputOf<typeof SignIn>,
  _file: IncomingFile,
  request: RequestFacts,
  checked: CheckedSignIn,
): Promise<OutputOf<typeof SignIn>> {
  await requireNoWaitInTurn(ctx, checked.keys)
  const account = checked.account && (await accountStore.find(ctx.tx, checked.account.id))
  const isSame = account !== undefined && account.passwordHash === checked.account?.passwordHash
  if (!account || !isSame || !checked.isRight || account.state !== 'active') return refuse(ctx, checked, account)
  const asked = await askSecondFactor(ctx, account)
  if (asked) return asked
  await forgetFailures(ctx, checked.keys)
  return openSession(ctx, account, { request, methods: ['pwd'] })
}

async function refuse(ctx: IdentityContext, checked: CheckedSignIn, account: AccountRow | undefined): Promise<never> {
  const blockedSeconds = await countFailureOf(ctx, checked.keys)
  const reason = !account ? 'unknown-name' : account.state === 'closed' ? 'account-closed' : 'wrong-password'
  ctx.emit(SignInFailed.of({ ...(account && { accountId: account.id }), reason, blockedSeconds }))
  throw problem(identityProblems['sign-in-failed'])
}
