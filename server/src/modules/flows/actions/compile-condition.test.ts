import { describe, expect, it } from 'vitest'
import { compileCondition } from './compile-condition.ts'

describe('a FEEL condition', () => {
  it('is parsed once and says what it reads', () => {
    const condition = compileCondition(
      'outcomes.review = "pass" and 投资额 > 1000 and some x in areas satisfies x > 投资额',
    )
    expect(condition.names).toEqual(['outcomes.review', '投资额', 'areas'])
    const values = { outcomes: { review: 'pass' }, 投资额: 2000, areas: [1, 3000] }
    expect(condition.holds(values)).toBe(true)
    expect(condition.holds({ ...values, 投资额: 4000 })).toBe(false)
  })

  it('does not hold when a value is missing or of another type', () => {
    const condition = compileCondition('amount > 1000')
    expect(condition.holds({})).toBe(false)
    expect(condition.holds({ amount: 'many' })).toBe(false)
    expect(condition.holds({ amount: null })).toBe(false)
  })

  it('keeps a comment at its end to itself', () => {
    expect(compileCondition('outcome = "pass" // 同意').holds({ outcome: 'pass' })).toBe(true)
  })

  it.each([
    ['', '第 1 个字符'],
    ['outcome = ', '第 11 个字符'],
    ['a) or (b', '第 2 个字符'],
    ['need expert = true', '“need expert”不能带空格'],
    ['1 = 1', '没有用到任何变量'],
    ['today() > due', '不能用 today()'],
  ])('refuses %j with a sentence', (text, sentence) => {
    expect(() => compileCondition(text)).toThrow(sentence)
  })
})
