import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { act, bareDraft, refusedAct, signInCast, submitted, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  app.at('2026-11-24T16:00:00+08:00')
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('receiving a case', () => {
  it('gives a receipt, notes the paper, and begins the five workdays', async () => {
    const at = await act(cast.clerk, await submitted(app, cast.resident), 'receive', { paperMaterialIds: ['layout'] })
    expect(at.state).toBe('received')
    const view = await viewOf(cast.resident, at.caseId)
    expect(view.receivedAt).toBeDefined()
    expect(view.limits).toMatchObject([
      { kind: 'pre-review', dueOn: '2026-11-25', closedOn: '2026-11-24', isOnTime: true },
      { kind: 'notify', title: '受理期限', dueOn: '2026-12-01' },
    ])
    expect(view.materials.find((one) => one.materialId === 'layout')?.paperReceived).toBe(true)
    expect(view.documents.map((one) => one.template)).toEqual(['receipt'])
  })

  it('is due one workday after it came; what comes at night counts as of the next workday', async () => {
    const preReviewOf = async (at: { caseId: string }) => {
      const view = await viewOf(cast.clerk, at.caseId)
      return view.limits.find(({ kind }) => kind === 'pre-review')
    }
    const byDay = await preReviewOf(await submitted(app, cast.resident))
    expect(byDay).toMatchObject({
      startOn: '2026-11-24',
      dueOn: '2026-11-25',
      length: { value: 1, unit: 'workday' },
    })
    app.at('2026-11-24T22:00:00+08:00')
    cast = await signInCast(app)
    const atNight = await submitted(app, cast.resident)
    expect(await preReviewOf(atNight)).toMatchObject({ startOn: '2026-11-25', dueOn: '2026-11-26' })
    // A diligent clerk is not punished: received before the clock began, it is on time.
    await act(cast.clerk, atNight, 'receive')
    expect(await preReviewOf(atNight)).toMatchObject({ level: 'closed', isOnTime: true })
  })

  it('takes no paper that the item does not ask for', async () => {
    const refused = await refusedAct(cast.clerk, await submitted(app, cast.resident), 'receive', {
      paperMaterialIds: ['diploma'],
    })
    expect(refused).toMatchObject({ status: 422, code: 'cases/material-unknown' })
  })

  it('finds no draft: until it is submitted it is its writer’s alone', async () => {
    const draft = await bareDraft(app, cast.resident)
    expect(await refusedAct(cast.clerk, draft, 'receive')).toMatchObject({ status: 404, code: 'cases/not-found' })
    const abandoned = await act(cast.resident, draft, 'withdraw')
    expect((await cast.clerk.get(`/api/cases/${abandoned.caseId}`)).statusCode).toBe(404)
  })
})
