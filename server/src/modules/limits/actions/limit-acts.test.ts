import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { calendarDate, newPublicId } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { createLimits } from '../index.ts'
import type { LimitsApi } from '../index.ts'
import type { OpenLimit } from './open-limit.ts'

let app: TestApp
let clerk: Actor
const limits: LimitsApi = createLimits().api

beforeAll(async () => {
  app = await openTestApp()
  clerk = actorWith(app, ['window-clerk'])
})
afterAll(() => app.close())

/** Runs an act of the module at noon of a day. */
function on<T>(day: string, fn: (ctx: Context) => Promise<T>, mode: 'read' | 'write' | 'record' = 'write'): Promise<T> {
  app.at(`${day}T12:00:00+08:00`)
  return app.as(clerk, fn, mode)
}

function promise(subject: string, over: Partial<OpenLimit> = {}): OpenLimit {
  return {
    subject,
    division: '450721',
    kind: 'handling-promised',
    title: '承诺办结时限',
    startOn: calendarDate('2025-09-15'),
    length: { value: 20, unit: 'workday' },
    basis: '实施清单承诺办结时限',
    ...over,
  }
}

const law = (subject: string) =>
  promise(subject, {
    kind: 'handling-statutory',
    title: '法定办结时限',
    length: { value: 30, unit: 'workday' },
    basis: '行政许可法第四十二条',
  })

async function accepted(): Promise<string> {
  const subject = newPublicId('450721')
  await on('2025-09-15', async (ctx) => {
    await limits.open(ctx, promise(subject))
    await limits.open(ctx, law(subject))
  })
  return subject
}

const entriesOf = (subject: string) =>
  app.sql<{ kind: string; body: Record<string, unknown> }>(
    `select kind, canonical::json->'body' as body from ledger.entries where stream = $1 order by seq`,
    [`case:${subject}`],
  )

const viewsOf = async (day: string, subject: string) =>
  (await on(day, (ctx) => limits.listFor(ctx, [subject]), 'read')).get(subject)!

const inspection = { code: 'inspection', name: '检验检测' }

describe('opening a limit', () => {
  it('gives its due date, says why, and records it in the chain of the case', async () => {
    const subject = newPublicId('450721')
    const view = await on('2025-09-29', (ctx) =>
      limits.open(
        ctx,
        promise(subject, { startOn: calendarDate('2025-09-29'), length: { value: 5, unit: 'workday' } }),
      ),
    )
    expect(view).toMatchObject({ dueOn: '2025-10-13', provisional: false, level: 'normal', remainingWorkdays: 5 })
    expect(view.explanation).toContain('避开国庆节、中秋节')
    expect(await entriesOf(subject)).toEqual([
      {
        kind: 'limits/LimitOpened.v1',
        body: expect.objectContaining({ subject, dueOn: '2025-10-13', kind: 'handling-promised' }),
      },
    ])
  })

  it('refuses a second clock of the same kind, an unknown division and a length without a unit to count in', async () => {
    const subject = await accepted()
    const open = (over: Partial<OpenLimit>) => on('2025-09-15', (ctx) => limits.open(ctx, promise(subject, over)))
    await expect(open({})).rejects.toThrow('limits/already-open')
    await expect(open({ kind: 'notify', division: '4507' })).rejects.toThrow('limits/unknown-division')
    await expect(open({ kind: 'notify', length: { value: 0, unit: 'workday' } })).rejects.toThrow('limits/bad-length')
    await expect(open({ kind: 'notify', startOn: calendarDate('1980-01-01') })).rejects.toThrow(
      'limits/outside-calendar',
    )
  })
})

describe('special procedures', () => {
  it('stop promise and law together, and move both by the workdays that they took', async () => {
    const subject = await accepted()
    const suspended = await on('2025-09-18', (ctx) =>
      limits.suspend(ctx, {
        subject,
        procedure: inspection,
        legalBasis: '行政许可法第四十五条',
        noticeDocumentNo: '灵审特告〔2025〕1号',
        expectedWorkdays: 4,
        from: calendarDate('2025-09-18'),
      }),
    )
    expect(suspended.map((view) => [view.kind, view.level, view.dueOn])).toEqual([
      ['handling-promised', 'stopped', '2025-10-23'],
      ['handling-statutory', 'stopped', '2025-11-06'],
    ])
    expect(suspended[0]!.stoppedBecause).toBe('检验检测（行政许可法第四十五条）')
    const resumed = await on('2025-09-24', (ctx) =>
      limits.resume(ctx, { subject, on: calendarDate('2025-09-24'), reason: '检测报告已出具' }),
    )
    expect(resumed.map((view) => view.dueOn)).toEqual(['2025-10-23', '2025-11-06'])
    const views = await viewsOf('2025-09-26', subject)
    expect(views[0]!.elapsedWorkdays).toBe(5)
    expect(views[0]!.intervals.map((one) => [one.kind, one.from, one.to])).toEqual([
      ['run', '2025-09-15', '2025-09-18'],
      ['stopped', '2025-09-18', '2025-09-24'],
      ['run', '2025-09-24', undefined],
    ])
    expect(views[0]!.strip.at(-1)!.to).toBe(views[1]!.dueOn)
    expect((await entriesOf(subject)).map((entry) => entry.kind)).toEqual([
      'limits/LimitOpened.v1',
      'limits/LimitOpened.v1',
      'limits/LimitSuspended.v1',
      'limits/LimitResumed.v1',
    ])
  })

  it('need a legal basis, something to stop, and an order of days', async () => {
    const subject = await accepted()
    const stop = (over: object) =>
      on('2025-09-18', (ctx) =>
        limits.suspend(ctx, {
          subject,
          procedure: inspection,
          legalBasis: '行政许可法第四十五条',
          noticeDocumentNo: '灵审特告〔2025〕1号',
          expectedWorkdays: 1,
          from: calendarDate('2025-09-18'),
          ...over,
        }),
      )
    await expect(stop({ legalBasis: '' })).rejects.toThrow('limits/no-legal-basis')
    await expect(stop({ noticeDocumentNo: ' ' })).rejects.toThrow('limits/no-written-notice')
    await expect(stop({ from: calendarDate('2025-09-19') })).rejects.toThrow('limits/date-out-of-order')
    await expect(stop({ subject: newPublicId('450721') })).rejects.toThrow('limits/nothing-to-stop')
    const resume = () =>
      on('2025-09-18', (ctx) => limits.resume(ctx, { subject, on: calendarDate('2025-09-18'), reason: '' }))
    await expect(resume()).rejects.toThrow('limits/not-stopped')
    await stop({})
    await expect(stop({})).rejects.toThrow('limits/already-stopped')
  })

  it('that overlap are counted once, and each ends by itself', async () => {
    const subject = await accepted()
    const stop = (code: string, day: string) =>
      on(day, (ctx) =>
        limits.suspend(ctx, {
          subject,
          procedure: { code, name: code },
          legalBasis: '行政许可法第四十五条',
          noticeDocumentNo: '灵审特告〔2025〕1号',
          expectedWorkdays: 1,
          from: calendarDate(day),
        }),
      )
    await stop('hearing', '2025-09-18')
    await stop('appraisal', '2025-09-19')
    const one = await on('2025-09-22', (ctx) =>
      limits.resume(ctx, { subject, on: calendarDate('2025-09-22'), reason: '听证结束', procedureCode: 'hearing' }),
    )
    expect(one[0]!.level).toBe('stopped')
    const all = await on('2025-09-24', (ctx) =>
      limits.resume(ctx, { subject, on: calendarDate('2025-09-24'), reason: '鉴定结束' }),
    )
    expect(all[0]!.dueOn).toBe('2025-10-23')
  })

  it('do not stop the clock of the notice or of the delivery', async () => {
    const subject = newPublicId('450721')
    await on('2025-09-15', (ctx) =>
      limits.open(ctx, promise(subject, { kind: 'notify', length: { value: 5, unit: 'workday' } })),
    )
    const stop = on('2025-09-16', (ctx) =>
      limits.suspend(ctx, {
        subject,
        procedure: inspection,
        legalBasis: '行政许可法第四十五条',
        noticeDocumentNo: '灵审特告〔2025〕1号',
        expectedWorkdays: 1,
        from: calendarDate('2025-09-16'),
      }),
    )
    await expect(stop).rejects.toThrow('limits/nothing-to-stop')
  })
})

describe('extending', () => {
  const extension = {
    kind: 'handling-statutory' as const,
    workdays: 10,
    basis: '行政许可法第四十二条',
    reason: '案情复杂',
  }

  it('moves the due date once, with its basis in the explanation', async () => {
    const subject = await accepted()
    const view = await on('2025-10-10', (ctx) => limits.extend(ctx, { subject, ...extension }))
    expect(view.dueOn).toBe('2025-11-14')
    expect(view.explanation).toContain('经批准延长10个工作日（行政许可法第四十二条）')
    await expect(on('2025-10-10', (ctx) => limits.extend(ctx, { subject, ...extension }))).rejects.toThrow(
      'limits/already-extended',
    )
  })

  it('refuses a kind that is not open, and one that the law does not extend', async () => {
    const subject = await accepted()
    await on('2025-09-15', (ctx) =>
      limits.open(ctx, promise(subject, { kind: 'delivery', length: { value: 10, unit: 'workday' } })),
    )
    const extend = (kind: 'notify' | 'delivery') =>
      on('2025-09-16', (ctx) => limits.extend(ctx, { subject, ...extension, kind }))
    await expect(extend('notify')).rejects.toThrow('limits/not-found')
    await expect(extend('delivery')).rejects.toThrow('limits/not-extendable')
  })
})

describe('closing', () => {
  it('judges on the day of the act, ends open stops, and is quiet when nothing is open', async () => {
    const subject = await accepted()
    await on('2025-10-20', (ctx) =>
      limits.close(ctx, { subject, kinds: ['handling-promised'], on: calendarDate('2025-10-20') }),
    )
    await on('2025-10-21', (ctx) => limits.close(ctx, { subject, on: calendarDate('2025-10-21') }))
    await on('2025-10-22', (ctx) => limits.close(ctx, { subject, on: calendarDate('2025-10-22') }), 'record')
    const views = await viewsOf('2026-03-01', subject)
    expect(views.map((view) => [view.level, view.isOnTime, view.overdueWorkdays])).toEqual([
      ['closed', false, 1],
      ['closed', true, 0],
    ])
    const closed = (await entriesOf(subject)).filter((entry) => entry.kind === 'limits/LimitClosed.v1')
    expect(closed.map((entry) => entry.body['limits'])).toMatchObject([[{ isOnTime: false }], [{ isOnTime: true }]])
  })

  it('allows a new clock of the same kind afterwards', async () => {
    const subject = newPublicId('450721')
    const notify = promise(subject, { kind: 'notify', length: { value: 5, unit: 'workday' } })
    await on('2025-09-15', (ctx) => limits.open(ctx, notify))
    await on('2025-09-16', (ctx) => limits.close(ctx, { subject, on: calendarDate('2025-09-16') }))
    const again = await on('2025-09-18', (ctx) => limits.open(ctx, { ...notify, startOn: calendarDate('2025-09-18') }))
    expect(again.dueOn).toBe('2025-09-25')
    expect(await viewsOf('2025-09-18', subject)).toHaveLength(2)
  })
})

describe('listing the limits of many subjects', () => {
  it('keeps them apart, and leaves out who has none', async () => {
    const [a, b, none] = [await accepted(), await accepted(), newPublicId('450721')]
    const found = await on('2025-10-13', (ctx) => limits.listFor(ctx, [a, b, none]), 'read')
    expect([...found.keys()].sort()).toEqual([a, b].sort())
    expect(found.get(a)!.map((view) => [view.kind, view.level])).toEqual([
      ['handling-promised', 'soon'],
      ['handling-statutory', 'normal'],
    ])
    expect(await on('2025-10-13', (ctx) => limits.listFor(ctx, []), 'read')).toEqual(new Map())
  })
})
