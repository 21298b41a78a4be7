import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDate, weekday } from '../../../kernel/calendar-date.ts'
import { shippedCalendar as calendar } from '../fixtures.ts'
import { missingFestivals, parseCalendar, SHIPPED_YEARS, withImported } from './official-calendar.ts'
import { isSpanProvisional, workdayCalendar } from './workday-calendar.ts'

const kindOn = (text: string) => calendar.day(calendarDate(text)).kind
const NOTICE = 'https://www.gov.cn/zhengce/zhengceku/202611/content_0000000.htm'

describe('the working-day calendar', () => {
  it('knows workdays, weekends, holidays and make-up workdays', () => {
    expect(kindOn('2025-09-29')).toBe('workday')
    expect(kindOn('2025-09-27')).toBe('weekend')
    expect(kindOn('2025-10-01')).toBe('holiday')
    expect(kindOn('2025-09-28')).toBe('makeup-workday')
    expect(calendar.day(calendarDate('2025-10-01')).name).toBe('国庆节、中秋节')
  })

  it('covers 2007 to 2026; a year that was not announced is not covered', () => {
    expect([...calendar.coveredYears]).toEqual(Array.from({ length: 20 }, (_, n) => 2007 + n))
    expect(SHIPPED_YEARS.some((year) => year.year === 2027 && year.papers.length === 0)).toBe(true)
  })

  it('has 248 workdays in 2025', () => {
    expect(calendar.workdaysBetween(calendarDate('2024-12-31'), calendarDate('2025-12-31'))).toBe(248)
  })

  it('rests on weekends only where no notice covers the year, and calls it provisional', () => {
    expect(kindOn('2027-10-01')).toBe('workday')
    expect(calendar.isProvisional(calendarDate('2027-10-01'))).toBe(true)
    expect(calendar.isProvisional(calendarDate('2026-10-01'))).toBe(false)
  })

  it('keeps the last days of a year provisional until the next notice, which may rearrange them', () => {
    expect(kindOn('2018-12-29')).toBe('makeup-workday')
    expect(calendar.isProvisional(calendarDate('2018-12-29'))).toBe(false)
    expect(calendar.isProvisional(calendarDate('2026-12-25'))).toBe(false)
    expect(calendar.isProvisional(calendarDate('2026-12-28'))).toBe(true)
  })

  it('finds a gap in the middle of a span', () => {
    const gap = workdayCalendar(SHIPPED_YEARS.filter((year) => year.year !== 2020))
    expect(isSpanProvisional(gap, calendarDate('2019-06-01'), calendarDate('2021-06-01'))).toBe(true)
    expect(isSpanProvisional(calendar, calendarDate('2019-06-01'), calendarDate('2021-06-01'))).toBe(false)
  })

  it('lets a division close on its own day', () => {
    const closure = {
      date: calendarDate('2026-04-20'),
      name: '三月三',
      isOffDay: true,
      division: '450000',
      basis: '地方性法规',
    }
    const local = workdayCalendar(SHIPPED_YEARS, [closure])
    expect(local.day(closure.date)).toEqual({
      date: '2026-04-20',
      kind: 'closure',
      name: '三月三',
      basis: '地方性法规',
    })
    expect(calendar.isWorkday(closure.date)).toBe(true)
  })

  it('answers counting and its inverse alike', () => {
    const anyDate = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays(calendarDate('2000-01-01'), days))
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 300 }), (date, n) => {
        const found = calendar.workdayAfter(date, n)!
        expect(calendar.isWorkday(found)).toBe(true)
        expect(calendar.workdaysBetween(date, found)).toBe(n)
        expect(calendar.workdaysBetween(date, addDays(found, -1))).toBe(n - 1)
      }),
    )
  })

  it('agrees with the plain week outside of the notices', () => {
    for (let date = calendarDate('2030-01-01'); date < '2031-01-01'; date = addDays(date, 1)) {
      expect(calendar.isWorkday(date)).toBe(weekday(date) <= 5)
    }
  })

  it('tells no day beyond its span', () => {
    expect(() => calendar.isWorkday(calendarDate('1989-12-31'))).toThrow(RangeError)
    expect(() => calendar.workdaysBetween(calendarDate('1989-12-31'), calendarDate('2026-01-01'))).toThrow(RangeError)
    expect(calendar.workdayAfter(calendarDate('2099-12-30'), 10)).toBeUndefined()
  })
})

describe('reading a calendar file', () => {
  const year2027 = {
    year: 2027,
    papers: [NOTICE],
    days: [
      { date: '2026-12-31', name: '元旦', isOffDay: true },
      { date: '2027-01-01', name: '元旦', isOffDay: true },
      { date: '2027-01-03', name: '元旦', isOffDay: false },
    ],
  }

  it('takes a year of holiday-cn, with the days before its New Year', () => {
    const years = parseCalendar(JSON.stringify(year2027))
    expect(years).toEqual([year2027])
    const calendar2027 = workdayCalendar(withImported(years))
    expect(calendar2027.day(calendarDate('2026-12-31')).kind).toBe('holiday')
    expect(calendar2027.isProvisional(calendarDate('2026-12-31'))).toBe(false)
  })

  it('takes a file of several years and leaves out those not announced', () => {
    const file = {
      years: [
        { year: 2027, papers: [NOTICE] },
        { year: 2028, papers: [] },
      ],
      days: year2027.days,
    }
    expect(parseCalendar(JSON.stringify(file)).map((year) => [year.year, year.days.length])).toEqual([[2027, 3]])
  })

  it('names the festivals that a year says nothing of, and none of a real notice since 2008', () => {
    expect(missingFestivals(parseCalendar(JSON.stringify(year2027))[0]!)).toEqual([
      '春节',
      '清明',
      '劳动',
      '端午',
      '中秋',
      '国庆',
    ])
    const announced = SHIPPED_YEARS.filter(({ year, papers }) => year >= 2008 && papers.length > 0)
    expect(announced.flatMap(missingFestivals)).toEqual([])
  })

  it('refuses the empty stub of a year that was not announced', () => {
    expect(() => parseCalendar('{"year":2027,"papers":[],"days":[]}')).toThrow('limits/calendar-not-announced')
  })

  it.each([
    ['no JSON', '{"year":'],
    ['a list', '[]'],
    ['a year that is text', '{"year":"2027","papers":[],"days":[]}'],
    [
      'a day that does not exist',
      JSON.stringify({ ...year2027, days: [{ date: '2027-02-30', name: '春节', isOffDay: true }] }),
    ],
    [
      'a day of another year',
      JSON.stringify({
        ...year2027,
        days: [
          { date: '2027-11-30', name: '元旦', isOffDay: true },
          { date: '2029-01-01', name: '元旦', isOffDay: true },
        ],
      }),
    ],
    ['a day twice', JSON.stringify({ ...year2027, days: [year2027.days[1], year2027.days[1]] })],
    ['a day without a name', JSON.stringify({ ...year2027, days: [{ date: '2027-01-01', name: '', isOffDay: true }] })],
  ])('refuses %s and says why', (_, text) => {
    expect(() => parseCalendar(text)).toThrow('limits/calendar-malformed')
  })
})
