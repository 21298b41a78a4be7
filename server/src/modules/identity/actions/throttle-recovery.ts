import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { Vault } from '../../../platform/vault/vault.ts'
import { identityProblems } from '../contract/problems.ts'
import { waitSeconds } from '../domain/throttle.ts'
import type { RecoveryTicket } from '../queries/recovery-ticket.ts'
import * as throttleStore from '../store/throttle-store.ts'
import { countFailureOf } from './throttle-sign-in.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'

/**
 * Of who asks: the same person from the same network, and the network. Nothing here is counted for the account as such, so that
 * nobody can keep its owner from beginning; it is counted for what was typed, so that waiting tells nothing.
 */
export function beginKeys(vault: Vault, about: { name: string; network: string }): ThrottleKeys {
  return [
    { kind: 'message', key: vault.blind(`${about.name} ${about.network}`, 'identity.throttle recovery pair') },
    { kind: 'address', key: vault.blind(about.network, 'identity.throttle recovery address') },
  ]
}

/** A guess at a start code: fifty bits that live half an hour need no limit from everywhere. */
export function startKeys(vault: Vault, about: { name: string; network: string }): ThrottleKeys {
  return [
    { kind: 'pair', key: vault.blind(`${about.name} ${about.network}`, 'identity.throttle recovery start') },
    { kind: 'address', key: vault.blind(about.network, 'identity.throttle recovery address') },
  ]
}

/** Codes sent to one account's phone, whoever asked. */
export function floodKeys(vault: Vault, accountId: string): ThrottleKeys {
  return [{ kind: 'flood', key: vault.blind(accountId, 'identity.throttle recovery flood') }]
}

/** Questions of one recovery that cost a message or a page. */
export function questionKeys(vault: Vault, { recoveryId }: RecoveryTicket): ThrottleKeys {
  return [{ kind: 'message', key: vault.blind(recoveryId, 'identity.throttle recovery question') }]
}

/** @throws identity/recovery-over after too many wrong answers in this recovery, whether or not somebody is behind it */
export async function requireTries(
  ctx: Context,
  ticket: RecoveryTicket,
  find: typeof throttleStore.findMany = throttleStore.lockExisting,
): Promise<void> {
  const [wrong] = await find(ctx.tx, [triesKey(ctx.vault, ticket)])
  if (waitSeconds(wrong, ctx.now) > 0) throw problem(identityProblems['recovery-over'])
}

export async function countWrong(ctx: Context, ticket: RecoveryTicket): Promise<void> {
  await countFailureOf(ctx, [{ kind: 'recovery', key: triesKey(ctx.vault, ticket) }])
}

function triesKey(vault: Vault, { recoveryId }: RecoveryTicket): Buffer {
  return vault.blind(recoveryId, 'identity.throttle recovery tries')
}
