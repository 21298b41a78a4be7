import type { CalendarDate } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { LimitView } from '../../limits/contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import type { Case } from '../domain/case.ts'
import type { StoredCase } from '../store/case-store.ts'
import { openAnswers } from '../store/sealed-case.ts'
import { openHandlingLimits } from './case-limits.ts'
import { day, issuePaper, periodText, tellApplicant } from './case-paper.ts'
import { keep } from './case-step.ts'
import { dueOf, finishStep, taskFacts } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'
import type { PointsSaid } from './check-points.ts'

/** Acceptance by an official's act and by force of law; `on` is the day from which the limits run. */
export async function beginHandling(
  ctx: CasesContext,
  { aCase, sealed }: StoredCase,
  how: { deemed: boolean; on: CalendarDate; words?: Record<string, string>; checked?: PointsSaid['checked'] },
): Promise<Case> {
  const { deemed, on, words, checked } = how
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  await ctx.limits.close(ctx, { subject: aCase.id, kinds: ['notify'], on: ctx.today })
  const promised = await openHandlingLimits(ctx, aCase, { item, startOn: on })
  const step = caseLife.accept(aCase, { at: ctx.now, on }, { deemed, dueOn: promised.dueOn, checked })
  const next = await keep(ctx, step, words ? { words } : {})
  await finishStep(ctx, next, 'accept')
  await ctx.flows.start(ctx, {
    ...taskFacts(ctx, next, sealed),
    ...dueOf(promised),
    definitionId: item.flow.definitionId,
    definitionVersion: item.flow.version,
    // Of the answers, the flow keeps only what its drawing declares.
    variables: openAnswers(ctx.vault, sealed),
  })
  await issueNotice(ctx, { aCase: next, sealed, item }, promised)
  const due = promised.dueOn === undefined ? '' : `，预计${day(promised.dueOn)}前办结`
  await tellApplicant(ctx, next, {
    kind: 'case-accepted',
    title: deemed ? '申请已视为受理' : '申请已受理',
    text: `“${next.itemName}”已受理${due}。`,
  })
  return next
}

/** 受理通知书: both periods, the day by which it is done, and what may stop the clock. */
async function issueNotice(
  ctx: CasesContext,
  about: StoredCase & { item: ServiceItem },
  promised: LimitView,
): Promise<void> {
  const { item, aCase } = about
  const data = {
    acceptedOn: day(aCase.acceptedOn ?? ctx.today),
    statutoryLimit: periodText(item.statutoryLimit),
    promisedLimit: periodText(item.promisedLimit),
    dueOn: promised.dueOn === undefined ? '法律未作规定' : day(promised.dueOn),
    dueNote: promised.provisional ? '该年度放假安排尚未公布，办结日期为暂定，公布后可能调整。' : '',
    specialProcedures: item.specialProcedures.filter((one) => one.stopsClock).map(procedureText),
    queryCode: aCase.queryCode ?? '',
  }
  await issuePaper(ctx, about, { template: 'acceptance', title: '受理通知书', data })
}

function procedureText({ name, limitWorkdays }: ServiceItem['specialProcedures'][number]): string {
  const length = limitWorkdays === undefined ? '' : `${limitWorkdays}个工作日，`
  return `${name}（${length}不计入办理时限）`
}
