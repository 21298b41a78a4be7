import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import { isWithinDivision } from '../../../kernel/division-code.ts'
import { problem } from '../../../kernel/problem.ts'
import type { RuleName } from '../contract/limit-rules.ts'
import { limitsProblems } from '../contract/problems.ts'
import type { AlarmPolicy } from './alarm-level.ts'

/** A figure that the law leaves open, as it stands where nobody declared another, and what may be declared. */
interface Rule {
  readonly title: string
  readonly initial: number
  readonly least: number
  readonly most: number
  /** Whether an organization may have its own: levels are judged by the place alone. */
  readonly perOrganization: boolean
}

export const RULES: Readonly<Record<RuleName, Rule>> = {
  'pre-review-workdays': { title: '预审时限（工作日）', initial: 1, least: 1, most: 30, perOrganization: true },
  'correction-workdays': { title: '申请人补正期限（工作日）', initial: 15, least: 1, most: 365, perOrganization: true },
  'soon-workdays': { title: '剩余不多于几个工作日时提示', initial: 1, least: 0, most: 30, perOrganization: false },
  'soon-percent': { title: '剩余不多于期限的百分之几时提示', initial: 20, least: 0, most: 90, perOrganization: false },
  'red-after-promise-workdays': {
    title: '超过承诺几个工作日起为红牌',
    initial: 3,
    least: 1,
    most: 60,
    perOrganization: false,
  },
  'after-hours-next-workday': {
    title: '非办公时间提交的申请视为下一个工作日提交',
    initial: 1,
    least: 0,
    most: 1,
    perOrganization: true,
  },
}

/** As it was declared: for a division, or for one organization in it, from a day on. */
export interface DeclaredRule {
  readonly division: string
  readonly organizationId: string | undefined
  readonly rule: RuleName
  readonly value: number
  readonly validFrom: CalendarDate
  readonly basis: string
}

export interface Place {
  readonly division: string
  readonly organizationId?: string | undefined
}

/** What holds in a place on a day: the organization's own figure, else that of the nearest division, else none. */
export function ruleInForce(
  declared: readonly DeclaredRule[],
  asked: { rule: RuleName; on: CalendarDate } & Place,
): DeclaredRule | undefined {
  const begun = declared.filter((one) => one.rule === asked.rule && one.validFrom <= asked.on)
  const rankOf = (one: DeclaredRule) => (one.organizationId === undefined ? one.division.length : 100)
  const holding = begun.filter((one) =>
    one.organizationId === undefined
      ? isWithinDivision(asked.division, one.division)
      : one.organizationId === asked.organizationId,
  )
  return holding.sort((a, b) => rankOf(a) - rankOf(b) || narrower(a, b) || (a.validFrom < b.validFrom ? -1 : 1)).at(-1)
}

/** Of two divisions of six digits the one within the other comes later: 450000, 450700, 450721. */
function narrower(a: DeclaredRule, b: DeclaredRule): number {
  if (a.division === b.division) return 0
  return isWithinDivision(b.division, a.division) ? -1 : 1
}

export function figureOf(
  declared: readonly DeclaredRule[],
  asked: { rule: RuleName; on: CalendarDate } & Place,
): number {
  return ruleInForce(declared, asked)?.value ?? RULES[asked.rule].initial
}

/** @throws limits/bad-rule */
export function assertRule({ rule, value, organizationId }: DeclaredRule): void {
  const { least, most, title, perOrganization } = RULES[rule]
  const refuse = (why: string) => problem(limitsProblems['bad-rule'], { rule: title, why })
  if (value < least || value > most) throw refuse(`应在${least}至${most}之间`)
  if (organizationId !== undefined && !perOrganization) throw refuse('只能按区划设定，不能按部门设定')
}

/** The thresholds of a place; what nobody declared is the installation's. */
export function policyIn(
  declared: readonly DeclaredRule[],
  where: { on: CalendarDate } & Place,
  base: AlarmPolicy,
): AlarmPolicy {
  const given = (rule: RuleName) => ruleInForce(declared, { ...where, rule })?.value
  const [soon, percent, red] = [given('soon-workdays'), given('soon-percent'), given('red-after-promise-workdays')]
  if (soon === undefined && percent === undefined && red === undefined) return base
  return {
    soon: {
      minRemaining: soon ?? base.soon.minRemaining,
      shareOfLength: percent === undefined ? base.soon.shareOfLength : percent / 100,
    },
    redFromOverdueWorkdays: {
      ...base.redFromOverdueWorkdays,
      ...(red !== undefined && { 'handling-promised': red }),
    },
  }
}
