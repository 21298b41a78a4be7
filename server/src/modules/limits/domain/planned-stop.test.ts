import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/calendar-date.ts'
import { buildLimit, buildStop, shippedCalendar as calendar } from '../fixtures.ts'
import { outlookOf, plannedStop, STATUTORY_PROCEDURES } from './planned-stop.ts'

const limit = buildLimit('2025-09-15', 20)
const rules = { calendar, today: calendarDate('2025-09-16') }
const plan = (procedure: string, from: string, expectedWorkdays = 4, legalBasis?: string) =>
  plannedStop({ procedure, from: calendarDate(from), expectedWorkdays, legalBasis }, calendar)

describe('a planned stop', () => {
  it('moves the due date by the workdays that it is expected to take', () => {
    const stop = plan('检测', '2025-09-18')
    expect(stop).toMatchObject({ from: '2025-09-18', to: '2025-09-24', legalBasis: '行政许可法第四十五条' })
    expect(outlookOf(limit, stop, rules)).toMatchObject({ before: '2025-10-17', after: '2025-10-23', concerns: [] })
  })

  it('rests on article 45 where that names the procedure, else on the basis that is given, never on none', () => {
    for (const name of STATUTORY_PROCEDURES) expect(plan(name, '2025-09-18').legalBasis).toBe('行政许可法第四十五条')
    for (const name of ['现场勘验', '公示']) expect(() => plan(name, '2025-09-18')).toThrow('limits/no-legal-basis')
    expect(() => plan('公示', '2025-09-18', 4, '  ')).toThrow('limits/no-legal-basis')
    expect(plan('公示', '2025-09-18', 4, '某某条例第十条').legalBasis).toBe('某某条例第十条')
  })

  it('is worth a word when it begins late, changes nothing, or falls together with another', () => {
    const concernsOf = (from: string, of = limit) => outlookOf(of, plan('检测', from), rules).concerns.join()
    expect(concernsOf('2025-10-16')).toContain('只剩 1 个工作日')
    expect(concernsOf('2025-10-17')).toContain('不会改变到期日')
    const open = { ...limit, stops: [buildStop('2025-09-16')] }
    expect(concernsOf('2025-09-18', open)).toContain('还没有恢复')
  })

  it('is refused for a clock that the law does not stop, and before the clock began', () => {
    const notify = buildLimit('2025-09-15', 5, { kind: 'notify' })
    expect(() => outlookOf(notify, plan('检测', '2025-09-18'), rules)).toThrow('limits/nothing-to-stop')
    expect(() => outlookOf(limit, plan('检测', '2025-09-12'), rules)).toThrow('limits/date-out-of-order')
    expect(() => plan('检测', '2099-12-30', 400)).toThrow('limits/outside-calendar')
  })
})
