import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/calendar-date.ts'
import { POWER_SUSPENDED } from '../contract/limit.ts'
import { buildLimit, buildStop, shippedCalendar as calendar } from '../fixtures.ts'
import { mayStop, resumeLimit, stopLimit } from './limit.ts'
import { readClock } from './limit-clock.ts'

const monday = calendarDate('2026-11-23')
const stopBy = (code: string, from: string = monday) =>
  buildStop(from, undefined, { procedure: { code, name: '事项暂停' } })
const notify = buildLimit(monday, 5, { kind: 'notify' })

describe('a power that is suspended', () => {
  it('stops clocks that no special procedure may stop, and needs no length that nobody knows', () => {
    expect([mayStop(notify, 'hearing'), mayStop(notify, POWER_SUSPENDED)]).toEqual([false, true])
    expect(mayStop({ ...notify, kind: 'delivery' }, POWER_SUSPENDED)).toBe(false)
    expect(() => stopLimit(notify, stopBy('hearing'), monday)).toThrow()
    const stopped = stopLimit(notify, stopBy(POWER_SUSPENDED), monday)
    const day = calendarDate('2026-12-14')
    const resumed = resumeLimit(stopped, { on: day, reason: '恢复', procedureCode: POWER_SUSPENDED }, day)
    expect(readClock(notify, calendar, monday).dueOn).toBe('2026-11-30')
    expect(readClock(resumed, calendar, day).dueOn).toBe('2026-12-21')
  })

  it('stops a clock from where it begins, if that is later, and lets it go again before', () => {
    const sunday = calendarDate('2026-11-22')
    const stopped = stopLimit(notify, stopBy(POWER_SUSPENDED, sunday), sunday)
    expect(stopped.stops.map(({ from }) => from)).toEqual([monday])
    const resumed = resumeLimit(stopped, { on: sunday, reason: '恢复' }, sunday)
    expect(readClock(resumed, calendar, monday).dueOn).toBe('2026-11-30')
  })
})
