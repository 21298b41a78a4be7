import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { systemActor } from '../../../kernel/index.ts'
import { accepted, registered, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

const openTask = async (caseId: string) =>
  (await app.sql(`select level, due_on::text from flows.tasks where subject = $1 and state = 'open'`, [caseId]))[0]

describe('the tasks of a case', () => {
  it('take the colour of its clock when the alarm scan finds it late', async () => {
    const { caseId } = await accepted(app, cast)
    expect(await openTask(caseId)).toMatchObject({ level: 'normal' })
    const before = (await openTask(caseId))?.['due_on']
    app.at(`${String(before)}T09:00:00+08:00`)
    await scan()
    expect(await openTask(caseId)).toEqual({ level: 'today', due_on: before })
  })

  it('move with the due date when the official calendar comes', async () => {
    app.at('2026-12-25T09:00:00+08:00')
    cast = await signInCast(app)
    const { caseId } = await accepted(app, cast)
    const before = String((await openTask(caseId))?.['due_on'])
    await importYear(2027, before)
    expect(String((await openTask(caseId))?.['due_on']) > before).toBe(true)
  })

  it('and the day from which acceptance is deemed moves too, without a new version', async () => {
    app.at('2027-12-27T09:00:00+08:00')
    cast = await signInCast(app)
    const { caseId, version } = await registered(app, cast.clerk)
    const dueOn = async () =>
      String(
        (
          await app.sql('select notify_due_on::text as due from cases.cases where id = $1::uuid', [caseId.slice(7)])
        )[0]?.['due'],
      )
    const before = await dueOn()
    await importYear(2028, before)
    expect((await dueOn()) > before).toBe(true)
    expect((await viewOf(cast.clerk, caseId)).version).toBe(version)
  })
})

/** An official notice that makes one more day a holiday. */
async function importYear(year: number, date: string): Promise<void> {
  const notice = { year, papers: ['https://www.gov.cn/invented'], days: [{ date, name: '元旦', isOffDay: true }] }
  await app.act({ mode: 'write' }, (ctx) =>
    app.modules.limits.api.importCalendar(ctx, { file: JSON.stringify(notice) }),
  )
  await app.drain()
}

async function scan(): Promise<void> {
  const actor = systemActor('limits/raise-alarms')
  await app.as(actor, (ctx) => app.modules.limits.api.raiseAlarms(ctx, { size: 200 }), 'record')
  await app.drain()
}
