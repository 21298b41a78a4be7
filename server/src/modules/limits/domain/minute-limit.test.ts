import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, buildMinuteLimit, countedBy, hallTime, hotlineTime, shippedCalendar } from '../fixtures.ts'
import { explainMinutes } from './minute-explanation.ts'
import { assertMinutes, type MinuteLimit, type MinuteStop, readMinutes, remindersOf } from './minute-limit.ts'
import type { Minute, WorkingTime } from './working-time.ts'

const anyTime = fc.constantFrom<WorkingTime>(hallTime, hotlineTime)
const anyMinute = fc.integer({ min: at('2025-09-20 00:00'), max: at('2025-11-10 00:00') })
const stop = (from: Minute, to?: Minute): MinuteStop => ({
  from,
  ...(to !== undefined && { to }),
  because: '等候申请人补充情况',
  legalBasis: '12345工单办理规范第八条（演示）',
})
const anyLimit = fc
  .record({
    startAt: anyMinute,
    minutes: fc.integer({ min: 1, max: 1200 }),
    stops: fc.array(fc.tuple(fc.nat(6000), fc.nat(3000)), { maxLength: 4 }),
  })
  .map(({ startAt, minutes, stops }) =>
    buildMinuteLimit(
      startAt,
      minutes,
      stops.map(([after, length]) => stop(startAt + after, startAt + after + length)),
    ),
  )

function naiveDue({ startAt, minutes, stops }: MinuteLimit, time: WorkingTime): Minute {
  let minute = startAt
  for (let left = minutes; left > 0; minute += 1) {
    const isStopped = stops.some(({ from, to }) => from <= minute && minute < to!)
    if (!isStopped && countedBy(time, minute)) left -= 1
  }
  return minute
}

describe('a limit in minutes of office hours', () => {
  it('equals the count minute by minute, whatever its stops', () => {
    fc.assert(
      fc.property(anyTime, anyLimit, (time, limit) => {
        expect(readMinutes(limit, time, limit.startAt).dueAt).toBe(naiveDue(limit, time))
      }),
      { numRuns: 60 },
    )
  })

  it('has as much left when it resumes as when it stopped', () => {
    fc.assert(
      fc.property(anyTime, anyLimit, fc.nat(2000), fc.nat(4000), (time, { startAt, minutes }, after, length) => {
        const running = buildMinuteLimit(startAt, minutes)
        const before = readMinutes(running, time, startAt + after)
        const open = { ...running, stops: [stop(startAt + after)] }
        const resumed = { ...running, stops: [stop(startAt + after, startAt + after + length)] }
        expect(readMinutes(open, time, startAt + after + length).remaining).toBe(before.remaining)
        expect(readMinutes(resumed, time, startAt + after + length).remaining).toBe(before.remaining)
        if (before.remaining > 0)
          expect(readMinutes(resumed, time, startAt).dueAt).toBe(
            time.minuteAfter(startAt + after + length, before.remaining),
          )
      }),
    )
  })

  it('read at once from all its facts is what it is carried forward stop by stop', () => {
    fc.assert(
      fc.property(
        anyTime,
        anyMinute,
        fc.array(fc.tuple(fc.nat(400), fc.nat(900)), { maxLength: 5 }),
        (time, start, gaps) => {
          const minutes = 4000
          let [cursor, left] = [start, minutes]
          const stops = gaps.map(([run, rest]) => {
            const from = cursor + run
            left -= time.minutesBetween(cursor, from)
            cursor = from + rest
            return stop(from, cursor)
          })
          expect(readMinutes(buildMinuteLimit(start, minutes, stops), time, cursor)).toMatchObject({
            dueAt: time.minuteAfter(cursor, left),
            elapsed: minutes - left,
            remaining: left,
          })
        },
      ),
    )
  })

  it('elapses and remains to the length, until it is late by the rest', () => {
    fc.assert(
      fc.property(anyTime, anyLimit, fc.nat(9000), (time, limit, after) => {
        const { elapsed, remaining, overdue } = readMinutes(limit, time, limit.startAt + after)
        expect(elapsed + remaining - overdue).toBe(limit.minutes)
        expect(remaining * overdue).toBe(0)
      }),
    )
  })

  it('while it stands, says the earliest minute that is still possible', () => {
    const limit = buildMinuteLimit(at('2025-09-26 09:00'), 120, [stop(at('2025-09-26 10:00'))])
    expect(readMinutes(limit, hallTime, at('2025-09-26 16:30'))).toMatchObject({ remaining: 60, elapsed: 60 })
    expect(readMinutes(limit, hallTime, at('2025-09-26 16:30')).dueAt).toBe(at('2025-09-28 09:30'))
  })

  it('stands still once it is closed', () => {
    const limit = { ...buildMinuteLimit(at('2025-09-26 09:00'), 120), closedAt: at('2025-09-26 10:00') }
    expect(readMinutes(limit, hallTime, at('2025-09-30 10:00'))).toMatchObject({ elapsed: 60, overdue: 0 })
    expect(remindersOf(limit, hallTime)).toEqual([])
  })

  it('needs a length, stops that end after they begin, and a basis for each', () => {
    const { startAt } = buildMinuteLimit(at('2025-09-26 09:00'), 1)
    expect(() => assertMinutes(buildMinuteLimit(startAt, 0))).toThrow('limits/bad-minutes')
    expect(() => assertMinutes(buildMinuteLimit(startAt, 600_000))).toThrow('limits/bad-minutes')
    expect(() => assertMinutes(buildMinuteLimit(startAt, 5, [stop(9, 8)]))).toThrow('limits/bad-stop')
    expect(() => assertMinutes(buildMinuteLimit(startAt, 5, [{ ...stop(8, 9), legalBasis: ' ' }]))).toThrow(
      'limits/no-legal-basis',
    )
  })
})

/** Once at Zammad, reminders came at midnight and on rest days (its issue 4432). */
describe('a reminder', () => {
  it('never comes while the office is shut: it waits for the next opening', () => {
    const limit = buildMinuteLimit(at('2025-09-30 14:00'), 180)
    expect(remindersOf(limit, hallTime)).toEqual([
      { level: 'soon', at: at('2025-09-30 16:24') },
      { level: 'late', at: at('2025-10-09 09:00') },
    ])
    fc.assert(
      fc.property(anyTime, anyLimit, (time, any) => {
        const reminders = remindersOf(any, time)
        expect(reminders.map(({ level }) => level)).toEqual(['soon', 'late'])
        for (const reminder of reminders) expect(countedBy(time, reminder.at)).toBe(true)
      }),
    )
  })
})

describe('the explanation to the minute', () => {
  const explain = (limit: MinuteLimit, time = hallTime, now = limit.startAt) =>
    explainMinutes(limit, { time, calendar: shippedCalendar, now })

  it('names every stretch that was counted, the holiday between them, and the basis', () => {
    expect(explain(buildMinuteLimit(at('2025-09-30 16:40'), 120))).toBe(
      '首次答复（服务承诺）：自2025年9月30日16:40起按办公时间计算2小时，' +
        '计入9月30日16:40至17:00（20分钟）、10月9日9:00至10:40（1小时40分钟），' +
        '避开国庆节、中秋节（10月1日至8日），于2025年10月9日10:40届满。',
    )
  })

  it('names a stop with its basis, and counts nothing of it', () => {
    const limit = buildMinuteLimit(at('2025-09-26 09:00'), 120, [stop(at('2025-09-26 10:00'), at('2025-09-26 15:30'))])
    expect(explain(limit)).toContain('计入9月26日9:00至10:00（1小时）、9月26日15:30至16:30（1小时）')
    expect(explain(limit)).toContain(
      '因等候申请人补充情况自2025年9月26日10:00至2025年9月26日15:30停止计时（12345工单办理规范第八条（演示））',
    )
    const open = buildMinuteLimit(at('2025-09-26 09:00'), 120, [stop(at('2025-09-26 10:00'))])
    expect(explain(open, hallTime, at('2025-09-26 11:00'))).toContain(
      '恢复后继续计算，预计不早于2025年9月26日12:00届满',
    )
  })

  it('of an office that never closes leaves no holiday out', () => {
    const text = explain(buildMinuteLimit(at('2025-09-30 22:00'), 1440), hotlineTime)
    expect(text).toContain('计入9月30日22:00至10月1日22:00（24小时）')
    expect(text).not.toContain('避开')
  })

  it('of a long limit names the first and the last stretches', () => {
    expect(explain(buildMinuteLimit(at('2025-09-01 09:00'), 6000))).toMatch(/……共34段、100小时……/)
  })
})
