import { expect, test } from 'vitest'
import { limitsSentence, useSentence } from './item-words.ts'

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

test('how long it really took is told when enough cases were decided, and nothing otherwise', () => {
  expect(useSentence({ days: 90, decided: 37, half: 0, most: 3 })).toBe(
    '实际：近 90 天办结 37 件，一半当天办完，九成在 3 个工作日内办完',
  )
  expect(useSentence({ days: 90, decided: 0 })).toBeUndefined()
})
