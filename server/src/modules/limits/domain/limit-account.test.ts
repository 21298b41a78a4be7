import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDate } from '../../../kernel/calendar-date.ts'
import { buildLimit, buildStop, shippedCalendar as calendar } from '../fixtures.ts'
import { accountOf } from './limit-account.ts'
import { readClock } from './limit-clock.ts'
import type { Limit } from './limit.ts'
import { SHIPPED_YEARS } from './official-calendar.ts'
import { workdayCalendar } from './workday-calendar.ts'

const rowsOf = (limit: Limit, today: string = limit.startOn) => accountOf(limit, calendar, calendarDate(today))
const inShort = (limit: Limit, today?: string) =>
  rowsOf(limit, today).map((row) => `${row.from.slice(5)}..${row.to.slice(5)} ${row.kind} ${row.counted} ${row.total}`)

describe('the account of a limit', () => {
  it('names the opening day, each holiday and each make-up day, and what has been counted so far', () => {
    expect(inShort(buildLimit('2025-09-29', 5), '2025-10-13')).toEqual([
      '09-29..09-29 opening 0 0',
      '09-30..09-30 counted 1 1',
      '10-01..10-08 off 0 1',
      '10-09..10-10 counted 2 3',
      '10-11..10-11 makeup 1 4',
      '10-12..10-13 counted 1 5',
    ])
    const [opening, , holiday, , makeup, last] = rowsOf(buildLimit('2025-09-29', 5), '2025-10-13')
    expect(opening).toMatchObject({ why: '起算当日不计入', basis: '民法典第二百零一条' })
    expect(holiday).toMatchObject({ why: '国庆节、中秋节放假，不计入', basis: '国务院办公厅关于节假日安排的通知' })
    expect(holiday!.papers![0]).toMatch(/^https?:\/\/www\.gov\.cn\//)
    expect(makeup!.why).toBe('国庆节、中秋节调休上班，照常计入')
    expect(last!.why).toBe('计入 1 个工作日，其间周末 1 日不计')
  })

  it('names a stop with its basis, what the applicant was told, and by which document', () => {
    const stop = buildStop('2025-09-18', '2025-09-24', { expectedWorkdays: 4, noticeDocumentId: '450721-doc' })
    const stopped = rowsOf(buildLimit('2025-09-15', 20, { stops: [stop] })).find(({ kind }) => kind === 'stopped')
    expect(stopped).toMatchObject({
      from: '2025-09-19',
      to: '2025-09-24',
      counted: 0,
      why: '因检验检测停止计时，不计入，已书面告知需要 4 个工作日',
      basis: '行政许可法第四十五条',
      noticeDocumentId: '450721-doc',
      noticeDocumentNo: '灵审特告〔2025〕7号',
    })
  })

  it('tells overlapping stops apart where they begin and end', () => {
    const stops = [
      buildStop('2025-09-18', '2025-09-23'),
      buildStop('2025-09-22', '2025-09-24', { procedure: { code: 'h', name: '听证' } }),
    ]
    const named = rowsOf(buildLimit('2025-09-15', 20, { stops })).filter(({ kind }) => kind === 'stopped')
    expect(named.map(({ from, to, why }) => `${from.slice(8)}..${to.slice(8)} ${why}`)).toEqual([
      '19..22 因检验检测停止计时，不计入',
      '23..23 因检验检测、听证停止计时，不计入',
      '24..24 因听证停止计时，不计入',
    ])
  })

  it('shows an extension with its basis and reason behind the length itself', () => {
    const extension = {
      id: 'e',
      on: calendarDate('2025-09-18'),
      workdays: 10,
      basis: '行政许可法第四十二条',
      reason: '需要补充论证',
    }
    const last = rowsOf(buildLimit('2025-09-01', 5, { extension })).at(-1)
    expect(last).toMatchObject({ kind: 'extended', total: 15, basis: '行政许可法第四十二条' })
    expect(last!.why).toContain('经批准延长 10 个工作日（需要补充论证）')
  })

  it('of a limit in days counts every day, and rolls on from a rest day by law', () => {
    expect(inShort(buildLimit('2025-09-21', 10, { unit: 'day' }))).toEqual([
      '09-21..09-21 opening 0 0',
      '09-22..10-01 counted 10 10',
      '10-02..10-09 rolled 0 10',
    ])
    expect(rowsOf(buildLimit('2025-09-21', 10, { unit: 'day' })).at(-1)!.basis).toBe('民法典第二百零三条')
  })

  it('tells the days that are still ahead, and those that are too many', () => {
    const rows = rowsOf(buildLimit('2025-09-15', 3), '2025-09-16')
    expect(rows.map(({ isAhead }) => isAhead)).toEqual([false, false, true])
    expect(rowsOf(buildLimit('2025-09-15', 3), '2025-09-22').at(-1)).toMatchObject({
      kind: 'over',
      counted: 2,
      total: 3,
    })
  })

  it("names a division's own closing day and its basis", () => {
    const closure = {
      division: '450000',
      date: calendarDate('2026-04-20'),
      name: '三月三',
      isOffDay: true,
      basis: '地方性法规',
    }
    const local = workdayCalendar(SHIPPED_YEARS, [closure])
    const row = accountOf(buildLimit('2026-04-16', 5), local, calendarDate('2026-04-16')).find(
      ({ kind }) => kind === 'off',
    )
    expect(row).toMatchObject({ from: '2026-04-20', to: '2026-04-20', why: '三月三放假，不计入', basis: '地方性法规' })
  })

  it('is empty where nothing is counted', () => {
    expect(rowsOf(buildLimit('2025-09-29', 0, { unit: 'instant' }))).toEqual([])
    expect(rowsOf(buildLimit('2025-09-29', 0, { unit: 'none' }))).toEqual([])
  })

  it('of 365 workdays stays readable: named days stand alone, plain weeks are one stretch', () => {
    const rows = rowsOf(buildLimit('2024-01-02', 365))
    expect(rows.at(-1)!.total).toBe(365)
    expect(rows.length).toBeLessThan(60)
  })

  it('adds up for every limit: each day once, in order, to the length and to the due date', () => {
    const start = fc.integer({ min: 0, max: 1500 }).map((days) => addDays(calendarDate('2022-01-01'), days))
    const stop = fc.tuple(fc.nat(60), fc.nat(30))
    const any = fc.record({
      startOn: start,
      value: fc.integer({ min: 1, max: 60 }),
      unit: fc.constantFrom('workday' as const, 'day' as const),
      stops: fc.array(stop, { maxLength: 3 }),
      extended: fc.boolean(),
    })
    fc.assert(
      fc.property(any, fc.nat(120), ({ startOn, value, unit, stops, extended }, after) => {
        const extension = { id: 'e', on: startOn, workdays: 10, basis: '依据', reason: '理由' }
        const limit = buildLimit(startOn, value, {
          unit,
          stops: stops.map(([from, length]) => buildStop(addDays(startOn, from), addDays(startOn, from + length))),
          ...(extended && { extension }),
        })
        const rows = accountOf(limit, calendar, addDays(startOn, after))
        for (const [index, row] of rows.entries()) {
          const before = rows[index - 1]
          if (before) expect(row.from).toBe(addDays(before.to, 1))
        }
        const inTime = rows.filter(({ kind }) => kind !== 'over')
        expect(inTime.at(-1)!.to).toBe(readClock(limit, calendar, startOn).dueOn)
        expect(inTime.at(-1)!.total).toBe(value + (extended ? 10 : 0))
      }),
    )
  })
})
