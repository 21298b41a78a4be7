import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { calendarDate, newPublicId, systemActor } from '../../../kernel/index.ts'
import type { RuleInput } from '../contract/index.ts'
import { DEFAULT_ALARM_POLICY } from '../domain/alarm-level.ts'
import { listMoves } from '../queries/list-moves.ts'
import { listRules } from '../queries/list-rules.ts'
import { createCalendars } from '../store/calendars.ts'

const system = systemActor('operator')
const deps = { calendars: createCalendars(), policy: DEFAULT_ALARM_POLICY }
let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
beforeEach(() => app.at('2026-11-22T12:00:00+08:00'))
afterAll(() => app.close())

const limits = () => app.modules.limits.api
async function filed(division: string, title = '食品经营许可'): Promise<string> {
  const subject = newPublicId(division.slice(0, 6))
  await app.as(system, (ctx) =>
    limits().open(ctx, {
      subject,
      subjectNo: `办件 ${division}`,
      subjectTitle: title,
      division,
      kind: 'handling-promised',
      title: '承诺办结时限',
      startOn: calendarDate('2026-11-23'),
      length: { value: 5, unit: 'workday' },
      basis: '实施清单',
    }),
  )
  return subject
}
const dueOf = async (subject: string) =>
  (await app.as(system, (ctx) => limits().listFor(ctx, [subject]), 'read')).get(subject)![0]!.dueOn
const movesFor = (division: string, query: object = {}) =>
  app.as(
    actorWith(app, ['supervisor'], { division }),
    (ctx) => listMoves({ ...ctx, ...deps }, { size: 20, ...query }),
    'read',
  )
const closure = {
  division: '450721',
  date: '2026-11-25',
  name: '停电检修',
  isOffDay: true,
  basis: '灵政办〔2026〕8号（演示）',
}
const withdraw = (actor = system) =>
  app.as(actor, (ctx) => limits().withdrawLocalDay(ctx, { division: '450721', date: closure.date, reason: '检修改期' }))

describe('a day off that was declared by mistake', () => {
  it('is taken back: due dates move there and back, and the report names whose, from when to when, and why', async () => {
    const here = await filed('450721101')
    const elsewhere = await filed('620423')
    await app.as(system, (ctx) => limits().declareLocalDays(ctx, { days: [closure] }))
    expect([await dueOf(here), await dueOf(elsewhere)]).toEqual(['2026-12-01', '2026-11-30'])
    app.at('2026-11-23T09:00:00+08:00')
    const { recomputed } = await withdraw()
    expect(recomputed).toMatchObject({ moved: 1, isComplete: true })
    expect(await dueOf(here)).toBe('2026-11-30')
    const { items } = await movesFor('450721')
    expect(items.map(({ subject, wasDueOn, dueOn, because }) => [subject, wasDueOn, dueOn, because])).toEqual([
      [here, '2026-12-01', '2026-11-30', '撤销停电检修放假安排：检修改期'],
      [here, '2026-11-30', '2026-12-01', '停电检修放假安排'],
    ])
    expect(items[0]).toMatchObject({ subjectTitle: '食品经营许可', title: '承诺办结时限', provisional: false })
  })

  it('is taken back once, by an administrator of the place, and may be declared again', async () => {
    await expect(withdraw()).rejects.toThrow('limits/no-such-local-day')
    await app.as(system, (ctx) => limits().declareLocalDays(ctx, { days: [closure] }))
    const stranger = actorWith(app, ['system-admin'], { division: '620423' })
    await expect(withdraw(stranger)).rejects.toThrow('permit/out-of-reach')
    expect((await withdraw(actorWith(app, ['system-admin']))).recomputed.isComplete).toBe(true)
  })
})

describe('the report of what moved', () => {
  it('ends at the border of the reach, begins on a day, and turns pages without losing a row', async () => {
    expect((await movesFor('620423')).items).toEqual([])
    const all = (await movesFor('450721')).items
    expect(all.length).toBeGreaterThanOrEqual(2)
    const first = await movesFor('450721', { size: 1 })
    const second = await movesFor('450721', { size: 1, after: first.next })
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 2))
    expect((await movesFor('450721', { since: '2026-11-23' })).items.length).toBeLessThan(all.length)
    await expect(movesFor('450721', { after: 'x' })).rejects.toThrow('limits/bad-page')
  })
})

describe('a figure that no law sets', () => {
  const declare = (input: Partial<RuleInput> = {}, actor = system) =>
    app.as(actor, (ctx) =>
      limits().declareRule(ctx, {
        division: '450721',
        rule: 'soon-workdays',
        value: 4,
        validFrom: '2026-11-01',
        basis: '灵政办〔2026〕2号（演示）',
        ...input,
      }),
    )

  it('is declared for a place with its basis, and running limits follow it at once', async () => {
    const subject = await filed('450721')
    const levelOf = async () =>
      (await app.as(system, (ctx) => limits().listFor(ctx, [subject]), 'read')).get(subject)![0]!.level
    app.at('2026-11-24T09:00:00+08:00')
    expect(await levelOf()).toBe('normal')
    expect(await declare()).toEqual({ outcome: 'declared' })
    expect(await levelOf()).toBe('soon')
    const [row] = await app.sql('select soon_on::text as soon from limits.limits where subject = $1', [subject])
    expect(row).toEqual({ soon: '2026-11-24' })
    expect(await declare()).toEqual({ outcome: 'unchanged' })
  })

  it('is shown with what holds and why, and kept by the administrator of the place', async () => {
    const admin = actorWith(app, ['system-admin'])
    const { rules } = await app.as(admin, (ctx) => listRules({ ...ctx, ...deps }, { division: '450721' }), 'read')
    expect(rules.find(({ rule }) => rule === 'soon-workdays')).toMatchObject({ value: 4, validFrom: '2026-11-01' })
    expect(rules.find(({ rule }) => rule === 'pre-review-workdays')).toEqual({
      rule: 'pre-review-workdays',
      title: '预审时限（工作日）',
      value: 1,
    })
    await expect(declare({ value: 99 }, admin)).rejects.toThrow('limits/bad-rule')
    await expect(declare({ basis: '  ' }, admin)).rejects.toThrow('limits/no-legal-basis')
    const stranger = actorWith(app, ['system-admin'], { division: '620423' })
    await expect(declare({}, stranger)).rejects.toThrow('permit/out-of-reach')
  })

  it('says as of when something counts that came after hours', async () => {
    const came = (at: string) =>
      app.as(system, (ctx) => limits().countedFrom(ctx, { division: '450721', at: new Date(`${at}+08:00`) }), 'read')
    expect(await came('2026-11-24T16:59:00')).toBe('2026-11-24')
    expect(await came('2026-11-24T12:30:00')).toBe('2026-11-24')
    expect(await came('2026-11-24T17:00:00')).toBe('2026-11-25')
    expect(await came('2026-11-21T10:00:00')).toBe('2026-11-23')
    await declare({ rule: 'after-hours-next-workday', value: 0 })
    expect(await came('2026-11-24T17:00:00')).toBe('2026-11-24')
  })
})
