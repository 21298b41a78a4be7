import { expect, test } from 'vitest'
import { recordGap, recordStamp } from './record-gap.ts'

test('an act that is recorded at once has no gap', () => {
  expect(recordGap('2026-11-22T02:00:00Z', '2026-11-22T02:01:30Z')).toBeUndefined()
})

test.each([
  ['2026-11-22T02:05:00Z', '5分钟'],
  ['2026-11-22T05:00:00Z', '3小时'],
  ['2026-11-25T02:00:00Z', '3天'],
])('a record made at %s says how late it is', (recordedAt, text) => {
  expect(recordGap('2026-11-22T02:00:00Z', recordedAt)).toBe(text)
})

test('a stamp is in Beijing time whatever the zone of the machine', () => {
  expect(recordStamp('2026-11-22T16:30:05Z')).toBe('2026-11-23 00:30:05')
})
