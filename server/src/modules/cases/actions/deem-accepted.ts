import type { Context } from '../../../platform/act/index.ts'
import { isNotifyOver } from '../domain/case-life.ts'
import * as caseStore from '../store/case-store.ts'
import { beginHandling } from './begin-handling.ts'
import type { CasesContext } from './cases-context.ts'
import { clauseOf } from './item-clause.ts'

/** The cases whose five days have passed without a word, as many as one batch holds. */
export function overdueForAcceptance(ctx: Context, size: number): Promise<string[]> {
  return caseStore.findAwaitingAcceptance(ctx.tx, ctx.today, size)
}

/**
 * 视为受理: where the five days passed without a word, the case counts as accepted from the day it was received
 * (行政许可法 art. 32(4)). An official may have been quicker than the lock: then nothing is left to do.
 */
export async function deemAccepted(ctx: CasesContext, caseId: string): Promise<void> {
  const stored = await caseStore.lock(ctx.tx, caseId)
  const { receivedOn } = stored.aCase
  if (receivedOn === undefined || !isNotifyOver(stored.aCase, ctx.today)) return
  // Nobody could have answered while the item stands still.
  if (stored.aCase.pausedOn !== undefined || (await clauseOf(ctx, stored.aCase))?.rule === 'hold') return
  await beginHandling(ctx, stored, { deemed: true, on: receivedOn })
}
