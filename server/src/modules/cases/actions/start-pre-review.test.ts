import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { act, refusedAct, signInCast, submitted, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('pre-review', () => {
  it('shows the applicant that the window has taken the application up, and can be done once', async () => {
    const at = await act(cast.clerk, await submitted(app, cast.resident), 'pre-review')
    expect(at).toMatchObject({ state: 'preReview', stateTitle: '预审中' })
    expect((await viewOf(cast.resident, at.caseId)).abilities).toMatchObject({ withdraw: true, updateDraft: false })
    expect(await refusedAct(cast.clerk, at, 'pre-review')).toMatchObject({ code: 'cases/not-allowed-now' })
    expect((await act(cast.clerk, at, 'receive')).state).toBe('received')
  })
})
