import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/calendar-date.ts'
import type { RuleName } from '../contract/limit-rules.ts'
import { DEFAULT_ALARM_POLICY } from './alarm-level.ts'
import { assertRule, type DeclaredRule, figureOf, policyIn } from './limit-rules.ts'

const declared = (division: string, rule: RuleName, value: number, over: Partial<DeclaredRule> = {}): DeclaredRule => ({
  division,
  rule,
  value,
  organizationId: undefined,
  validFrom: calendarDate('2026-01-01'),
  basis: '文件（演示）',
  ...over,
})
const county = { division: '450721', on: calendarDate('2026-11-22') }
const rule = 'pre-review-workdays'

describe('a figure that no law sets', () => {
  it('is the nearest that was declared: organization, county, city, province, else the initial one', () => {
    const city = declared('450700', rule, 3)
    const region = declared('450000', rule, 4)
    const office = declared('450721', rule, 7, { organizationId: 'office' })
    expect(figureOf([], { ...county, rule })).toBe(1)
    expect(figureOf([region], { ...county, rule })).toBe(4)
    expect(figureOf([city, region], { ...county, rule })).toBe(3)
    expect(figureOf([office, city, declared('450721', rule, 2), region], { ...county, rule })).toBe(2)
    expect(figureOf([office, city], { ...county, rule, organizationId: 'office' })).toBe(7)
    expect(figureOf([office, city], { ...county, rule, organizationId: 'another' })).toBe(3)
    expect(figureOf([city], { ...county, division: '620423', rule })).toBe(1)
  })

  it('holds from its day on, until the next', () => {
    const list = [declared('450721', rule, 2), declared('450721', rule, 5, { validFrom: calendarDate('2026-11-22') })]
    expect(figureOf(list, { ...county, rule })).toBe(5)
    expect(figureOf(list, { ...county, rule, on: calendarDate('2026-11-21') })).toBe(2)
  })

  it('sets when a level begins', () => {
    const list = [declared('450721', 'soon-percent', 50), declared('450721', 'red-after-promise-workdays', 5)]
    const policy = policyIn(list, county, DEFAULT_ALARM_POLICY)
    expect(policy).toMatchObject({ soon: { minRemaining: 1, shareOfLength: 0.5 } })
    expect(policy.redFromOverdueWorkdays).toMatchObject({ 'handling-promised': 5, 'handling-statutory': 0 })
    expect(policyIn([], county, DEFAULT_ALARM_POLICY)).toBe(DEFAULT_ALARM_POLICY)
  })

  it('lies within bounds, and is an organization’s own only where it can be', () => {
    expect(() => assertRule(declared('450721', rule, 0))).toThrow('limits/bad-rule')
    expect(() => assertRule(declared('450721', 'soon-percent', 91))).toThrow('应在0至90之间')
    expect(() => assertRule(declared('450721', 'soon-percent', 50, { organizationId: 'o' }))).toThrow('只能按区划设定')
    expect(() => assertRule(declared('450721', rule, 2, { organizationId: 'o' }))).not.toThrow()
  })
})
