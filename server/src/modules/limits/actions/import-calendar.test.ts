import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { calendarDate, newPublicId, systemActor } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { LedgerEntry } from '../../../platform/ledger/entry.ts'
import { limitsPermits } from '../contract/permits.ts'
import { createLimits } from '../index.ts'
import type { LimitsApi } from '../index.ts'

const operator = systemActor('operator')
/** Invented: the State Council has not announced 2027 yet. */
const NOTICE = 'https://www.gov.cn/zhengce/zhengceku/202611/content_0000000.htm'
const year2027 = {
  year: 2027,
  papers: [NOTICE],
  days: [
    { date: '2027-01-01', name: '元旦', isOffDay: true },
    ...['05', '06', '07', '08', '09', '10', '11', '12'].map((day) => ({
      date: `2027-02-${day}`,
      name: '春节',
      isOffDay: true,
    })),
    { date: '2027-02-14', name: '春节', isOffDay: false },
  ],
}
const MISSING = ['清明', '劳动', '端午', '中秋', '国庆']
const file = JSON.stringify(year2027)

let app: TestApp
let limits: LimitsApi

beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.sql(
    `truncate limits.limits, limits.intervals, limits.calendar_years, limits.calendar_days, limits.local_days`,
  )
  await app.sql(`update limits.calendar_revisions set revision = revision + 1`)
  limits = createLimits().api
  app.at('2026-11-22T12:00:00+08:00')
})

const asOperator = <T>(fn: (ctx: Context) => Promise<T>, mode: 'read' | 'write' | 'record' = 'write') =>
  app.as(operator, fn, mode)

/** A case filed on 22 November 2026. */
async function filed(workdays: number, division = '450721'): Promise<string> {
  const subject = newPublicId(division.slice(0, 6))
  const startOn = calendarDate('2026-11-22')
  await asOperator((ctx) =>
    limits.open(ctx, {
      subject,
      division,
      kind: 'handling-promised',
      title: '承诺办结时限',
      startOn,
      length: { value: workdays, unit: 'workday' },
      basis: '实施清单',
    }),
  )
  return subject
}

const viewOf = async (subject: string, api = limits) =>
  (await asOperator((ctx) => api.listFor(ctx, [subject]), 'read')).get(subject)![0]!

describe('importing the calendar of the coming year', () => {
  it('moves a provisional due date, says so in the case and in the report, and is done once', async () => {
    const far = await filed(60)
    const near = await filed(5)
    expect(await viewOf(far)).toMatchObject({ dueOn: '2027-02-12', provisional: true })
    expect((await viewOf(far)).explanation).toContain('2027年放假安排尚未公布')
    expect(await viewOf(near)).toMatchObject({ dueOn: '2026-11-27', provisional: false })

    const report = await asOperator((ctx) => limits.importCalendar(ctx, { file }))
    expect(report.years).toEqual([
      { year: 2027, papers: [NOTICE], daysOff: 9, makeupWorkdays: 1, missingFestivals: MISSING, outcome: 'imported' },
    ])
    expect(report.recomputed).toMatchObject({ examined: 1, moved: 1, settled: 0, isComplete: true })
    expect(report.recomputed.limits).toMatchObject([
      { subject: far, wasDueOn: '2027-02-12', dueOn: '2027-02-22', provisional: false },
    ])

    const view = await viewOf(far)
    expect(view).toMatchObject({ dueOn: '2027-02-22', provisional: false })
    expect(view.explanation).toContain('避开元旦（2027年1月1日）、春节（2027年2月5日至12日）')
    expect(view.explanation).not.toContain('暂定')
    const recorded = await app.sql<{ kind: string }>(`select kind from ledger.entries where stream = $1 order by seq`, [
      `case:${far}`,
    ])
    expect(recorded.map((entry) => entry.kind)).toEqual(['limits/LimitOpened.v1', 'limits/LimitRecomputed.v1'])

    const again = await asOperator((ctx) => limits.importCalendar(ctx, { file }))
    expect(again).toMatchObject({ years: [{ outcome: 'unchanged' }], recomputed: { examined: 0 } })
  })

  it('of 45 workdays filed today reaches into 2027 and is provisional until then', async () => {
    const subject = await filed(45)
    const before = await viewOf(subject)
    expect(before).toMatchObject({ dueOn: '2027-01-22', provisional: true })
    await asOperator((ctx) => limits.importCalendar(ctx, { file }))
    expect(await viewOf(subject)).toMatchObject({ dueOn: '2027-01-25', provisional: false })
  })

  it('settles a due date that does not move', async () => {
    const subject = await filed(26)
    expect(await viewOf(subject)).toMatchObject({ dueOn: '2026-12-28', provisional: true })
    const report = await asOperator((ctx) => limits.importCalendar(ctx, { file }))
    expect(report.recomputed).toMatchObject({ moved: 0, settled: 1 })
    expect(await viewOf(subject)).toMatchObject({ dueOn: '2026-12-28', provisional: false })
  })

  it('is seen by other processes that hold the calendar in memory', async () => {
    const subject = await filed(60)
    const other = createLimits().api
    expect((await viewOf(subject, other)).dueOn).toBe('2027-02-12')
    await asOperator((ctx) => limits.importCalendar(ctx, { file }))
    expect((await viewOf(subject, other)).dueOn).toBe('2027-02-22')
  })

  it('that is rolled back leaves nothing behind, in memory either', async () => {
    const subject = await filed(60)
    const failing = asOperator(async (ctx) => {
      await limits.importCalendar(ctx, { file })
      throw new Error('the transaction fails')
    })
    await expect(failing).rejects.toThrow('the transaction fails')
    expect(await viewOf(subject)).toMatchObject({ dueOn: '2027-02-12', provisional: true })
  })

  it('takes a corrected notice in the place of the first', async () => {
    const subject = await filed(60)
    await asOperator((ctx) => limits.importCalendar(ctx, { file }))
    const corrected = { ...year2027, days: year2027.days.filter((day) => day.date !== '2027-02-14') }
    const report = await asOperator((ctx) => limits.importCalendar(ctx, { file: JSON.stringify(corrected) }))
    expect(report).toMatchObject({ years: [{ outcome: 'replaced', makeupWorkdays: 0 }], recomputed: { moved: 1 } })
    expect((await viewOf(subject)).dueOn).toBe('2027-02-23')
  })

  it('refuses a year that was not announced, a broken file, and the administrator of one county', async () => {
    const importing = (text: string, actor: Actor = operator) =>
      app.as(actor, (ctx) => limits.importCalendar(ctx, { file: text }))
    await expect(importing('{"year":2027,"papers":[],"days":[]}')).rejects.toThrow('limits/calendar-not-announced')
    await expect(importing('{')).rejects.toThrow('limits/calendar-malformed')
    const ofCounty = actorWith({ ...app, permits: Object.values(limitsPermits) }, ['system-admin'])
    await expect(importing(file, ofCounty)).rejects.toThrow('limits/installation-wide')
  })

  it('finishes by job what one transaction left over', async () => {
    const subject = await filed(60)
    await asOperator((ctx) => limits.importCalendar(ctx, { file }))
    await app.sql(`update limits.limits set due_on = '2027-02-12', provisional = true`)
    const job = createLimits().jobs![0]!
    const entry = { body: { changedFrom: '2026-12-26' } } as unknown as LedgerEntry
    await job.work(entry, (fn) => asOperator(fn, 'record'))
    const [row] = await app.sql(`select due_on::text, provisional from limits.limits where subject = $1`, [subject])
    expect(row).toEqual({ due_on: '2027-02-22', provisional: false })
  })

  it('settles provisional dates at night when a new version of the product brought the year', async () => {
    const subject = await filed(20)
    await app.sql(`update limits.limits set provisional = true`)
    const settle = createLimits().timers!.find((timer) => timer.name === 'limits/settle-provisional')!
    await settle.work((fn) => asOperator(fn, 'record'))
    const [row] = await app.sql(`select due_on::text, provisional from limits.limits where subject = $1`, [subject])
    expect(row).toEqual({ due_on: '2026-12-18', provisional: false })
  })
})

describe("a division's own days off", () => {
  const festival = {
    division: '450000',
    date: '2026-11-25',
    name: '地方节日',
    isOffDay: true,
    basis: '地方性法规第一条',
  }

  it('move the due dates of that division and all below it, and of no other', async () => {
    const here = await filed(5)
    const town = await filed(5, '450721101')
    const elsewhere = await filed(5, '620423')
    const report = await asOperator((ctx) => limits.declareLocalDays(ctx, { days: [festival] }))
    expect(report).toMatchObject({ declared: 1, unchanged: 0, recomputed: { moved: 2 } })
    expect((await viewOf(here)).dueOn).toBe('2026-11-30')
    expect((await viewOf(town)).explanation).toContain('避开地方节日（11月25日）')
    expect((await viewOf(elsewhere)).dueOn).toBe('2026-11-27')
    const again = await asOperator((ctx) => limits.declareLocalDays(ctx, { days: [festival] }))
    expect(again).toMatchObject({ declared: 0, unchanged: 1 })
  })

  it('are declared by an administrator of the place, with a basis', async () => {
    const admin = actorWith({ ...app, permits: Object.values(limitsPermits) }, ['system-admin'])
    const declare = (over: object) =>
      app.as(admin, (ctx) => limits.declareLocalDays(ctx, { days: [{ ...festival, ...over }] }))
    await expect(declare({})).rejects.toThrow('permit/out-of-reach')
    await expect(declare({ division: '450721', basis: '  ' })).rejects.toThrow('limits/no-legal-basis')
    expect(await declare({ division: '450721' })).toMatchObject({ declared: 1 })
  })
})
