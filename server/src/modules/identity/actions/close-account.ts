import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { AccountClosed } from '../contract/events.ts'
import { identityPermits } from '../contract/permits.ts'
import { identityProblems } from '../contract/problems.ts'
import type { CloseAccount } from '../contract/registration.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import * as accountStore from '../store/account-store.ts'
import * as factorStore from '../store/factor-store.ts'
import * as sessionStore from '../store/session-store.ts'

/** 停用工作人员账号: its sessions and factors end at once, and its login may be given anew. The row stays, because the record names it. */
export async function closeAccount(
  ctx: IdentityContext,
  input: InputOf<typeof CloseAccount>,
): Promise<OutputOf<typeof CloseAccount>> {
  const { accountId, version, reason } = input
  const account = await accountStore.lock(ctx.tx, accountId)
  if (!account || account.kind !== 'staff' || account.division === undefined) {
    throw problem(identityProblems['account-unknown'])
  }
  const { division, organizationId } = account
  ctx.permit.require(identityPermits.manageAccounts.name, { division, organizationId })
  if (account.state === 'closed') throw problem(identityProblems['account-closed'])
  if (account.version !== version) throw await ctx.stale(streamOf('account', accountId))
  await shut(ctx, accountId)
  ctx.emit(AccountClosed.of({ accountId }), { personal: { reason } })
  return { accountId, version: version + 1 }
}

/** The same for an official who leaves, in the act that decided it. Applications that were entered hear of it and take their tokens back. */
export async function closeOfStaff(ctx: Context, staffId: string): Promise<void> {
  const account = await accountStore.findByStaff(ctx.tx, staffId)
  if (!account) return
  await shut(ctx, account.id)
  await accountStore.savePosts(ctx.tx, account.id, { posts: [] })
  ctx.emit(AccountClosed.of({ accountId: account.id }))
}

/** Nothing lets anybody in any more: no session, no name, no factor, no code. */
async function shut(ctx: Context, accountId: string): Promise<void> {
  await accountStore.update(ctx.tx, accountId, { closedAt: ctx.now })
  await accountStore.releaseNames(ctx.tx, accountId)
  await sessionStore.end(ctx.tx, accountId, { at: ctx.now })
  await factorStore.remove(ctx.tx, accountId)
  await factorStore.replaceRecoveryCodes(ctx.tx, accountId, [])
}
