import { expect, test } from 'vitest'
import { inboxQuery, isFiltered, withFilter } from './inbox-filters.ts'

test('the address alone says what the inbox shows, and what it does not know is left out', () => {
  const params = new URLSearchParams('level=red&step=accept&scope=everything&subjectNo=4507&after=2026-11-22~a')
  expect(inboxQuery(params)).toEqual({
    limit: 20,
    level: 'red',
    step: 'accept',
    subjectNo: '4507',
    after: '2026-11-22~a',
  })
})

test('another filter begins at the first page again', () => {
  const next = withFilter(new URLSearchParams('level=red&after=2026-11-22~a'), 'level', 'today')
  expect(next.toString()).toBe('level=today')
  expect(withFilter(next, 'level', undefined).size).toBe(0)
})

test('a page of its own is no filter', () => {
  expect(isFiltered(new URLSearchParams('after=2026-11-22~a'))).toBe(false)
  expect(isFiltered(new URLSearchParams('step=accept'))).toBe(true)
})
