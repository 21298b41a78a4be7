import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import { COMPANY, ENERGY_ANSWERS, act, inHandling, refusalOf, signInCast, step, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

const complete = async (by: SignedIn, caseId: string, body: object = {}) => {
  const view = await viewOf(cast.handler, caseId)
  const task = view.tasks.find((one) => one.state === 'open')!
  return by.post(`/api/cases/${caseId}/complete-step`, {
    version: view.version,
    taskId: task.taskId,
    outcome: 'pass',
    ...body,
  })
}

describe('completing a step', () => {
  it('needs the permit of the step and a person who has not done another', async () => {
    const { caseId } = await inHandling(app, cast.clerk)
    expect(await refusalOf(complete(cast.reviewer, caseId))).toMatchObject({ status: 403, code: 'permit/not-allowed' })
    await step(cast.handler, await viewOf(cast.handler, caseId))
    await app.sql(
      `update flows.tasks set excluded_staff = array_append(excluded_staff, $2) where subject = $1 and state = 'open'`,
      [caseId, cast.reviewer.actor.staffId],
    )
    const refused = await refusalOf(complete(cast.reviewer, caseId))
    expect(refused).toMatchObject({ status: 403, code: 'cases/same-person' })
    expect(refused.detail).toContain('您已经办理过这个办件的“审查”')
  })

  it('is refused for a task that is done', async () => {
    const { caseId } = await inHandling(app, cast.clerk)
    const [accepting, open] = (await viewOf(cast.handler, caseId)).tasks
    await step(cast.handler, await viewOf(cast.handler, caseId))
    for (const taskId of [accepting!.taskId, open!.taskId])
      expect(await refusalOf(complete(cast.handler, caseId, { taskId }))).toMatchObject({
        status: 409,
        code: 'cases/task-not-open',
      })
  })

  it('asks for a reason when it does not simply agree', async () => {
    let at = await step(cast.handler, await inHandling(app, cast.clerk))
    for (const outcome of ['return', 'deny']) {
      const refused = await refusalOf(complete(cast.reviewer, at.caseId, { outcome }))
      expect(refused).toMatchObject({ status: 422, code: 'cases/opinion-required' })
      expect(refused.fields).toEqual([{ path: '/opinion', message: '请说明理由' }])
    }
    at = await step(cast.reviewer, at, 'return', '补充现场照片')
    expect((await viewOf(cast.handler, at.caseId)).abilities.handle).toBe(true)
  })

  it('returns nothing from where there is nothing to return to', async () => {
    const { caseId } = await inHandling(app, cast.clerk)
    const refused = await refusalOf(complete(cast.handler, caseId, { outcome: 'return', opinion: '退回' }))
    expect(refused).toMatchObject({ status: 409, code: 'flows/cannot-return' })
  })

  it('stands still while the case is suspended', async () => {
    const at = await inHandling(app, cast.clerk, { item: '节能审查', applicant: COMPANY, answers: ENERGY_ANSWERS })
    await act(cast.handler, at, 'suspend', { procedureCode: 'agency-review', reason: '委托评审' })
    const refused = await refusalOf(complete(cast.handler, at.caseId))
    expect(refused).toMatchObject({ status: 409, code: 'cases/suspended' })
    expect(refused.detail).toContain('因“机构评审”停止计时')
    expect((await viewOf(cast.handler, at.caseId)).abilities).toMatchObject({
      handle: false,
      resume: true,
      suspend: false,
    })
  })
})
