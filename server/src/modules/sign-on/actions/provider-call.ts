import { AsyncLocalStorage } from 'node:async_hooks'
import { systemActor } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import { runAct } from '../../../platform/act/index.ts'
import type { ActDeps, Context } from '../../../platform/act/index.ts'

/** Who sends the request that the provider is answering: a browser that is signed in, or somebody unknown to us. */
export interface ProviderCall {
  readonly actor: Actor
  readonly requestId: string
  /** The visitor has confirmed that he wants to be signed out. */
  readonly isSigningOut: boolean
}

const calls = new AsyncLocalStorage<ProviderCall>()
const joined = new AsyncLocalStorage<Context>()

/** Everything that the provider keeps while `fn` runs is kept by this caller. */
export function calledBy<T>(call: ProviderCall, fn: () => T): T {
  return calls.run(call, fn)
}

export function presentCall(): ProviderCall | undefined {
  return calls.getStore()
}

/** Everything that the provider keeps while `fn` runs joins this act's transaction. */
export function within<T>(ctx: Context, fn: () => Promise<T>): Promise<T> {
  return joined.run(ctx, fn)
}

/**
 * One piece of the provider's keeping: in the act that is under way, else in a transaction of its own. A client that calls
 * by itself acts as the system; which client it was stands in the entry.
 */
export function keeping<T>(act: ActDeps, mode: 'read' | 'record', fn: (ctx: Context) => Promise<T>): Promise<T> {
  const ctx = joined.getStore()
  if (ctx) return fn(ctx)
  const call = calls.getStore()
  const actor = !call || call.actor.kind === 'anonymous' ? systemActor('sign-on/provider') : call.actor
  return runAct(act, { actor, requestId: call?.requestId ?? 'sign-on', mode }, fn)
}
