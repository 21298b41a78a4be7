import { describe, expect, it } from 'vitest'
import { ruleOf } from './limit-rule.ts'

const options = { from: '2026-12-01', basis: '灵政办〔2026〕1号（演示）' }

describe('yiwang limit rule', () => {
  it('reads a rule, its place and its value', () => {
    expect(ruleOf({ operands: ['450721', 'pre-review-workdays', '2'], options })).toEqual({
      division: '450721',
      rule: 'pre-review-workdays',
      value: 2,
      validFrom: '2026-12-01',
      basis: '灵政办〔2026〕1号（演示）',
    })
  })

  it.each([
    [['450721', 'handling-workdays', '2']],
    [['450721', 'pre-review-workdays', 'two']],
    [['4507', 'pre-review-workdays', '2']],
  ])('refuses %j and names the rules that there are', (operands) => {
    expect(() => ruleOf({ operands, options })).toThrow('pre-review-workdays 预审时限（工作日）')
  })
})
