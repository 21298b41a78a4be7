import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { httpProblems } from '../../../platform/http/index.ts'
import { afterFailure, afterSuccess, isKnown, secondsToWait } from '../domain/look-up-throttle.ts'
import type { LookUpThrottle } from '../domain/look-up-throttle.ts'
import * as throttleStore from '../store/look-up-throttle-store.ts'

/** One try at a number's password, and what its outcome is counted under. */
export interface LookUpTry {
  failed(): Promise<void>
  succeeded(): Promise<void>
}

/**
 * Numbers that exist and numbers that do not are counted alike: being made to wait says nothing about a number.
 * @throws http/too-many while the number has to wait, from wherever the try comes that has not known the password before
 */
export async function beginLookUp(ctx: Context, queryCode: string, network: string): Promise<LookUpTry> {
  const byNumber = ctx.vault.blind(queryCode, 'cases.look_up number')
  const fromHere = ctx.vault.blind(`${queryCode} ${network}`, 'cases.look_up network')
  const [number, here] = await throttleStore.lock(ctx.tx, [byNumber, fromHere])
  const known = isKnown(here, ctx.now)
  const judged: LookUpThrottle | undefined = known ? here : number
  const seconds = secondsToWait(judged, ctx.now)
  if (seconds > 0) throw problem(httpProblems['too-many'], { seconds })
  return {
    failed: () => throttleStore.save(ctx.tx, known ? fromHere : byNumber, afterFailure(judged, ctx.now)),
    succeeded: () => throttleStore.save(ctx.tx, fromHere, afterSuccess(ctx.now)),
  }
}
