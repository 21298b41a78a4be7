import type { CalendarDate } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import { STATUTORY_PERIODS } from '../../limits/contract/index.ts'
import type { LimitView } from '../../limits/contract/index.ts'
import type { Case } from '../domain/case.ts'
import type { CasesContext } from './cases-context.ts'

/** The last day of a period that begins today, before anything is opened: the rules decide first. */
export function notifyDueOn(ctx: CasesContext, aCase: Case): Promise<CalendarDate> {
  return dueAfter(ctx, aCase, STATUTORY_PERIODS.notify.workdays)
}

export function dueAfter(ctx: CasesContext, { division }: Case, workdays: number): Promise<CalendarDate> {
  return ctx.limits.workdayAfter(ctx, { division, date: ctx.today, n: workdays })
}

/** 预审时限: no law sets it; what comes on a rest day or after hours counts as of the next workday. */
export async function openPreReviewLimit(ctx: CasesContext, aCase: Case): Promise<LimitView> {
  const { division, organizationId } = aCase
  const workdays = await ctx.limits.figure(ctx, { division, organizationId, rule: 'pre-review-workdays' })
  return ctx.limits.open(ctx, {
    ...subjectOf(aCase),
    kind: 'pre-review',
    title: '预审时限',
    startOn: await ctx.limits.countedFrom(ctx, { division, organizationId, at: ctx.now }),
    length: { value: workdays, unit: 'workday' },
    basis: '本地时限规则',
  })
}

export async function openNotifyLimit(ctx: CasesContext, aCase: Case): Promise<LimitView> {
  return ctx.limits.open(ctx, {
    ...subjectOf(aCase),
    kind: 'notify',
    title: '受理期限',
    startOn: ctx.today,
    length: { value: STATUTORY_PERIODS.notify.workdays, unit: 'workday' },
    basis: STATUTORY_PERIODS.notify.basis,
  })
}

/** 补正期限: the law leaves its length to the office; it stands in the notice. */
export async function openCorrectionLimit(ctx: CasesContext, aCase: Case, workdays: number): Promise<LimitView> {
  return ctx.limits.open(ctx, {
    ...subjectOf(aCase),
    kind: 'correction',
    title: '补正期限',
    startOn: ctx.today,
    length: { value: workdays, unit: 'workday' },
    basis: '本机关告知的补正期限',
  })
}

/** 承诺时限 and 法定时限 run side by side from acceptance (行政许可法 art. 42). @returns the promised one */
export async function openHandlingLimits(
  ctx: CasesContext,
  aCase: Case,
  { item, startOn }: { item: ServiceItem; startOn: CalendarDate },
): Promise<LimitView> {
  const common = { ...subjectOf(aCase), startOn }
  await ctx.limits.open(ctx, {
    ...common,
    kind: 'handling-statutory',
    title: '法定办结时限',
    length: lengthOf(item.statutoryLimit),
    basis: item.statutoryLimit.basis ?? STATUTORY_PERIODS.decision.basis,
  })
  return ctx.limits.open(ctx, {
    ...common,
    kind: 'handling-promised',
    title: '承诺办结时限',
    length: lengthOf(item.promisedLimit),
    basis: item.promisedLimit.basis ?? '本事项办事指南的承诺',
  })
}

/** 十日内颁发、送达 (行政许可法 art. 44). */
export async function openDeliveryLimit(ctx: CasesContext, aCase: Case): Promise<LimitView> {
  return ctx.limits.open(ctx, {
    ...subjectOf(aCase),
    kind: 'delivery',
    title: '送达期限',
    startOn: ctx.today,
    length: { value: STATUTORY_PERIODS.delivery.workdays, unit: 'workday' },
    basis: STATUTORY_PERIODS.delivery.basis,
  })
}

export const HANDLING: readonly LimitView['kind'][] = ['handling-promised', 'handling-statutory']

/** The limit that a task is shown under: the promise, or the law where nothing was promised. */
export function leadingLimit(limits: readonly LimitView[]): LimitView | undefined {
  const open = limits.filter((limit) => limit.level !== 'closed')
  return (
    open.find((limit) => limit.kind === 'handling-promised' && limit.dueOn !== undefined) ??
    open.find((limit) => limit.dueOn !== undefined)
  )
}

function subjectOf(aCase: Case) {
  return {
    subject: aCase.id,
    subjectKind: 'case',
    ...(aCase.caseNo !== undefined && { subjectNo: aCase.caseNo }),
    subjectTitle: aCase.itemName,
    division: aCase.division,
    organizationId: aCase.organizationId,
  }
}

function lengthOf(limit: ServiceItem['promisedLimit']) {
  return { value: limit.value, unit: limit.unit }
}
