import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { COMPANY, ENERGY_ANSWERS, act, inHandling, refusedAct, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('the end of a special procedure', () => {
  it('moves the due date by the workdays that stood still, and explains it', async () => {
    app.at('2026-11-23T10:00:00+08:00')
    cast = await signInCast(app)
    let at = await inHandling(app, cast.clerk, { item: '节能审查', applicant: COMPANY, answers: ENERGY_ANSWERS })
    const promised = async () =>
      (await viewOf(cast.handler, at.caseId)).limits.find((limit) => limit.kind === 'handling-promised')
    expect((await promised())?.dueOn).toBe('2026-11-30')
    app.at('2026-11-25T10:00:00+08:00')
    cast = await signInCast(app)
    at = await act(cast.handler, at, 'suspend', { procedureCode: 'agency-review', reason: '委托评审' })
    app.at('2026-12-02T10:00:00+08:00')
    cast = await signInCast(app)
    at = await act(cast.handler, at, 'resume', { result: '评审通过' })
    const limit = await promised()
    expect(limit).toMatchObject({ dueOn: '2026-12-07', level: 'normal' })
    expect(limit?.explanation).toContain('机构评审')
    const task = (await viewOf(cast.handler, at.caseId)).tasks.find((one) => one.state === 'open')
    const due = await app.sql<{ due_on: string }>(
      `select due_on::text from flows.tasks where subject = $1 and state = 'open'`,
      [at.caseId],
    )
    expect(task?.mine).toBe(true)
    expect(due).toEqual([{ due_on: '2026-12-07' }])
    expect(await refusedAct(cast.handler, at, 'resume', { result: '再来一次' })).toMatchObject({
      status: 409,
      code: 'cases/not-suspended',
    })
  })
})
