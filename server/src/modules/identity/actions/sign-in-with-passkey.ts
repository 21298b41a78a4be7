import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import { SignInFailed } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { SignInWithPasskey } from '../contract/session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { accountOfHandle, usablePasskeys } from '../queries/passkey-options.ts'
import * as accountStore from '../store/account-store.ts'
import * as factorStore from '../store/factor-store.ts'
import { openSession } from './open-session.ts'
import { verifyAssertion } from './verify-passkey.ts'

/** 通行密钥登录: no name and no password; the authenticator says whose it is and has checked its holder. */
export async function signInWithPasskey(
  ctx: IdentityContext,
  input: InputOf<typeof SignInWithPasskey>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof SignInWithPasskey>> {
  const { passkey: assertion } = input
  const accountId = accountOfHandle(assertion.response.userHandle)
  const account = accountId === undefined ? undefined : await accountStore.find(ctx.tx, accountId)
  const factors = account ? await factorStore.lockAllOf(ctx.tx, account.id) : []
  const id = Buffer.from(assertion.id, 'base64url')
  const passkey = usablePasskeys(factors).find((one) => one.credentialId.equals(id))
  const method = passkey && (await verifyAssertion(ctx, passkey, { assertion, purpose: 'sign-in', holder: '' }))
  if (!account || account.state !== 'active' || method === undefined) {
    const known = account && { accountId: account.id }
    ctx.emit(SignInFailed.of({ ...known, reason: 'passkey-refused', blockedSeconds: 0 }))
    throw problem(identityProblems['passkey-refused'])
  }
  return openSession(ctx, account, { request, methods: [method] })
}
