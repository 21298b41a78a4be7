import type { IncomingFile, OutputOf } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import { proofKinds } from '../actions/check-factor.ts'
import type { GetMyRecovery, GetRecovery, GetRecoveryOptions, RecoveryView } from '../contract/recovery.ts'
import { shapeOf } from '../domain/real-name-provider.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as factorStore from '../store/factor-store.ts'
import * as realNameStore from '../store/real-name-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import type { IdentityContext } from './identity-context.ts'
import { ownAccount } from './own-account.ts'
import { passkeyRequest } from './passkey-options.ts'
import { heldRecovery, phoneSource, standingOfRecovery } from './recovery-standing.ts'
import type { HeldRecovery } from './recovery-standing.ts'

/** 找回密码可以从哪里开始: of the installation, and of no account. */
export function getRecoveryOptions(ctx: IdentityContext): Promise<OutputOf<typeof GetRecoveryOptions>> {
  return Promise.resolve({
    byPhone: phoneSource(ctx) !== undefined,
    ...(ctx.relyingParty && { passkey: passkeyRequest(ctx, { purpose: 'recover', holder: '' }) }),
  })
}

/** 这个浏览器里的找回密码. */
export async function getRecovery(
  ctx: IdentityContext,
  _input: object,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof GetRecovery>> {
  return presentRecovery(ctx, await heldRecovery(ctx, request))
}

export async function presentRecovery(ctx: IdentityContext, { ticket, found }: HeldRecovery): Promise<RecoveryView> {
  const expiresAt = new Date(ticket.until).toISOString()
  const standing = found && (await standingOfRecovery(ctx, found))
  if (!found || !standing || standing.step === 'code') {
    const note = phoneSource(ctx)?.note
    return { step: 'code', expiresAt, ways: [], ...(note !== undefined && { note }) }
  }
  const { step, ways, mayWait, readyAt } = standing
  const { recovery, account } = found
  const key = { recoveryId: recovery.id, accountId: account.id, now: ctx.now }
  const asked = ways.length === 0 ? undefined : await realNameStore.attemptsOfRecovery(ctx.tx, key)
  return {
    step,
    expiresAt,
    ways: ways.map(({ id, kind, title, note }) => ({
      providerId: id,
      kind,
      title,
      shape: shapeOf(kind),
      isAsked: asked?.has(id) ?? false,
      ...(note !== undefined && { note }),
    })),
    ...(mayWait && { waitHours: ctx.recoveryRules.waitHours }),
    ...(readyAt && { readyAt: readyAt.toISOString() }),
    ...(step === 'factor' && { factor: await factorOf(ctx, account) }),
  }
}

async function factorOf(ctx: IdentityContext, account: AccountRow): Promise<NonNullable<RecoveryView['factor']>> {
  const factors = await factorStore.listOf(ctx.tx, account.id)
  const kinds = await proofKinds(ctx, account, factors)
  const about = { purpose: 'recover', holder: account.id, factors } as const
  return { kinds, ...(kinds.includes('passkey') && { passkey: passkeyRequest(ctx, about) }) }
}

/** 有没有人正在找回我的密码: from the first proof on. */
export async function getMyRecovery(ctx: IdentityContext): Promise<OutputOf<typeof GetMyRecovery>> {
  const account = await ownAccount(ctx)
  const underway = (await recoveryStore.listOf(ctx.tx, account.id)).find(
    ({ state, passed, expiresAt }) =>
      expiresAt > ctx.now && (state === 'waiting' || state === 'started' || (state === 'open' && passed.length > 0)),
  )
  if (!underway) return {}
  const { begunAt, readyAt } = underway
  return { underway: { begunAt: begunAt.toISOString(), ...(readyAt && { readyAt: readyAt.toISOString() }) } }
}
