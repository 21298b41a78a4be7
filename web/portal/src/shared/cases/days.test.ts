import { expect, test } from 'vitest'
import { dateWord, dayWord, minuteWord } from './days.ts'

test('an instant late in the day of Greenwich is the next day in Beijing', () => {
  expect(dayWord('2026-11-22T16:30:00Z')).toBe('11月23日')
  expect(minuteWord('2026-11-22T16:30:00Z')).toBe('2026-11-23 00:30')
})

test('a date is read as it stands, in no zone', () => {
  expect(dateWord('2026-10-09')).toBe('10月9日')
})
