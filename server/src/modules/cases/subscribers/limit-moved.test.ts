import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { systemActor } from '../../../kernel/index.ts'
import { accepted, signInCast } from '../fixtures.ts'
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
    const notice = {
      year: 2027,
      papers: ['https://www.gov.cn/invented'],
      days: [{ date: before, name: '元旦', isOffDay: true }],
    }
    await app.act({ mode: 'write' }, (ctx) =>
      app.modules.limits.api.importCalendar(ctx, { file: JSON.stringify(notice) }),
    )
    await app.drain()
    expect(String((await openTask(caseId))?.['due_on']) > before).toBe(true)
  })
})

async function scan(): Promise<void> {
  const actor = systemActor('limits/raise-alarms')
  await app.as(actor, (ctx) => app.modules.limits.api.raiseAlarms(ctx, { size: 200 }), 'record')
  await app.drain()
}
