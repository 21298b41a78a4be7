import { problem } from '../../../kernel/index.ts'
import { casesProblems } from '../contract/index.ts'
import type { CaseStanding, SuspendCase } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { suspensionBy } from '../domain/special-procedure.ts'
import { leadingLimit } from './case-limits.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep, takeCase } from './case-step.ts'
import { retimeTasks } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/**
 * 特别程序: the time of hearing, bidding, inspection, testing, quarantine, appraisal or expert review does not count, and the
 * applicant is told in writing how long it takes (行政许可法 art. 45).
 */
export async function suspendCase(ctx: CasesContext, input: SuspendCase): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.suspend')
  const { reason } = input
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const suspension = suspensionBy(item.specialProcedures, input, ctx.today)
  const openable = await ctx.flows.proceduresAt(ctx, aCase.id)
  if (openable && !openable.includes(suspension.procedureCode)) {
    throw problem(casesProblems['procedure-not-here'], { name: suspension.procedureName })
  }
  const { procedureCode: code, procedureName: name, legalBasis, expectedWorkdays } = suspension
  const next = await keep(ctx, caseLife.suspend(aCase, suspension), { words: { reason } })
  const data = {
    procedureName: name,
    legalBasis,
    from: day(ctx.today),
    reason,
    expectedWorkdays: String(expectedWorkdays),
  }
  const notice = await issuePaper(
    ctx,
    { aCase: next, sealed, item },
    { template: 'suspension', title: '特别程序告知书', data },
  )
  const limits = await ctx.limits.suspend(ctx, {
    subject: aCase.id,
    procedure: { code, name },
    legalBasis,
    from: ctx.today,
    expectedWorkdays,
    noticeDocumentId: notice.id,
  })
  await retimeTasks(ctx, next, leadingLimit(limits))
  await tellApplicant(ctx, next, {
    kind: 'case-suspended',
    title: `进入${name}，停止计时`,
    text: `“${next.itemName}”进入${name}，预计 ${expectedWorkdays} 个工作日，这段时间不计入办理时限。`,
  })
  return standing(next)
}
