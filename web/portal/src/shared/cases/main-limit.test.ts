import type { LimitView } from '@yiwang/server/contract/limits'
import { expect, test } from 'vitest'
import { mainLimit } from './main-limit.ts'

test('of the running limits the promised one is shown, with the statutory one behind it', () => {
  const shown = mainLimit([limit('notify', 'closed'), limit('handling-statutory'), limit('handling-promised')])
  expect([shown?.limit.kind, shown?.law?.kind]).toEqual(['handling-promised', 'handling-statutory'])
})

test('while something has to be corrected, that limit comes first', () => {
  expect(mainLimit([limit('handling-statutory'), limit('correction')])?.limit.kind).toBe('correction')
})

test('when nothing runs any more, the limit of the handling is shown as it ended', () => {
  const shown = mainLimit([limit('notify', 'closed'), limit('handling-statutory', 'closed')])
  expect(shown?.limit).toMatchObject({ kind: 'handling-statutory', level: 'closed' })
})

test('a case without limits has no clock', () => {
  expect(mainLimit([])).toBeUndefined()
})

function limit(kind: LimitView['kind'], level: LimitView['level'] = 'normal'): LimitView {
  return {
    id: kind,
    subject: 'case',
    kind,
    title: kind,
    basis: '',
    startOn: '2026-11-22',
    provisional: false,
    length: { value: 5, unit: 'workday' },
    elapsedWorkdays: 0,
    remainingWorkdays: 5,
    overdueWorkdays: 0,
    level,
    intervals: [],
    explanation: '',
    strip: [],
  }
}
