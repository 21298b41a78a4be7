import type { AcceptCase, CaseStanding } from '../contract/index.ts'
import { isNotifyOver } from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { beginHandling } from './begin-handling.ts'
import { takeCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'
import { checkPoints } from './check-points.ts'

/**
 * 受理: the statutory clock starts, the item's flow begins, the notice goes out (行政许可法 art. 32(5), 42). Said after the
 * five days it changes nothing any more: the case counts as accepted since it was received (art. 32(4)).
 */
export async function acceptCase(ctx: CasesContext, input: AcceptCase): Promise<CaseStanding> {
  const stored = await takeCase(ctx, input, 'cases.accept')
  const { receivedOn } = stored.aCase
  const isLate = isNotifyOver(stored.aCase, ctx.today) && receivedOn !== undefined
  const item = await ctx.catalogue.getItem(ctx, stored.aCase.itemId, stored.aCase.itemVersion)
  const { checked, remarks } = checkPoints(item, 'accept', { checked: input.checked, isComplete: true })
  const { opinion } = input
  const said = { ...(opinion !== undefined && { opinion }), ...(remarks !== undefined && { remarks }) }
  const words = Object.keys(said).length === 0 ? {} : { words: said }
  const on = isLate ? receivedOn : ctx.today
  return standing(await beginHandling(ctx, stored, { deemed: isLate, on, checked, ...words }))
}
