import { expect, test } from 'vitest'
import { percentOf } from './percent.ts'

test('a change is told in percent of what there was', () => {
  expect(percentOf(708, 133)).toBe(-81)
  expect(percentOf(100, 71)).toBe(-29)
  expect(percentOf(4, 5)).toBe(25)
})

test('no change is nought, and of nothing there is no share', () => {
  expect(Object.is(percentOf(1000, 999), 0)).toBe(true)
  expect(percentOf(0, 5)).toBeUndefined()
})
