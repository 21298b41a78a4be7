import type { Context } from '../../../platform/act/index.ts'
import type { HeldPost } from '../../../platform/permits/index.ts'
import { isTwoFactor, needsSecondFactor } from '../domain/authentication.ts'
import * as accountStore from '../store/account-store.ts'
import * as sessionStore from '../store/session-store.ts'
import type { IdentityContext } from './identity-context.ts'

/** 登录: whose it is, since when, and what is still to be done before it may be used for anything. */
export interface SignInFacts {
  readonly accountId: string
  readonly signedInAt: Date
  /** A password that was given has to be changed; a second factor is needed and none was shown. */
  readonly lacks?: 'own-password' | 'second-factor'
}

export async function signInOf(ctx: IdentityContext, sessionId: string): Promise<SignInFacts | undefined> {
  const found = await sessionStore.findSignIn(ctx.tx, sessionId)
  if (!found) return undefined
  const { accountId, signedInAt } = found
  const lacksFactor = needsSecondFactor(ctx, found) && !isTwoFactor(found.methods)
  const lacks = found.mustChangePassword ? 'own-password' : lacksFactor ? 'second-factor' : undefined
  return { accountId, signedInAt, ...(lacks && { lacks }) }
}

/** Which of these sessions somebody could still use now. */
export async function liveSessions(ctx: Context, sessionIds: readonly string[]): Promise<Set<string>> {
  return sessionStore.liveAmong(ctx.tx, sessionIds, ctx.now)
}

export interface StaffFacts {
  readonly staffId: string
  readonly organizationId: string
  readonly posts: readonly HeldPost[]
}

/** The official behind an account that is not closed, with the posts held now. */
export async function staffOf(ctx: Context, accountId: string): Promise<StaffFacts | undefined> {
  const account = await accountStore.find(ctx.tx, accountId)
  if (account?.state !== 'active' || account.staffId === undefined || account.organizationId === undefined)
    return undefined
  const { staffId, organizationId, posts } = account
  return { staffId, organizationId, posts }
}

export async function isOpen(ctx: Context, accountId: string): Promise<boolean> {
  return (await accountStore.find(ctx.tx, accountId))?.state === 'active'
}
