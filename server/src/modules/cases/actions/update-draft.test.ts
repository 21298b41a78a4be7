import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { buildResident } from '../../identity/fixtures.ts'
import { FOOD_ANSWERS, act, bareDraft, inHandling, refusedAct, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('saving a draft', () => {
  it('keeps what was typed, finished or not, and leaves no entry in the record', async () => {
    const draft = await bareDraft(app, cast.resident)
    const before = (await viewOf(cast.resident, draft.caseId)).timeline
    const saved = await act(cast.resident, draft, 'draft', { answers: { shopName: '荔香' } })
    expect(saved.version).toBe(draft.version + 1)
    const view = await viewOf(cast.resident, draft.caseId)
    expect(view.answers).toEqual({ shopName: '荔香' })
    expect(view.timeline).toEqual(before)
  })

  it('is refused once the case is in the hands of the office', async () => {
    const at = await inHandling(app, cast.clerk)
    const refused = await refusedAct(cast.resident, at, 'draft', { answers: FOOD_ANSWERS })
    expect(refused).toMatchObject({ status: 409, code: 'cases/not-allowed-now' })
    expect(refused.detail).toContain('办件现在是“已受理”，不能“保存草稿”')
  })

  it('finds no case of somebody else', async () => {
    const stranger = await buildResident(app)
    const draft = await bareDraft(app, cast.resident)
    expect(await refusedAct(stranger, draft, 'draft', { answers: {} })).toMatchObject({
      status: 404,
      code: 'cases/not-found',
    })
  })
})
