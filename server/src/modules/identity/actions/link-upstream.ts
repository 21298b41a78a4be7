import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { SignInFailed, UpstreamLinked, UpstreamRefused } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { LinkUpstream, OpenByUpstream } from '../contract/upstream.ts'
import { NO_PASSWORD } from '../domain/password.ts'
import { standingOf } from '../domain/real-name.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import {
  jurisdictionOfAccount,
  newAccountId,
  openPerson,
  sealPerson,
  signInNameBlind,
} from '../queries/sealed-fields.ts'
import { voucherCalled } from '../queries/upstream-providers.ts'
import { arrivalOf } from '../queries/get-upstream-linking.ts'
import { arrivalCookieName, subjectBlind } from '../queries/upstream-ticket.ts'
import type { Arrival } from '../queries/upstream-ticket.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as upstreamStore from '../store/upstream-store.ts'
import { actForUnit } from './act-for-unit.ts'
import { carryLevel, openFor } from './arrive.ts'
import { addPersonAccount } from './register-resident.ts'
import { checkSignIn } from './sign-in.ts'
import type { CheckedSignIn } from './sign-in.ts'
import { countFailureOf, forgetFailures, requireNoWaitInTurn } from './throttle-sign-in.ts'

/** As at a sign-in: found and compared while no connection waits, known names and unknown ones alike. */
export function checkLinking(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof LinkUpstream>,
  request: RequestFacts,
): Promise<CheckedSignIn> {
  return checkSignIn(work, input, request)
}

/**
 * 关联: who comes from upstream proves that the account here is theirs as well, by its password. Upstream's word alone gives
 * nobody an account that is there already.
 */
export async function linkUpstream(
  ctx: IdentityContext,
  _input: InputOf<typeof LinkUpstream>,
  _file: IncomingFile,
  request: RequestFacts,
  checked: CheckedSignIn,
): Promise<OutputOf<typeof LinkUpstream>> {
  const arrival = arrivalOf(ctx, request)
  await requireNoWaitInTurn(ctx, checked.keys)
  const account = checked.account && (await accountStore.lock(ctx.tx, checked.account.id))
  const isSame = account !== undefined && account.passwordHash === checked.account?.passwordHash
  if (!account || !isSame || !checked.isRight || account.state !== 'active' || account.kind !== 'person') {
    const blockedSeconds = await countFailureOf(ctx, checked.keys)
    const known = account && { accountId: account.id }
    ctx.emit(SignInFailed.of({ ...known, reason: account ? 'wrong-password' : 'unknown-name', blockedSeconds }))
    throw problem(identityProblems['sign-in-failed'])
  }
  await forgetFailures(ctx, checked.keys)
  const { citizenId } = arrival.person
  if (citizenId !== undefined && openPerson(ctx, account)?.citizenId !== citizenId) {
    ctx.emit(UpstreamRefused.of({ upstream: arrival.upstream, accountId: account.id, reason: 'another-person' }))
    throw problem(identityProblems['upstream-another-person'])
  }
  return enter(ctx, account, { arrival, request, by: 'proof' })
}

/** 开通: upstream told enough of somebody of whom nobody here has proved to be. They have no password, and come from upstream. */
export async function openByUpstream(
  ctx: IdentityContext,
  input: InputOf<typeof OpenByUpstream>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof OpenByUpstream>> {
  const arrival = arrivalOf(ctx, request)
  const { name, citizenId, phone = input.phone } = arrival.person
  if (name === undefined || citizenId === undefined || phone === undefined)
    throw problem(identityProblems['upstream-needs-account'])
  if (await accountStore.findByName(ctx.tx, signInNameBlind(ctx.vault, citizenId)))
    throw problem(identityProblems['already-registered'])
  const id = newAccountId(undefined)
  const account: AccountRow = {
    ...sealPerson(ctx.vault, { name, phone, citizenId }),
    id,
    kind: 'person',
    state: 'active',
    realNameLevel: standingOf([], ctx.realNames.rulesFor(jurisdictionOfAccount(id)), ctx.now).level,
    posts: [],
    passwordHash: NO_PASSWORD,
    mustChangePassword: false,
    isDemo: false,
    version: 1,
  }
  await addPersonAccount(ctx, account, { phone })
  return enter(ctx, account, { arrival, request, by: 'opening' })
}

async function enter(
  ctx: IdentityContext,
  account: AccountRow,
  { arrival, request, by }: { arrival: Arrival; request: RequestFacts; by: 'proof' | 'opening' },
): Promise<OutputOf<typeof LinkUpstream>> {
  const { upstream, person } = arrival
  const voucher = voucherCalled(ctx, upstream)
  const key = { upstream, subjectBlind: subjectBlind(ctx.vault, upstream, person.subject) }
  // A certificate is renewed every few years, under another number: the new one takes the old one's place.
  if (voucher.method === 'cert') await upstreamStore.unlink(ctx.tx, account.id, upstream)
  const isNew = await upstreamStore.link(ctx.tx, key, { accountId: account.id, at: ctx.now })
  if (!isNew) throw problem(identityProblems['upstream-linked'])
  ctx.emit(UpstreamLinked.of({ accountId: account.id, upstream, by }))
  const next = await carryLevel(ctx, account, { voucher, person })
  await actForUnit(ctx, next, { voucher, person })
  request.setCookie(arrivalCookieName(ctx.cookieName), undefined)
  return openFor(ctx, next, { request, voucher, person })
}
