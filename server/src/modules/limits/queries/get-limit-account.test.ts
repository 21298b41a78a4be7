import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { calendarDate, newPublicId, systemActor } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import { DEFAULT_ALARM_POLICY } from '../domain/alarm-level.ts'
import { createCalendars } from '../store/calendars.ts'
import { getLimitAccount } from './get-limit-account.ts'
import { previewStop } from './preview-stop.ts'

const organizationId = newPublicId('450721')
const subject = newPublicId('450721')
const deps = { calendars: createCalendars(), policy: DEFAULT_ALARM_POLICY }
let app: TestApp
let limitId: string
let handler: Actor

beforeAll(async () => {
  app = await openTestApp()
  app.at('2025-09-16T09:00:00+08:00')
  handler = actorWith(app, ['handler'], { organizationId })
  const limits = app.modules.limits.api
  const open = (kind: 'handling-promised' | 'handling-statutory', value: number) =>
    app.as(systemActor('test'), (ctx) =>
      limits.open(ctx, {
        subject,
        division: '450721',
        organizationId,
        kind,
        title: kind === 'handling-promised' ? '承诺办结时限' : '法定办结时限',
        startOn: calendarDate('2025-09-15'),
        length: { value, unit: 'workday' },
        basis: '实施清单',
      }),
    )
  limitId = (await open('handling-promised', 10)).id
  await open('handling-statutory', 20)
})
afterAll(() => app.close())

const account = (actor: Actor, id = limitId) =>
  app.as(actor, (ctx) => getLimitAccount({ ...ctx, ...deps }, { limitId: id }), 'read')
const whatIf = (input: object = {}, actor = handler) =>
  app.as(
    actor,
    (ctx) =>
      previewStop(
        { ...ctx, ...deps },
        { limitId, procedure: '专家评审', from: '2025-09-18', expectedWorkdays: 4, ...input },
      ),
    'read',
  )

describe('why a limit is due when it is', () => {
  it('is told row by row to the officials of the office, and to its supervisor', async () => {
    const found = await account(handler)
    expect(found).toMatchObject({
      asOf: '2025-09-16',
      mayStop: true,
      limit: { dueOn: '2025-09-28', division: '450721' },
    })
    expect(found.rows.map(({ kind }) => kind)).toEqual(['opening', 'counted', 'counted', 'makeup'])
    expect(found.rows.at(-1)).toMatchObject({ to: '2025-09-28', total: 10 })
    expect((await account(actorWith(app, ['supervisor']))).rows).toEqual(found.rows)
  })

  it('is nothing for another office, another county or a resident, no more than what does not exist', async () => {
    const refused = 'limits/unknown-limit'
    await expect(account(actorWith(app, ['handler']))).rejects.toThrow(refused)
    await expect(account(actorWith(app, ['supervisor'], { division: '620423' }))).rejects.toThrow(refused)
    await expect(account(actorWith(app, ['resident']))).rejects.toThrow(refused)
    await expect(account(handler, newPublicId('450721'))).rejects.toThrow(refused)
  })
})

describe('what a planned stop would do', () => {
  it('is told for promise and law together, and nothing is written', async () => {
    const count = () =>
      app.sql(`select (select count(*) from limits.intervals) i, (select count(*) from ledger.entries) e`)
    const before = await count()
    const found = await whatIf()
    expect(found.stop).toEqual({
      from: '2025-09-18',
      to: '2025-09-24',
      procedure: '专家评审',
      legalBasis: '行政许可法第四十五条',
    })
    expect(found.limits.map(({ title, dueOn, wouldBeDueOn }) => [title, dueOn, wouldBeDueOn])).toEqual([
      ['承诺办结时限', '2025-09-28', '2025-10-10'],
      ['法定办结时限', '2025-10-17', '2025-10-23'],
    ])
    expect(found.limits[0]!.explanation).toContain('因专家评审停止计时4个工作日')
    expect(await count()).toEqual(before)
  })

  it('is refused without a basis in law, and to whoever may not see the limit', async () => {
    await expect(whatIf({ procedure: '公示' })).rejects.toThrow('limits/no-legal-basis')
    for (const from of ['0001-01-01', '1989-12-31', '2070-01-01'])
      await expect(whatIf({ from })).rejects.toThrow('limits/outside-calendar')
    await expect(whatIf({}, actorWith(app, ['handler']))).rejects.toThrow('limits/unknown-limit')
  })
})
