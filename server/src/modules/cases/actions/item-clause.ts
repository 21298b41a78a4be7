import { problem } from '../../../kernel/index.ts'
import { casesProblems } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'
import { followsItem } from '../domain/item-clause.ts'
import type { CasesContext } from './cases-context.ts'
import { whyClosed } from './open-item.ts'

type Clause = Awaited<ReturnType<CasesContext['catalogue']['holdRunningRule']>>

/** What was laid down for running cases of the item; undefined where the case goes on. It holds until the act has ended. */
export async function clauseOf(ctx: CasesContext, aCase: Case): Promise<Clause | undefined> {
  if (!followsItem(aCase)) return undefined
  const clause = await ctx.catalogue.holdRunningRule(ctx, aCase.itemId)
  return clause.rule === 'continue' ? undefined : clause
}

/**
 * An act on a running case while its item is suspended or abolished: refused where its cases are held or are to be closed.
 * @throws cases/item-held, cases/item-ended, cases/item-resuming
 */
export async function requireGoingOn(ctx: CasesContext, aCase: Case): Promise<void> {
  const clause = await clauseOf(ctx, aCase)
  if (clause?.rule === 'hold')
    throw problem(casesProblems['item-held'], { item: aCase.itemName, ...documentOf(clause) })
  if (clause?.rule === 'end') {
    const { state } = await whyClosed(ctx, aCase.itemId)
    throw problem(casesProblems['item-ended'], { item: aCase.itemName, state, ...documentOf(clause) })
  }
  // The item goes on, the job has not come to this case yet: its days are still those of before.
  if (aCase.pausedOn !== undefined) throw problem(casesProblems['item-resuming'], { item: aCase.itemName })
}

function documentOf({ basis, documentNo }: Clause): { document: string } {
  if (basis === undefined) return { document: '' }
  return { document: `依据：${basis}${documentNo === undefined ? '' : `（${documentNo}）`}。` }
}
