import type { AcceptCase, CaseStanding } from '../contract/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { accept } from '../domain/case.ts'
import type { StoredCase } from '../store/case-store.ts'
import { openAnswers } from '../store/sealed-case.ts'
import { openHandlingLimits } from './case-limits.ts'
import { day, issuePaper, periodText, tellApplicant } from './case-paper.ts'
import { keep, standing, takeCase } from './case-step.ts'
import { finishStep, taskFacts } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 受理: the statutory clock starts, the item's flow begins, the notice goes out (行政许可法 art. 32(5), 42). */
export async function acceptCase(ctx: CasesContext, input: AcceptCase): Promise<CaseStanding> {
  const stored = await takeCase(ctx, input, 'cases.accept')
  const words: Record<string, string> = input.opinion === undefined ? {} : { opinion: input.opinion }
  return accepted(ctx, stored, { deemed: false, on: ctx.today, words })
}

/** The same by an official's act and by force of law; `on` is the day from which the limits run. */
export async function accepted(
  ctx: CasesContext,
  { aCase, sealed }: StoredCase,
  how: { deemed: boolean; on: CalendarDate; words?: Record<string, string> },
): Promise<CaseStanding> {
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  await ctx.limits.close(ctx, { subject: aCase.id, kinds: ['notify'], on: ctx.today })
  const promised = await openHandlingLimits(ctx, aCase, { item, startOn: how.on })
  const step = accept(aCase, { at: ctx.now, on: how.on }, { deemed: how.deemed, dueOn: promised.dueOn })
  const next = await keep(ctx, step, how.words && Object.keys(how.words).length > 0 ? { words: how.words } : {})
  await finishStep(ctx, next, 'accept')
  await ctx.flows.start(ctx, {
    ...taskFacts(ctx, next, sealed),
    definitionId: item.flow.definitionId,
    definitionVersion: item.flow.version,
    ...(promised.dueOn !== undefined && { dueOn: promised.dueOn }),
    level: promised.level === 'closed' ? 'normal' : promised.level,
    // Of the answers, the flow keeps only what its drawing declares.
    variables: openAnswers(ctx.vault, sealed),
  })
  const data = {
    acceptedOn: day(how.on),
    statutoryLimit: periodText(item.statutoryLimit),
    promisedLimit: periodText(item.promisedLimit),
    dueOn: promised.dueOn === undefined ? '法律未作规定' : day(promised.dueOn),
    dueNote: promised.provisional ? '该年度放假安排尚未公布，办结日期为暂定，公布后可能调整。' : '',
    specialProcedures: item.specialProcedures
      .filter((one) => one.stopsClock)
      .map(
        (one) =>
          `${one.name}${one.limitWorkdays ? `（${one.limitWorkdays}个工作日，不计入办理时限）` : '（不计入办理时限）'}`,
      ),
    queryCode: next.queryCode ?? '',
  }
  await issuePaper(ctx, { aCase: next, sealed, item }, { template: 'acceptance', title: '受理通知书', data })
  const due = promised.dueOn === undefined ? '' : `，预计 ${day(promised.dueOn)} 前办结`
  await tellApplicant(ctx, next, {
    kind: 'case-accepted',
    title: how.deemed ? '申请已视为受理' : '申请已受理',
    text: `“${next.itemName}”已受理${due}。`,
  })
  return standing(next)
}
