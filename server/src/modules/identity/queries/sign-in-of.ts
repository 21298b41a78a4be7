import type { Context } from '../../../platform/act/index.ts'
import type { HeldPost } from '../../../platform/permits/index.ts'
import * as accountStore from '../store/account-store.ts'
import * as sessionStore from '../store/session-store.ts'

/** 登录: whose it is, since when, and whether it may be used for anything yet. */
export interface SignInFacts {
  readonly accountId: string
  readonly signedInAt: Date
  readonly mustChangePassword: boolean
}

export async function signInOf(ctx: Context, sessionId: string): Promise<SignInFacts | undefined> {
  return sessionStore.findSignIn(ctx.tx, sessionId)
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
