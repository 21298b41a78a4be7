import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { httpProblems } from '../../../platform/http/index.ts'
import type { Vault } from '../../../platform/vault/vault.ts'
import { THROTTLE_POLICIES, countFailure, waitSeconds } from '../domain/throttle.ts'
import type { Throttle, ThrottleKind } from '../domain/throttle.ts'
import * as throttleStore from '../store/throttle-store.ts'

/** What failures of one attempt are counted under. */
export type ThrottleKeys = readonly { readonly kind: ThrottleKind; readonly key: Buffer }[]

/** Names that exist and names that do not are counted alike: being made to wait says nothing about a name. */
export function throttleKeys(vault: Vault, nameBlind: Buffer, ip: string): ThrottleKeys {
  const name = nameBlind.toString('hex')
  return [
    { kind: 'pair', key: vault.blind(`${name} ${ip}`, 'identity.throttle pair') },
    { kind: 'name', key: vault.blind(name, 'identity.throttle name') },
    { kind: 'address', key: vault.blind(ip, 'identity.throttle address') },
  ]
}

/** @throws http/too-many while one of the keys has to wait */
export async function requireNoWait(ctx: Context, keys: ThrottleKeys): Promise<void> {
  refuseWaiting(await throttleStore.findMany(ctx.tx, rawKeys(keys)), ctx.now)
}

/** The same once more before an attempt counts, in turn with all that have something in common with it. */
export async function requireNoWaitInTurn(ctx: Context, keys: ThrottleKeys): Promise<void> {
  refuseWaiting(await throttleStore.lockExisting(ctx.tx, rawKeys(keys)), ctx.now)
}

/**
 * Counts one failure under all keys; returns the seconds to wait from now on.
 * @throws http/too-many when others that were sent at the same time have used up what is free
 */
export async function countFailureOf(ctx: Context, keys: ThrottleKeys): Promise<number> {
  const before = await throttleStore.lockMany(ctx.tx, rawKeys(keys))
  refuseWaiting(before, ctx.now)
  let longest = 0
  for (const [index, { kind, key }] of keys.entries()) {
    const after = countFailure(before[index], THROTTLE_POLICIES[kind], ctx.now)
    await throttleStore.save(ctx.tx, key, after)
    longest = Math.max(longest, waitSeconds(after, ctx.now))
  }
  return longest
}

/** A success ends the count of this name from this place; the wider counts run on, because a stranger may be behind them. */
export async function forgetFailures(ctx: Context, keys: ThrottleKeys): Promise<void> {
  const pair = keys.find(({ kind }) => kind === 'pair')
  if (pair) await throttleStore.save(ctx.tx, pair.key, { failures: 0, since: ctx.now })
}

function refuseWaiting(throttles: readonly (Throttle | undefined)[], now: Date): void {
  const seconds = Math.max(...throttles.map((throttle) => waitSeconds(throttle, now)))
  if (seconds > 0) throw problem(httpProblems['too-many'], { seconds })
}

function rawKeys(keys: ThrottleKeys): Buffer[] {
  return keys.map(({ key }) => key)
}
