import type { AcceptCase, CaseStanding } from '../contract/index.ts'
import { isNotifyOver } from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { beginHandling } from './begin-handling.ts'
import { takeCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'

/**
 * 受理: the statutory clock starts, the item's flow begins, the notice goes out (行政许可法 art. 32(5), 42). Said after the
 * five days it changes nothing any more: the case counts as accepted since it was received (art. 32(4)).
 */
export async function acceptCase(ctx: CasesContext, input: AcceptCase): Promise<CaseStanding> {
  const stored = await takeCase(ctx, input, 'cases.accept')
  const { receivedOn } = stored.aCase
  const isLate = isNotifyOver(stored.aCase, ctx.today) && receivedOn !== undefined
  const words = input.opinion === undefined ? {} : { words: { opinion: input.opinion } }
  return standing(await beginHandling(ctx, stored, { deemed: isLate, on: isLate ? receivedOn : ctx.today, ...words }))
}
