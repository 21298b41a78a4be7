import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/calendar-date.ts'
import { buildLimit, buildStop, shippedCalendar as calendar } from '../fixtures.ts'
import { explainLimit } from './explanation.ts'
import type { Limit } from './limit.ts'

const explain = (limit: Limit, today = '2025-09-30') => explainLimit(limit, calendar, calendarDate(today))

describe('the explanation of a due date', () => {
  it('names the holiday left out and the make-up day counted in', () => {
    expect(explain(buildLimit('2025-09-29', 5))).toBe(
      '承诺办结时限（行政许可法第四十二条）：自2025年9月29日的次日起算5个工作日，避开国庆节、中秋节（10月1日至8日），10月11日调休上班照常计入，于2025年10月13日届满。',
    )
  })

  it('names a stop with its basis and the workdays it took', () => {
    const limit = buildLimit('2025-09-15', 20, { stops: [buildStop('2025-09-18', '2025-09-24')] })
    expect(explain(limit)).toContain(
      '因检验检测停止计时4个工作日（9月19日至24日，行政许可法第四十五条），于2025年10月23日届满。',
    )
  })

  it('tells overlapping stops together, so that no workday seems to be left out twice', () => {
    const hearing = { procedure: { code: 'hearing', name: '听证' } }
    const stops = [buildStop('2025-09-18', '2025-09-23'), buildStop('2025-09-19', '2025-09-24', hearing)]
    const text = explain(buildLimit('2025-09-15', 20, { stops }))
    expect(text).toContain(
      '因检验检测、听证停止计时4个工作日（9月19日至24日，行政许可法第四十五条），于2025年10月23日届满。',
    )
  })

  it('says that an open stop still holds the clock', () => {
    const text = explain(buildLimit('2025-09-15', 20, { stops: [buildStop('2025-09-18')] }))
    expect(text).toContain('9月18日起因检验检测停止计时（行政许可法第四十五条），恢复后继续计算')
    expect(text).toContain('预计不早于')
  })

  it('names an extension with its basis', () => {
    const extension = {
      id: 'e',
      on: calendarDate('2025-10-10'),
      workdays: 10,
      basis: '行政许可法第四十二条',
      reason: '情况复杂',
    }
    expect(explain(buildLimit('2025-09-15', 20, { extension }))).toContain(
      '经批准延长10个工作日（行政许可法第四十二条）',
    )
  })

  it('says that a date in a year without an official calendar is provisional', () => {
    const text = explain(buildLimit('2026-11-22', 45), '2026-11-22')
    expect(text).toContain('届满。2027年放假安排尚未公布，暂按周末推算，该日期为暂定，公布后重新计算。')
    expect(explain(buildLimit('2026-12-21', 5), '2026-12-21')).toContain('2027年放假安排尚未公布')
    expect(explain(buildLimit('2026-11-22', 5), '2026-11-22')).not.toContain('暂定')
  })

  it('says how a limit in days rolls over a rest day', () => {
    expect(explain(buildLimit('2025-09-21', 10, { unit: 'day' }))).toBe(
      '承诺办结时限（行政许可法第四十二条）：自2025年9月21日的次日起算10日，最后一日10月1日是休息日，顺延至下一个工作日（民法典第二百零三条），于2025年10月9日届满。',
    )
  })

  it('is plain for instant items and for those without a period', () => {
    expect(explain(buildLimit('2025-09-29', 0, { unit: 'instant' }))).toBe(
      '承诺办结时限：即办件，受理当日（2025年9月29日）办结。',
    )
    expect(explain(buildLimit('2025-09-29', 0, { unit: 'none' }))).toBe('承诺办结时限：该事项没有规定办理时限。')
  })

  it('gives the year where a date lies in another one than the opening day', () => {
    expect(explain(buildLimit('2025-12-25', 5))).toContain('避开元旦（2026年1月1日至3日）')
  })
})
