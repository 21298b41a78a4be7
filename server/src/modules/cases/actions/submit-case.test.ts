import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { todayIn } from '../../../kernel/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import { FOOD_ANSWERS, act, bareDraft, draftCase, ok, refusedAct, signInCast, submitted, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('submitting an application', () => {
  it('gives numbers and a password once, and puts the case before the window', async () => {
    const submission = await submitted(app, cast.resident)
    expect(submission).toMatchObject({ state: 'submitted', stateTitle: '已提交' })
    expect(submission.queryPassword).toMatch(/^[0-9]{6}$/)
    const view = await viewOf(cast.clerk, submission.caseId)
    expect(view.tasks.map((task) => [task.step, task.state])).toEqual([['receive', 'open']])
    expect(view).not.toHaveProperty('queryPassword')
  })

  it('names the field that is wrong, and changes nothing', async () => {
    const draft = await bareDraft(app, cast.resident)
    const refused = await refusedAct(cast.resident, draft, 'submit', {
      truthful: true,
      answers: { ...FOOD_ANSWERS, placeArea: '很大' },
    })
    expect(refused).toMatchObject({ status: 422, code: 'cases/answers-invalid' })
    expect(refused.fields?.map((field) => field.path)).toEqual(['/placeArea'])
    expect((await viewOf(cast.resident, draft.caseId)).version).toBe(draft.version)
  })

  it('names every required material that is missing', async () => {
    const draft = await bareDraft(app, cast.resident)
    const refused = await refusedAct(cast.resident, draft, 'submit', { truthful: true })
    expect(refused).toMatchObject({ status: 422, code: 'cases/materials-missing' })
    expect(refused.fields).toHaveLength(4)
    expect(refused.detail).toContain('、')
  })

  it('takes nothing without the promise that it is true', async () => {
    const draft = await draftCase(app, cast.resident)
    expect(await refusedAct(cast.resident, draft, 'submit')).toMatchObject({ status: 400, code: 'http/invalid-input' })
  })

  it('keeps the draft and what was typed last when the item was suspended meanwhile, and takes it when it is resumed', async () => {
    const admin = await signIn(app, 'tanwenbin')
    const draft = await draftCase(app, cast.resident)
    const { itemId } = await viewOf(cast.resident, draft.caseId)
    const suspended = await ok<{ version: number }>(
      admin.post(`/api/admin/items/${itemId}/suspend`, {
        version: (await ok<{ version: number }>(admin.get(`/api/admin/items/${itemId}`))).version,
        basis: '县人民政府关于暂停实施的决定',
        effectiveOn: todayIn(new Date()),
        runningCases: '在办件继续办理',
      }),
    )
    const typed = { ...FOOD_ANSWERS, shopName: '最后改的名字' }
    const refused = await refusedAct(cast.resident, draft, 'submit', { truthful: true, answers: typed })
    expect(refused).toMatchObject({ status: 409, code: 'cases/item-closed-meanwhile' })
    expect(refused.detail).toContain('已暂停办理，现在不能提交。您填写的内容保存在草稿里')
    const kept = await viewOf(cast.resident, draft.caseId)
    expect(kept).toMatchObject({ state: 'draft', answers: typed })
    const started = await cast.resident.post('/api/cases', { itemId, applicantKind: 'person' })
    expect(started.json()).toMatchObject({ status: 409, code: 'cases/item-not-open' })
    await ok(
      admin.post(`/api/admin/items/${itemId}/resume`, {
        version: suspended.version,
        basis: '县人民政府关于恢复实施的决定',
        effectiveOn: todayIn(new Date()),
      }),
    )
    expect((await act(cast.resident, kept, 'submit', { truthful: true })).state).toBe('submitted')
  })

  it('is no longer possible for an agent whose mandate was revoked', async () => {
    const agent = await signIn(app, 'liming')
    const application = { applicantKind: 'organization', creditCode: '91450721MAYW00016D' } as const
    const draft = await draftCase(app, agent, application)
    await app.sql(`update identity.mandates set revoked_on = '2026-01-02', revoke_reason = '离职'`)
    const refused = await refusedAct(agent, draft, 'submit', { truthful: true })
    expect(refused).toMatchObject({ status: 403, code: 'cases/no-mandate' })
  })
})
