import type { LimitView } from '@yiwang/server/contract/limits'
import { expect, test } from 'vitest'
import { mainLimit } from './main-limit.ts'

function limit(kind: LimitView['kind'], level: LimitView['level'], startOn = '2026-11-23'): LimitView {
  return {
    id: `${kind} ${startOn}`,
    subject: '450721-a',
    kind,
    level,
    startOn,
    title: kind,
    basis: '',
    provisional: false,
    length: { value: 5, unit: 'workday' },
    elapsedWorkdays: 0,
    remainingWorkdays: 5,
    overdueWorkdays: 0,
    intervals: [],
    explanation: '',
    strip: [],
  }
}

test('an official works against the promise, with the law behind it', () => {
  const found = mainLimit([limit('handling-statutory', 'normal'), limit('handling-promised', 'soon')])
  expect(found?.limit.kind).toBe('handling-promised')
  expect(found?.law?.kind).toBe('handling-statutory')
})

test('what has ended gives way to what is running', () => {
  const found = mainLimit([limit('handling-promised', 'closed'), limit('delivery', 'normal', '2026-12-01')])
  expect(found?.limit.kind).toBe('delivery')
  expect(found?.law).toBeUndefined()
})

test('a finished case shows the limit in which it was decided', () => {
  const found = mainLimit([limit('delivery', 'closed'), limit('handling-promised', 'closed')])
  expect(found?.limit.kind).toBe('handling-promised')
})

test('a case without limits shows none', () => {
  expect(mainLimit([])).toBeUndefined()
})

test('a case that has ended shows the time for its handling, and not that for looking it over beforehand', () => {
  const found = mainLimit([
    limit('pre-review', 'closed'),
    limit('notify', 'closed'),
    limit('handling-promised', 'closed'),
  ])
  expect(found?.limit.kind).toBe('handling-promised')
})
