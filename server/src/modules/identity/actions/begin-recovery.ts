import { timingSafeEqual } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { INSTALLATION, newPublicId, problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { RecoveryBegun, RecoveryProved, RecoveryRefused } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { BeginRecovery, BeginRecoveryByCode, RecoverWithPasskey } from '../contract/recovery.ts'
import { hasOpened } from '../domain/joiner.ts'
import { presentRecovery } from '../queries/get-recovery.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { accountOfHandle, usablePasskeys } from '../queries/passkey-options.ts'
import { phoneSource } from '../queries/recovery-standing.ts'
import type { HeldRecovery } from '../queries/recovery-standing.ts'
import { RECOVERY_MINUTES, recoveryCookieName, sealRecoveryTicket } from '../queries/recovery-ticket.ts'
import type { RecoveryTicket } from '../queries/recovery-ticket.ts'
import { openPerson, signInNameBlind } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as factorStore from '../store/factor-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import type { Recovery } from '../store/recovery-store.ts'
import { startDigest } from './start-recovery.ts'
import { beginKeys, startKeys } from './throttle-recovery.ts'
import { countFailureOf, requireNoWait, requireNoWaitInTurn } from './throttle-sign-in.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'
import { verifyAssertion } from './verify-passkey.ts'

/** Looking somebody up takes longer where there is somebody: the answer comes no sooner than this. */
const LEAST_MS = 150

export interface SoughtAccount {
  readonly keys: ThrottleKeys
  /** Whose account it is, if what was stated agrees with it. */
  readonly account: AccountRow | undefined
  readonly isKnown: boolean
}

/** Finds the account by its phone while no connection waits for it; what was typed has to agree in everything. */
export async function seekByPhone(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof BeginRecovery>,
  request: RequestFacts,
): Promise<SoughtAccount> {
  if (!phoneSource(work)) throw problem(identityProblems['recovery-elsewhere'])
  return noSooner(
    work.act(async (ctx) => {
      const keys = beginKeys(ctx.vault, { name: input.phone, network: request.network })
      await requireNoWait(ctx, keys)
      const account = await accountStore.findByName(ctx.tx, signInNameBlind(ctx.vault, input.phone))
      const person = account?.state === 'active' ? openPerson(ctx, account) : undefined
      const isSame = person?.phone === input.phone && person.name === input.name && person.citizenId === input.citizenId
      return { keys, account: isSame ? account : undefined, isKnown: account !== undefined }
    }),
  )
}

/**
 * 开始找回密码. Whether there is such an account shows in nothing: not in the words, not in the time, not in what the browser is
 * given; the code is sent by a job.
 */
export async function beginRecovery(
  ctx: IdentityContext,
  input: InputOf<typeof BeginRecovery>,
  _file: IncomingFile,
  request: RequestFacts,
  sought: SoughtAccount,
): Promise<OutputOf<typeof BeginRecovery>> {
  await countFailureOf(ctx, sought.keys)
  const { account } = sought
  const stated = { name: input.name, citizenId: input.citizenId, phone: input.phone }
  if (account) return enter(ctx, request, { account, way: 'phone', passed: [], stated })
  ctx.emit(RecoveryRefused.of({ reason: sought.isKnown ? 'not-agreed' : 'unknown' }))
  const [recoveryId, accountId] = [newPublicId(INSTALLATION), newPublicId(INSTALLATION)]
  return presentRecovery(ctx, { ticket: giveTicket(ctx, request, { recoveryId, accountId, stated }) })
}

/** Finds whose start code it is. */
export async function seekByCode(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof BeginRecoveryByCode>,
  request: RequestFacts,
): Promise<SoughtAccount> {
  return noSooner(
    work.act(async (ctx) => {
      const keys = startKeys(ctx.vault, { name: input.account, network: request.network })
      await requireNoWait(ctx, keys)
      const account = await accountStore.findByName(ctx.tx, signInNameBlind(ctx.vault, input.account))
      const isUsable = account?.state === 'active' && hasOpened(account, ctx.today)
      return { keys, account: isUsable ? account : undefined, isKnown: account !== undefined }
    }),
  )
}

/** 凭找回码开始: the code counts once. It is one proof, and never enough by itself for a person. */
export async function beginRecoveryByCode(
  ctx: IdentityContext,
  input: InputOf<typeof BeginRecoveryByCode>,
  _file: IncomingFile,
  request: RequestFacts,
  { keys, account }: SoughtAccount,
): Promise<OutputOf<typeof BeginRecoveryByCode>> {
  await requireNoWaitInTurn(ctx, keys)
  const started = account && (await recoveryStore.lockNewest(ctx.tx, account.id, ['started']))
  const given = startDigest(ctx, { accountId: account?.id ?? '', way: started?.way ?? 'window', code: input.startCode })
  const isRight =
    started?.startDigest !== undefined &&
    started.expiresAt > ctx.now &&
    started.startDigest.length === given.length &&
    timingSafeEqual(started.startDigest, given)
  if (!account || !started || !isRight) {
    await countFailureOf(ctx, keys)
    ctx.emit(RecoveryRefused.of({ ...(account && { accountId: account.id }), reason: 'wrong-start' }))
    throw problem(identityProblems['recovery-not-proved'])
  }
  const passed = [started.way]
  const expiresAt = endOf(ctx)
  await recoveryStore.save(ctx.tx, started, { state: 'open', passed, expiresAt })
  ctx.emit(RecoveryProved.of({ accountId: account.id, recoveryId: started.id, kind: started.way }))
  const ticket = giveTicket(ctx, request, { recoveryId: started.id, accountId: account.id })
  return presentRecovery(ctx, {
    ticket,
    found: { account, recovery: { ...started, state: 'open', passed, expiresAt } },
  })
}

/** 用通行密钥找回: it is something one has, and it has checked its holder. Officials' passwords are reset by two. */
export async function recoverWithPasskey(
  ctx: IdentityContext,
  { passkey: assertion }: InputOf<typeof RecoverWithPasskey>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof RecoverWithPasskey>> {
  const accountId = accountOfHandle(assertion.response.userHandle)
  const account = accountId === undefined ? undefined : await accountStore.find(ctx.tx, accountId)
  const factors = account ? await factorStore.lockAllOf(ctx.tx, account.id) : []
  const id = Buffer.from(assertion.id, 'base64url')
  const passkey = usablePasskeys(factors).find((one) => one.credentialId.equals(id))
  const method = passkey && (await verifyAssertion(ctx, passkey, { assertion, purpose: 'recover', holder: '' }))
  if (!account || account.state !== 'active' || account.kind !== 'person' || method === undefined) {
    ctx.emit(RecoveryRefused.of({ ...(account && { accountId: account.id }), reason: 'passkey-refused' }))
    throw problem(identityProblems['passkey-refused'])
  }
  return enter(ctx, request, { account, way: 'passkey', passed: ['passkey'] })
}

async function enter(
  ctx: IdentityContext,
  request: RequestFacts,
  {
    account,
    way,
    passed,
    stated,
  }: Pick<Recovery, 'way' | 'passed'> & Pick<RecoveryTicket, 'stated'> & { account: AccountRow },
) {
  const accountId = account.id
  const recovery: Recovery = {
    id: recoveryStore.newRecoveryId(accountId),
    accountId,
    way,
    passed,
    state: 'open',
    begunAt: ctx.now,
    expiresAt: endOf(ctx),
  }
  await recoveryStore.insert(ctx.tx, recovery)
  ctx.emit(RecoveryBegun.of({ accountId, recoveryId: recovery.id, way }))
  const ticket = giveTicket(ctx, request, { recoveryId: recovery.id, accountId, ...(stated && { stated }) })
  const held: HeldRecovery = { ticket, found: { recovery, account } }
  return presentRecovery(ctx, held)
}

function giveTicket(
  ctx: IdentityContext,
  request: RequestFacts,
  ticket: Omit<RecoveryTicket, 'until'>,
): RecoveryTicket {
  const sealed = sealRecoveryTicket(ctx, ticket)
  request.setCookie(recoveryCookieName(ctx.cookieName), sealed, { maxAgeSeconds: RECOVERY_MINUTES * 60 })
  return { ...ticket, until: endOf(ctx).getTime() }
}

function endOf(ctx: IdentityContext): Date {
  return new Date(ctx.now.getTime() + RECOVERY_MINUTES * 60_000)
}

async function noSooner<T>(work: Promise<T>): Promise<T> {
  const [done] = await Promise.all([work, pause(LEAST_MS)])
  return done
}
