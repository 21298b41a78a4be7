import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/calendar-date.ts'
import { at, HALL, HOTLINE, shippedCalendar } from '../fixtures.ts'
import { openingOf } from './office-hours.ts'
import type { OfficeHours } from './office-hours.ts'
import { nowInWords, regularHours, todayInWords } from './opening.ts'
import { dateOf, workingTime } from './working-time.ts'

const EXTENDED: OfficeHours = {
  workday: [
    { from: 510, to: 720 },
    { from: 870, to: 1080 },
  ],
  weekdays: { '3': [{ from: 510, to: 1200 }], '6': [{ from: 540, to: 720 }] },
  weekend: [],
  holiday: [],
}

function placeOf(hours: OfficeHours) {
  const opening = openingOf(shippedCalendar, [{ validFrom: calendarDate('1990-01-01'), hours }])
  return { calendar: shippedCalendar, opening, time: workingTime(opening) }
}

const now = (hours: OfficeHours, moment: string) => nowInWords(placeOf(hours), at(moment))
const today = (hours: OfficeHours, moment: string) => todayInWords(placeOf(hours), dateOf(at(moment)))

describe('the hours of a place in words', () => {
  it.each([
    ['2026-11-23 08:29', '今天 08:30 开放'],
    ['2026-11-23 08:30', '现在开放，到 12:00'],
    ['2026-11-23 12:00', '今天 14:30 开放'],
    ['2026-11-23 18:00', '今天的开放时间已过，下次开放 11月24日 星期二 08:30'],
    ['2026-11-28 09:30', '现在开放，到 12:00'],
    ['2026-11-29 09:30', '今天不开放，下次开放 11月30日 星期一 08:30'],
    ['2026-09-30 20:00', '今天的开放时间已过，下次开放 10月8日 星期四 08:30'],
    ['2026-10-03 10:00', '今天不开放（国庆节），下次开放 10月8日 星期四 08:30'],
    ['2026-10-10 10:00', '现在开放，到 12:00'],
    ['2026-12-30 19:59', '现在开放，到 20:00'],
    ['2026-12-31 19:00', '今天的开放时间已过，下次开放 2027年1月1日 星期五 08:30（放假安排还没有公布，以公布的为准）'],
  ])('%s: %s', (moment, words) => {
    expect(now(EXTENDED, moment)).toBe(words)
  })

  it('say of today what holds on the whole day', () => {
    expect(today(EXTENDED, '2026-11-23 17:00')).toBe('今天开放 08:30–12:00、14:30–18:00')
    expect(today(EXTENDED, '2026-11-25 06:00')).toBe('今天开放 08:30–20:00')
    expect(today(EXTENDED, '2026-10-10 06:00')).toBe('今天开放 08:30–12:00、14:30–18:00（调休上班）')
    expect(today(HALL, '2026-11-28 06:00')).toBe('今天不开放')
  })

  it('know of places that never close, and of some that close after midnight', () => {
    expect(now(HOTLINE, '2026-11-23 03:00')).toBe('现在开放，全天不关门')
    expect(today(HOTLINE, '2026-11-23 03:00')).toBe('今天全天开放')
    const late = {
      ...HALL,
      workday: [
        { from: 0, to: 120 },
        { from: 1320, to: 1440 },
      ],
    }
    expect(now(late, '2026-11-23 23:00')).toBe('现在开放，到 11月24日 星期二 02:00')
    expect(now({ ...HALL, workday: [{ from: 1320, to: 1440 }] }, '2026-11-23 23:00')).toBe('现在开放，到 24:00')
  })

  it('tell the plain week with what departs from it, days that are alike in one row', () => {
    expect(regularHours(HALL)).toEqual([
      { on: '工作日', hours: '09:00–12:00、14:00–17:00' },
      { on: '星期六、星期日、法定节假日', hours: '不开放' },
    ])
    expect(regularHours(EXTENDED)).toEqual([
      { on: '工作日', hours: '08:30–12:00、14:30–18:00' },
      { on: '星期三', hours: '08:30–20:00' },
      { on: '星期六', hours: '09:00–12:00' },
      { on: '星期日、法定节假日', hours: '不开放' },
    ])
  })
})
