import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type CalendarDate, calendarDate, daysBetween } from '../../../kernel/calendar-date.ts'
import { buildLimit, buildStop, shippedCalendar as calendar } from '../fixtures.ts'
import { extendLimit, type Limit, resumeLimit, type Stop, stopLimit } from './limit.ts'
import { mergePauses, readClock } from './limit-clock.ts'

const FAR = calendarDate('2099-01-01')
const dueOf = (limit: Limit, today = limit.startOn) => readClock(limit, calendar, today).dueOn

/** The definition of domain 2.3 day by day: slow, and too plain to be wrong. */
function naiveDue(limit: Limit): CalendarDate {
  const stopped = (date: CalendarDate) => limit.stops.some((stop) => stop.from < date && date <= stop.to!)
  const total = limit.length.value + (limit.extension?.workdays ?? 0)
  let date = limit.startOn
  for (let counted = 0; counted < total; ) {
    date = addDays(date, 1)
    const counts = limit.length.unit === 'day' || calendar.isWorkday(date)
    if (counts && !stopped(date)) counted += 1
  }
  while (limit.length.unit === 'day' && (!calendar.isWorkday(date) || stopped(date))) date = addDays(date, 1)
  return date
}

const anyDate = fc
  .integer({ min: 0, max: daysBetween(calendarDate('2007-01-01'), calendarDate('2028-12-31')) })
  .map((days) => addDays(calendarDate('2007-01-01'), days))
const anyStops = (startOn: CalendarDate) =>
  fc.array(
    fc
      .record({ after: fc.nat(120), length: fc.nat(60) })
      .map(({ after, length }) => buildStop(addDays(startOn, after), addDays(startOn, after + length))),
    { maxLength: 4 },
  )
const anyLimit = fc
  .record({ startOn: anyDate, value: fc.integer({ min: 1, max: 90 }), unit: fc.constantFrom('workday', 'day') })
  .chain(({ startOn, value, unit }) => anyStops(startOn).map((stops) => buildLimit(startOn, value, { unit, stops })))
const workdayLimit = anyLimit.map((limit): Limit => ({ ...limit, length: { ...limit.length, unit: 'workday' } }))

describe('the due date', () => {
  it.each([
    {
      start: '2025-09-29',
      workdays: 5,
      due: '2025-10-13',
      why: 'the National Day holiday is left out, the make-up Saturday counts',
    },
    { start: '2025-09-15', workdays: 20, due: '2025-10-17', why: 'both make-up days count' },
    { start: '2025-09-27', workdays: 5, due: '2025-10-10', why: 'a Saturday start, the make-up Sunday counts' },
  ])('is $due for $workdays workdays from $start: $why', ({ start, workdays, due }) => {
    expect(dueOf(buildLimit(start, workdays))).toBe(due)
  })

  it('moves by the four workdays of a stop from 18 to 24 September 2025', () => {
    expect(dueOf(buildLimit('2025-09-15', 20, { stops: [buildStop('2025-09-18', '2025-09-24')] }))).toBe('2025-10-23')
  })

  it('of an instant item is the day of acceptance, even on a rest day', () => {
    expect(dueOf(buildLimit('2025-10-01', 0, { unit: 'instant' }))).toBe('2025-10-01')
  })

  it('does not exist for an item without a period', () => {
    expect(readClock(buildLimit('2025-10-01', 0, { unit: 'none' }), calendar, FAR)).toMatchObject({
      overdueWorkdays: 0,
    })
    expect(dueOf(buildLimit('2025-10-01', 0, { unit: 'none' }))).toBeUndefined()
  })

  it('of a limit in days that ends in a holiday is the next workday', () => {
    expect(dueOf(buildLimit('2025-09-21', 10, { unit: 'day' }))).toBe('2025-10-09')
    expect(dueOf(buildLimit('2025-09-19', 10, { unit: 'day' }))).toBe('2025-09-29')
  })

  it('moves by an extension of ten workdays', () => {
    const limit = buildLimit('2025-09-15', 20, {
      extension: {
        id: 'e',
        on: calendarDate('2025-10-10'),
        workdays: 10,
        basis: '行政许可法第四十二条',
        reason: '情况复杂',
      },
    })
    expect(dueOf(limit)).toBe('2025-10-31')
  })

  it('of an extended limit in days is so many workdays after its own end', () => {
    const extension = { id: 'e', on: calendarDate('2025-09-25'), workdays: 2, basis: '', reason: '' }
    const limit = buildLimit('2025-09-21', 10, { unit: 'day', extension })
    expect(dueOf(limit)).toBe('2025-10-11')
  })

  it('counts overlapping stops once', () => {
    const stops = [
      buildStop('2025-09-18', '2025-09-24'),
      buildStop('2025-09-22', '2025-09-23'),
      buildStop('2025-09-24', '2025-09-25'),
    ]
    expect(dueOf(buildLimit('2025-09-15', 20, { stops }))).toBe(
      dueOf(buildLimit('2025-09-15', 20, { stops: [buildStop('2025-09-18', '2025-09-25')] })),
    )
  })

  it('equals the plain day-by-day count for every limit', () => {
    fc.assert(
      fc.property(anyLimit, (limit) => {
        expect(dueOf(limit, FAR)).toBe(naiveDue(limit))
      }),
      { numRuns: 500 },
    )
  })

  it('of a workday limit is always a workday that is not stopped', () => {
    fc.assert(
      fc.property(workdayLimit, (limit) => {
        const due = dueOf(limit)!
        expect(calendar.isWorkday(due)).toBe(true)
        expect(limit.stops.some((stop) => stop.from < due && due <= stop.to!)).toBe(false)
      }),
    )
  })

  it('grows with the length', () => {
    fc.assert(
      fc.property(anyLimit, fc.integer({ min: 1, max: 20 }), (limit, more) => {
        const longer = { ...limit, length: { ...limit.length, value: limit.length.value + more } }
        expect(dueOf(longer)! >= dueOf(limit)!).toBe(true)
        if (limit.length.unit === 'workday') expect(dueOf(longer)! > dueOf(limit)!).toBe(true)
      }),
    )
  })

  it('is never made earlier by a stop', () => {
    fc.assert(
      fc.property(
        anyLimit.chain((limit) => anyStops(limit.startOn).map((stops) => ({ limit, stops }))),
        ({ limit, stops }) => {
          expect(dueOf({ ...limit, stops: [...limit.stops, ...stops] })! >= dueOf(limit)!).toBe(true)
        },
      ),
    )
  })

  it('does not depend on the order in which the intervals were recorded', () => {
    fc.assert(
      fc.property(
        anyLimit.chain((limit) =>
          fc.shuffledSubarray([...limit.stops], { minLength: limit.stops.length }).map((stops) => ({ limit, stops })),
        ),
        ({ limit, stops }) => {
          expect(dueOf({ ...limit, stops })).toBe(dueOf(limit))
        },
      ),
    )
  })
})

describe('the clock of a limit that lives day by day', () => {
  it('ends at the due date that a replay of its intervals gives', () => {
    fc.assert(
      fc.property(workdayLimit, (limit) => {
        const lived = [...limit.stops]
          .sort((a, b) => (a.from < b.from ? -1 : 1))
          .reduce(liveThrough, { ...limit, stops: [] })
        expect(dueOf(lived, FAR)).toBe(dueOf(limit, FAR))
      }),
    )
  })

  it('counts elapsed and remaining workdays that add up to the length, until it is overdue', () => {
    fc.assert(
      fc.property(workdayLimit, fc.nat(400), (limit, days) => {
        const today = addDays(limit.startOn, days)
        const { elapsedWorkdays, remainingWorkdays, overdueWorkdays } = readClock(limit, calendar, today)
        expect(remainingWorkdays - overdueWorkdays).toBe(limit.length.value - elapsedWorkdays)
        expect(Math.min(remainingWorkdays, overdueWorkdays)).toBe(0)
      }),
    )
  })

  it('stands while a stop is open and never promises a day that has passed', () => {
    const stop = buildStop('2025-09-18', undefined, { expectedWorkdays: 4 })
    const limit = stopLimit(buildLimit('2025-09-15', 20), stop, calendarDate('2025-09-18'))
    const early = readClock(limit, calendar, calendarDate('2025-09-19'))
    const late = readClock(limit, calendar, calendarDate('2025-10-10'))
    expect([early.elapsedWorkdays, late.elapsedWorkdays]).toEqual([3, 3])
    expect(early.dueOn).toBe('2025-10-23')
    expect(late.dueOn! > calendarDate('2025-10-31')).toBe(true)
    expect(late.openStop?.procedure.name).toBe('检验检测')
  })

  it('is read as of its last day once it is closed', () => {
    const limit = buildLimit('2025-09-15', 20, { closedOn: calendarDate('2025-09-19') })
    expect(readClock(limit, calendar, FAR)).toMatchObject({
      elapsedWorkdays: 4,
      overdueWorkdays: 0,
      dueOn: '2025-10-17',
    })
  })
})

describe('stops and extensions', () => {
  const limit = buildLimit('2025-09-15', 20)
  const today = calendarDate('2025-09-20')

  it('refuse a stop without a legal basis', () => {
    expect(() => stopLimit(limit, told('2025-09-18', { legalBasis: ' ' }), today)).toThrow('limits/no-legal-basis')
  })

  it('refuse a stop of which the applicant was not told in writing, with how long it takes', () => {
    const refused = 'limits/no-written-notice'
    expect(() => stopLimit(limit, buildStop('2025-09-18'), today)).toThrow(refused)
    expect(() => stopLimit(limit, told('2025-09-18', { noticeDocumentNo: ' ' }), today)).toThrow(refused)
    const byDocument = {
      ...buildStop('2025-09-18'),
      expectedWorkdays: 3,
      noticeDocumentNo: '',
      noticeDocumentId: '450721-x',
    }
    expect(stopLimit(limit, byDocument, today).stops).toHaveLength(1)
  })

  it('refuse a second stop for the same procedure while it is open', () => {
    const stopped = stopLimit(limit, told('2025-09-18'), today)
    expect(() => stopLimit(stopped, told('2025-09-19'), today)).toThrow('limits/already-stopped')
  })

  it('refuse a stop before the limit began, or in the future', () => {
    expect(() => stopLimit(limit, told('2025-09-12'), today)).toThrow('limits/date-out-of-order')
    expect(() => stopLimit(limit, told('2025-09-22'), today)).toThrow('limits/date-out-of-order')
  })

  it('refuse an end before the beginning', () => {
    const stopped = stopLimit(limit, told('2025-09-18'), today)
    expect(() => resumeLimit(stopped, { on: calendarDate('2025-09-17'), reason: '完成' }, today)).toThrow(
      'limits/date-out-of-order',
    )
  })

  it('refuse a second extension, and one of a limit that the law does not extend', () => {
    const extension = { id: 'e', on: today, workdays: 10, basis: '行政许可法第四十二条', reason: '情况复杂' }
    expect(() => extendLimit(extendLimit(limit, extension), extension)).toThrow('limits/already-extended')
    expect(() => extendLimit({ ...limit, kind: 'notify' }, extension)).toThrow('limits/not-extendable')
  })
})

describe('merging pauses', () => {
  it('gives ordered stretches that do not touch and cover the same days', () => {
    const anyPauses = anyStops(calendarDate('2026-01-05')).map((stops) =>
      stops.map((stop) => ({ from: stop.from, to: stop.to! })),
    )
    fc.assert(
      fc.property(anyPauses, fc.nat(200), (pauses, day) => {
        const merged = mergePauses(pauses)
        const date = addDays(calendarDate('2026-01-05'), day)
        const within = (list: typeof pauses) => list.some((pause) => pause.from < date && date <= pause.to)
        expect(within(merged)).toBe(within(pauses))
        expect(merged.every((pause, index) => index === 0 || merged[index - 1]!.to < pause.from)).toBe(true)
      }),
    )
  })
})

function told(from: string, over: Partial<Stop> = {}): Stop {
  return buildStop(from, undefined, { expectedWorkdays: 1, ...over })
}

/** Opens the stop and ends it, as two acts on their own days. */
function liveThrough(limit: Limit, stop: Stop): Limit {
  const code = stop.id
  const begun = { ...told(stop.from), id: stop.id, procedure: { code, name: '检测' } }
  const opened = stopLimit(limit, begun, stop.from)
  return resumeLimit(opened, { on: stop.to!, reason: '完成', procedureCode: code }, stop.to!)
}
