import { expect, test } from 'vitest'
import { limitsSentence } from './item-words.ts'

const days = (value: number) => ({ value, unit: 'workday' as const })

test('promise and law are both told where they differ', () => {
  expect(limitsSentence({ promisedLimit: days(3), statutoryLimit: days(20) })).toBe(
    '承诺3 个工作日，法律规定最长20 个工作日',
  )
})

test('one figure is enough where promise and law are the same', () => {
  expect(limitsSentence({ promisedLimit: days(20), statutoryLimit: days(20) })).toBe('20 个工作日')
})

test('what is done at once has no other limit worth telling', () => {
  expect(limitsSentence({ promisedLimit: { value: 0, unit: 'instant' }, statutoryLimit: days(20) })).toBe('当场办好')
})
