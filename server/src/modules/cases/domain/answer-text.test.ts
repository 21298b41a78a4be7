import { describe, expect, it } from 'vitest'
import { answerText } from './answer-text.ts'

describe('an answer in words', () => {
  it('shows a choice by its title, a list by its parts, and yes and no in Chinese', () => {
    const kinds = {
      oneOf: [
        { const: 'catering', title: '餐饮服务' },
        { const: 'retail', title: '食品销售' },
      ],
    }
    expect(answerText(kinds, 'catering')).toBe('餐饮服务')
    expect(answerText({ items: kinds }, ['catering', 'retail'])).toBe('餐饮服务、食品销售')
    expect(answerText(undefined, true)).toBe('是')
    expect(answerText(undefined, 86)).toBe('86')
    expect(answerText(kinds, undefined)).toBe('')
  })
})
