import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { act, bareDraft, refusedAct, signInCast, submitted, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('receiving a case', () => {
  it('gives a receipt, notes the paper, and begins the five workdays', async () => {
    const at = await act(cast.clerk, await submitted(app, cast.resident), 'receive', { paperMaterialIds: ['layout'] })
    expect(at.state).toBe('received')
    const view = await viewOf(cast.resident, at.caseId)
    expect(view.receivedAt).toBeDefined()
    expect(view.limits).toMatchObject([{ kind: 'notify', title: '受理期限' }])
    expect(view.materials.find((one) => one.materialId === 'layout')?.paperReceived).toBe(true)
    expect(view.documents.map((one) => one.template)).toEqual(['receipt'])
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
