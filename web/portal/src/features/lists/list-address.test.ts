import { describe, expect, it } from 'vitest'
import { changesHref, dayBefore, listHref, readListAddress } from './list-address.ts'

describe('the address of a list', () => {
  it.each([
    '/lists',
    '/lists?kind=fee&q=%E8%AE%B8%E5%8F%AF&organization=450721-x&place=450721001&day=2026-02-28&page=3',
  ])('is read as it was written: %s', (address) => {
    expect(listHref(readListAddress(new URL(address, 'http://x').searchParams))).toBe(address)
  })

  it('falls back to today’s list of powers where it makes no sense', () => {
    const read = readListAddress(new URLSearchParams('kind=X%20&place=y&day=2026-02-30&page=-1'))
    expect(read).toEqual({
      kind: 'power',
      q: undefined,
      organization: undefined,
      place: undefined,
      day: undefined,
      page: 1,
    })
  })

  it('of a day’s changes begins with the day before', () => {
    expect(dayBefore('2026-03-01')).toBe('2026-02-28')
    expect(changesHref({ kind: 'fee', from: '2026-02-28', to: '2026-03-01' })).toBe(
      '/lists/changes?kind=fee&from=2026-02-28&to=2026-03-01',
    )
  })
})
