import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { calendarDate, newPublicId, systemActor } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ListRunningLimits } from '../contract/index.ts'
import { limitsPermits } from '../contract/permits.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { createLimits } from '../index.ts'
import { listRunningLimits } from '../queries/list-running-limits.ts'
import { createCalendars } from '../store/calendars.ts'
import { DEFAULT_ALARM_POLICY } from '../domain/alarm-level.ts'
import type { OpenLimit } from './open-limit.ts'

const { api: limits } = createLimits()
const system = systemActor('limits/raise-alarms')
let app: TestApp

beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.sql('truncate limits.limits, limits.intervals')
})

const on = <T>(day: string, fn: (ctx: Context) => Promise<T>, actor: Actor = system): Promise<T> => {
  app.at(`${day}T12:00:00+08:00`)
  return app.as(actor, fn, 'record')
}

async function opened(over: Partial<OpenLimit> = {}): Promise<string> {
  const subject = newPublicId((over.division ?? '450721').slice(0, 6))
  await on('2025-09-15', (ctx) =>
    limits.open(ctx, {
      subject,
      subjectNo: '4507212509150001',
      division: '450721',
      kind: 'handling-promised',
      title: '承诺办结时限',
      startOn: calendarDate('2025-09-15'),
      length: { value: 20, unit: 'workday' },
      basis: '实施清单',
      ...over,
    }),
  )
  return subject
}

const scan = (day: string) => on(day, (ctx) => limits.raiseAlarms(ctx, { size: 200 }))
const alarmsOf = async (subject: string) => {
  const rows = await app.sql<{ body: { level: string; on: string } }>(
    `select canonical::json->'body' as body from ledger.entries where stream = $1 and kind = 'limits/LimitAlarmed.v1' order by seq`,
    [`case:${subject}`],
  )
  return rows.map(({ body }) => [body.level, body.on])
}

describe('the alarm scan', () => {
  it('gives each level once, on its day', async () => {
    const subject = await opened()
    const due: number[] = []
    for (const day of [
      '2025-10-11',
      '2025-10-13',
      '2025-10-13',
      '2025-10-17',
      '2025-10-18',
      '2025-10-22',
      '2025-12-01',
    ])
      due.push(await scan(day))
    expect(due).toEqual([0, 1, 0, 1, 1, 1, 0])
    expect(await alarmsOf(subject)).toEqual([
      ['soon', '2025-10-13'],
      ['today', '2025-10-17'],
      ['yellow', '2025-10-18'],
      ['red', '2025-10-22'],
    ])
  })

  it('makes up for the levels that passed while nobody looked', async () => {
    const subject = await opened()
    expect(await scan('2025-12-01')).toBe(1)
    expect((await alarmsOf(subject)).map(([level]) => level)).toEqual(['soon', 'today', 'yellow', 'red'])
  })

  it('says nothing of a stopped or closed limit, and begins anew when the due date moved away', async () => {
    const subject = await opened()
    await scan('2025-10-13')
    await on('2025-10-13', (ctx) =>
      limits.suspend(ctx, {
        subject,
        procedure: { code: 'inspection', name: '检验检测' },
        legalBasis: '行政许可法第四十五条',
        noticeDocumentNo: '灵审特告〔2025〕1号',
        expectedWorkdays: 1,
        from: calendarDate('2025-10-13'),
      }),
    )
    expect(await scan('2025-11-17')).toBe(0)
    await on('2025-11-17', (ctx) => limits.resume(ctx, { subject, on: calendarDate('2025-11-17'), reason: '完成' }))
    expect(await scan('2025-11-20')).toBe(0)
    expect(await scan('2025-11-21')).toBe(1)
    await on('2025-11-21', (ctx) => limits.close(ctx, { subject, on: calendarDate('2025-11-21') }))
    expect(await scan('2026-01-01')).toBe(0)
    expect((await alarmsOf(subject)).map(([level]) => level)).toEqual(['soon', 'today'])
  })

  it('works through more than one batch by its timer', async () => {
    const subjects = await Promise.all(Array.from({ length: 3 }, () => opened()))
    const timer = createLimits().timers!.find((one) => one.name === 'limits/raise-alarms')!
    app.at('2025-10-13T00:05:00+08:00')
    await timer.work((fn) => app.as(system, fn, 'record'))
    for (const subject of subjects) expect(await alarmsOf(subject)).toHaveLength(1)
  })

  it('finds what is due through the index of next alarms', async () => {
    await opened()
    await app.sql(`insert into limits.limits (jurisdiction, id, subject, subject_kind, division, kind, title, basis, start_on,
        length_value, length_unit, opened_at, state, due_on, provisional, next_alarm_on)
      select jurisdiction, gen_random_uuid(), subject || n, subject_kind, division, kind, title, basis, start_on,
        length_value, length_unit, opened_at, state, due_on, provisional, next_alarm_on + n
      from limits.limits, generate_series(1, 5000) as n`)
    await app.sql('analyze limits.limits')
    const plan = await app.sql<{ 'QUERY PLAN': string }>(
      `explain select * from limits.limits where next_alarm_on <= '2025-10-13' order by next_alarm_on, jurisdiction, id limit 200`,
    )
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('limits_next_alarm')
  })
})

describe("the supervisor's list", () => {
  const deps = { calendars: createCalendars(), policy: DEFAULT_ALARM_POLICY }
  const list = (day: string, input: Partial<InputOf<typeof ListRunningLimits>> = {}, division = '450721') => {
    const supervisor = actorWith({ ...app, permits: Object.values(limitsPermits) }, ['supervisor'], { division })
    return on(day, (ctx) => listRunningLimits({ ...ctx, ...deps }, { size: 20, ...input }), supervisor)
  }

  it('shows running limits by level as of today, without waiting for a scan', async () => {
    const [promise, red] = [
      await opened(),
      await opened({ kind: 'handling-statutory', title: '法定办结时限', length: { value: 5, unit: 'workday' } }),
    ]
    await opened({ length: { value: 60, unit: 'workday' } })
    const found = await list('2025-10-13')
    expect(found.counts).toEqual({ normal: 1, soon: 1, today: 0, yellow: 0, red: 1, stopped: 0 })
    expect(found.items.map((item) => item.level)).toEqual(['red', 'soon', 'normal'])
    expect((await list('2025-10-13', { level: 'red' })).items).toMatchObject([
      { subject: red, subjectNo: '4507212509150001', division: '450721' },
    ])
    expect((await list('2025-10-13', { level: 'soon' })).items.map((item) => item.subject)).toEqual([promise])
    expect((await list('2025-10-13', { kind: 'handling-statutory' })).counts).toMatchObject({ red: 1, soon: 0 })
  })

  it('counts each level as the view of each limit says', async () => {
    const units = ['workday', 'day', 'instant', 'none'] as const
    for (const unit of units) {
      for (const kind of ['handling-promised', 'handling-statutory', 'correction'] as const) {
        const value = unit === 'workday' || unit === 'day' ? 8 : 0
        await opened({ kind, length: { value, unit } })
      }
    }
    for (const day of ['2025-09-15', '2025-09-22', '2025-09-25', '2025-09-26', '2025-09-27', '2025-10-11']) {
      const { items, counts } = await list(day)
      const seen = Object.fromEntries(
        Object.keys(counts).map((level) => [level, items.filter((item) => item.level === level).length]),
      )
      expect(seen).toEqual(counts)
    }
  })

  it('ends at the border of the reach', async () => {
    await opened()
    await opened({ division: '620423' })
    expect((await list('2025-09-16')).items).toHaveLength(1)
    expect((await list('2025-09-16', {}, '620423')).items).toHaveLength(1)
    expect((await list('2025-09-16', { division: '620423' })).items).toEqual([])
    const clerk = actorWith({ ...app, permits: Object.values(limitsPermits) }, ['window-clerk'])
    const none = await on('2025-09-16', (ctx) => listRunningLimits({ ...ctx, ...deps }, { size: 20 }), clerk)
    expect(none.items).toEqual([])
  })

  it('turns pages without losing or repeating a row, also those without a due date', async () => {
    for (const value of [3, 3, 3, 9]) await opened({ length: { value, unit: 'workday' } })
    await opened({ length: { value: 0, unit: 'none' } })
    await opened({ length: { value: 0, unit: 'none' } })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await list('2025-09-16', { size: 2, ...(after && { after }) })
      seen.push(...page.items.map((item) => item.id))
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(6)
    expect(seen).toHaveLength(6)
    await expect(list('2025-09-16', { after: 'nonsense' })).rejects.toThrow('limits/bad-page')
  })
})
