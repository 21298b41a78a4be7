import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { TEST_PASSWORD } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import { act, inHandling, received, refusedAct, signInCast, step, viewOf } from '../fixtures.ts'
import type { CaseStanding } from '../contract/index.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const MINUTES = 60_000

/** Signs everybody in, and lets so much time pass that no proof is fresh any more. */
async function signInEarlier(): Promise<void> {
  app.clock.setOffsetMs(0)
  cast = await signInCast(app)
  app.clock.setOffsetMs(6 * MINUTES)
}

async function prove(by: SignedIn): Promise<void> {
  const answer = await by.post('/api/session/proof', { password: TEST_PASSWORD })
  expect(answer.statusCode, answer.body).toBe(200)
}

describe('a proof of who signs', () => {
  it('is asked for by the decision and by nothing before it, and the same request then goes through', async () => {
    await signInEarlier()
    const at = await step(cast.reviewer, await step(cast.handler, await inHandling(app, cast.clerk)))
    const view = await viewOf(cast.approver, at.caseId)
    const task = view.tasks.find((one) => one.mine && one.state === 'open')!
    const body = { version: at.version, taskId: task.taskId, outcome: 'pass', opinion: '同意' }
    const key = { 'idempotency-key': crypto.randomUUID() }
    const refused = await cast.approver.post(`/api/cases/${at.caseId}/complete-step`, body, key)
    expect(refused.json()).toMatchObject({ code: 'permit/proof-needed', params: { minutes: 5 } })
    await prove(cast.approver)
    const done = await cast.approver.post(`/api/cases/${at.caseId}/complete-step`, body, key)
    expect(done.json()).toMatchObject({ state: 'granted' })
    const granted = done.json<CaseStanding>()
    expect(await refusedAct(cast.certificate, granted, 'make-licence')).toMatchObject({ code: 'permit/proof-needed' })
    await prove(cast.certificate)
    expect((await act(cast.certificate, granted, 'make-licence')).caseId).toBe(at.caseId)
  })

  it('is not asked for when a step is sent back', async () => {
    await signInEarlier()
    const at = await step(cast.reviewer, await step(cast.handler, await inHandling(app, cast.clerk)))
    const back = await step(cast.approver, at, 'return', '请补充现场核查意见')
    expect(back.caseId).toBe(at.caseId)
  })

  it('is asked for before acceptance is refused in writing', async () => {
    await signInEarlier()
    const refusal = { kind: 'notAccepted', reason: '不属于本机关职权范围', legalBasis: '行政许可法第三十二条' }
    const at = await received(app, cast)
    expect(await refusedAct(cast.clerk, at, 'decline-acceptance', refusal)).toMatchObject({
      code: 'permit/proof-needed',
    })
    await prove(cast.clerk)
    expect((await act(cast.clerk, at, 'decline-acceptance', refusal)).caseId).toBe(at.caseId)
  })
})
