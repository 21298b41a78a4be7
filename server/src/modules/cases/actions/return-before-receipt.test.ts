import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { CaseSubmission } from '../contract/index.ts'
import { FOOD_ANSWERS, act, ok, signInCast, submitted, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('returning an application before receipt', () => {
  it('says why, and takes it back mended under the same numbers', async () => {
    const submission = await submitted(app, cast.resident)
    const returned = await act(cast.clerk, submission, 'return-before-receipt', { reason: '平面图看不清' })
    expect(returned.state).toBe('preReturned')
    const view = await viewOf(cast.resident, returned.caseId)
    expect(view.refusal).toMatchObject({ reason: '平面图看不清', remedy: '请按要求修改后重新提交。' })
    expect(view.tasks.every((task) => task.state !== 'open')).toBe(true)
    const again = await ok<CaseSubmission>(
      cast.resident.post(`/api/cases/${returned.caseId}/submit`, {
        version: returned.version,
        truthful: true,
        answers: { ...FOOD_ANSWERS, shopName: '荔香小馆二店' },
      }),
    )
    expect(again).toMatchObject({ caseNo: submission.caseNo, queryCode: submission.queryCode, state: 'submitted' })
    expect(again.queryPassword).toBeUndefined()
    const resubmitted = await viewOf(cast.clerk, returned.caseId)
    expect(resubmitted).not.toHaveProperty('refusal')
    expect(resubmitted.limits.map(({ kind, level }) => [kind, level === 'closed'])).toEqual([
      ['pre-review', true],
      ['pre-review', false],
    ])
  })
})
