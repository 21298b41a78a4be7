import { findAwaitingAcceptance, lockNewest } from '../store/case-store.ts'
import type { RunAct } from '../../../platform/module/index.ts'
import type { CasesDeps } from './cases-context.ts'
import { accepted } from './accept-case.ts'

const BATCH = 200

/**
 * 视为受理: where the five days passed without a word, the case counts as accepted from the day it was received
 * (行政许可法 art. 32(4)). Run by the clock; each case in a transaction of its own.
 * @returns how many were deemed accepted
 */
export async function deemAccepted(act: RunAct, deps: CasesDeps): Promise<number> {
  const due = await act((ctx) => findAwaitingAcceptance(ctx.tx, ctx.today, BATCH))
  for (const caseId of due) {
    await act(async (ctx) => {
      const stored = await lockNewest(ctx.tx, caseId)
      const { state, receivedOn, notifyDueOn } = stored.aCase
      // An official may have been quicker than the lock.
      if (state !== 'received' || receivedOn === undefined || notifyDueOn === undefined || notifyDueOn >= ctx.today)
        return
      await accepted({ ...ctx, ...deps }, stored, { deemed: true, on: receivedOn })
    })
  }
  return due.length
}
