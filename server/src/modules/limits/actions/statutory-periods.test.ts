import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { calendarDate, newPublicId, systemActor } from '../../../kernel/index.ts'
import { STATUTORY_PERIODS } from '../contract/index.ts'
import type { LimitKind, LimitLength } from '../contract/index.ts'

const system = systemActor('test')
let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
beforeEach(() => app.at('2025-09-15T09:00:00+08:00'))
afterAll(() => app.close())

const limits = () => app.modules.limits.api
async function open(kind: LimitKind, length: LimitLength, startOn = '2025-09-15') {
  const subject = newPublicId('450721')
  const view = await app.as(system, (ctx) =>
    limits().open(ctx, {
      subject,
      division: '450721',
      kind,
      title: '时限',
      startOn: calendarDate(startOn),
      length,
      basis: '实施清单',
    }),
  )
  return { subject, view }
}
const extend = (subject: string, kind: LimitKind, workdays: number, lawfulMost?: number) =>
  app.as(system, (ctx) =>
    limits().extend(ctx, {
      subject,
      kind,
      workdays,
      basis: STATUTORY_PERIODS.extension.basis,
      reason: '情况复杂',
      ...(lawfulMost !== undefined && { lawfulMost }),
    }),
  )

describe('the lengths that real items have', () => {
  it('are 365 workdays, days by the calendar, the same day, and none at all', async () => {
    const year = (await open('handling-statutory', { value: 365, unit: 'workday' })).view
    // Counted day by day from the same notices; 2027 is not announced and has weekends only.
    expect(year.dueOn).toBe('2027-03-03')
    expect(year.provisional).toBe(true)
    expect(year.explanation).toContain('2027年放假安排尚未公布')
    const days = (await open('handling-statutory', { value: 16, unit: 'day' })).view
    expect([days.dueOn, days.provisional]).toEqual(['2025-10-09', false])
    expect(days.explanation).toContain('民法典第二百零三条')
    expect((await open('handling-promised', { value: 0, unit: 'instant' })).view.dueOn).toBe('2025-09-15')
    const none = (await open('handling-statutory', { value: 0, unit: 'none' })).view
    expect([none.dueOn, none.level]).toEqual([undefined, 'normal'])
  })

  it('of promise and law run side by side, with the same stops', async () => {
    const { subject } = await open('handling-promised', { value: 10, unit: 'workday' })
    await app.as(system, (ctx) =>
      limits().open(ctx, {
        subject,
        division: '450721',
        kind: 'handling-statutory',
        title: '法定办结时限',
        startOn: calendarDate('2025-09-15'),
        length: { value: STATUTORY_PERIODS.decision.workdays, unit: 'workday' },
        basis: STATUTORY_PERIODS.decision.basis,
      }),
    )
    const stopped = await app.as(system, (ctx) =>
      limits().suspend(ctx, {
        subject,
        procedure: { code: 'hearing', name: '听证' },
        legalBasis: '行政许可法第四十五条',
        noticeDocumentNo: '灵审听告〔2025〕1号',
        expectedWorkdays: 4,
        from: calendarDate('2025-09-15'),
      }),
    )
    expect(stopped.map(({ kind, level }) => [kind, level])).toEqual([
      ['handling-promised', 'stopped'],
      ['handling-statutory', 'stopped'],
    ])
  })
})

describe('an extension', () => {
  it('is ten workdays at most, once, unless another law allows more', async () => {
    const { subject } = await open('handling-statutory', { value: 20, unit: 'workday' })
    await expect(extend(subject, 'handling-statutory', 11)).rejects.toThrow('limits/extension-too-long')
    expect((await extend(subject, 'handling-statutory', 10)).dueOn).toBe('2025-10-31')
    await expect(extend(subject, 'handling-statutory', 1)).rejects.toThrow('limits/already-extended')
    const special = await open('handling-statutory', { value: 20, unit: 'workday' })
    expect((await extend(special.subject, 'handling-statutory', 30, 30)).dueOn).toBe('2025-11-28')
  })

  it('of joint handling, forty-five workdays, is fifteen at most', async () => {
    const { joint, jointExtension } = STATUTORY_PERIODS
    const { subject, view } = await open('joint', { value: joint.workdays, unit: 'workday' })
    expect(view.dueOn).toBe('2025-11-21')
    await expect(extend(subject, 'joint', 16)).rejects.toThrow('limits/extension-too-long')
    expect((await extend(subject, 'joint', jointExtension.workdays)).dueOn).toBe('2025-12-12')
  })

  it('is not for the notice nor for delivery', async () => {
    const notice = await open('notify', { value: STATUTORY_PERIODS.notify.workdays, unit: 'workday' })
    await expect(extend(notice.subject, 'notify', 5, 30)).rejects.toThrow('limits/not-extendable')
    const delivery = await open('delivery', { value: STATUTORY_PERIODS.delivery.workdays, unit: 'workday' })
    await expect(extend(delivery.subject, 'delivery', 5)).rejects.toThrow('limits/not-extendable')
  })
})
