import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/index.ts'
import { firstSignInUntil, hasOpened } from './joiner.ts'

const [before, first, later] = ['2026-10-20', '2026-10-21', '2026-11-30'].map(calendarDate) as [never, never, never]

describe('the account of somebody who joins', () => {
  it('opens on the first day and not before', () => {
    expect([before, first, later].map((day) => hasOpened({ opensOn: first }, day))).toEqual([false, true, true])
  })

  it('stays shut while nobody has confirmed it, however late it is', () => {
    const waiting = { opensOn: first, startDigest: Buffer.alloc(32) }
    expect([before, first, later].map((day) => hasOpened(waiting, day))).toEqual([false, false, false])
  })

  it('is open like any other where no such day is kept', () => {
    expect(hasOpened({}, before)).toBe(true)
  })

  it('takes its code on the first day and two more, by the clock of the county', () => {
    expect(firstSignInUntil(first).toISOString()).toBe('2026-10-23T16:00:00.000Z')
  })
})
