import { newPublicId, problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import type { StaffView } from '../../organizations/contract/index.ts'
import { AccountOpened } from '../contract/events.ts'
import { identityPermits } from '../contract/permits.ts'
import { identityProblems } from '../contract/problems.ts'
import type { OpenStaffAccount } from '../contract/registration.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { jurisdictionOfAccount, sealPerson, signInNameBlind } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import { hashPassword } from './password-hash.ts'
import { heldPost } from './refresh-posts.ts'
import { requireStrong } from './require-strong-password.ts'

export async function hashInitialPassword(
  _work: Preparation<IdentityContext>,
  input: InputOf<typeof OpenStaffAccount>,
): Promise<string> {
  requireStrong(input.initialPassword, '/initialPassword', [input.login])
  return hashPassword(input.initialPassword)
}

/** 开通工作人员账号. Whoever opens it knows the first password, so it permits nothing until its owner has changed it. */
export async function openStaffAccount(
  ctx: IdentityContext,
  input: InputOf<typeof OpenStaffAccount>,
  _file: IncomingFile,
  _request: RequestFacts,
  passwordHash: string,
): Promise<OutputOf<typeof OpenStaffAccount>> {
  const staff = await ctx.organizations.findStaff(ctx, input.staffId)
  if (!staff) throw problem(identityProblems['staff-unknown'])
  ctx.permit.require(identityPermits.manageAccounts.name, staff)
  ctx.permit.requireProof()
  await refuseTakingOver(ctx, staff)
  const account = await addStaffAccount(ctx, {
    staff,
    login: input.login,
    passwordHash,
    mustChangePassword: true,
  })
  return { accountId: account.id, version: account.version }
}

/** Closing an account and opening another with a password of one's own would give one administrator, alone, what the posts of another permit. */
async function refuseTakingOver(ctx: IdentityContext, staff: StaffView): Promise<void> {
  if (staff.posts.length === 0) return
  if (await accountStore.findByStaff(ctx.tx, staff.id)) throw problem(identityProblems['account-exists'])
  if (await accountStore.hadAccount(ctx.tx, staff.id)) throw problem(identityProblems['posts-held'])
}

/** The same for the seed: no permit is asked. */
export async function addStaffAccount(
  ctx: Pick<IdentityContext, 'tx' | 'vault' | 'now' | 'emit'>,
  input: {
    staff: StaffView
    login: string
    passwordHash: string
    mustChangePassword: boolean
    /** Of somebody who joins. */
    opensOn?: string
  },
): Promise<AccountRow> {
  const { staff, login, passwordHash, mustChangePassword, opensOn } = input
  if (await accountStore.findByStaff(ctx.tx, staff.id)) throw problem(identityProblems['account-exists'])
  const account: AccountRow = {
    ...sealPerson(ctx.vault, { name: staff.name }),
    id: newPublicId(jurisdictionOfAccount(staff.id)),
    kind: 'staff',
    state: 'active',
    division: staff.division,
    realNameLevel: 0,
    staffId: staff.id,
    organizationId: staff.organizationId,
    posts: staff.posts.map(heldPost),
    passwordHash,
    mustChangePassword,
    isDemo: staff.isDemo,
    ...(opensOn !== undefined && { opensOn }),
    version: 1,
  }
  await accountStore.insert(ctx.tx, account, ctx.now)
  const nameBlind = signInNameBlind(ctx.vault, login)
  const isFree = await accountStore.claimName(ctx.tx, { nameBlind, accountId: account.id, kind: 'login' })
  if (!isFree) throw problem(identityProblems['login-taken'], { login })
  ctx.emit(AccountOpened.of({ accountId: account.id, kind: 'staff', staffId: staff.id }))
  return account
}
