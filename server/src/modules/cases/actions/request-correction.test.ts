import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { act, refusedAct, registered, signInCast, upload, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

const gaps = [{ materialId: 'layout', what: '平面图缺少消毒间' }, { what: '经营面积与租赁合同不一致' }]

describe('asking for a correction', () => {
  it('lists every gap in one notice, with the days the applicant has', async () => {
    app.at('2026-11-23T10:00:00+08:00')
    cast = await signInCast(app)
    const at = await act(cast.clerk, await registered(app, cast.clerk), 'request-correction', { gaps })
    expect(at.state).toBe('correction')
    const view = await viewOf(cast.resident, at.caseId)
    expect(view.correction).toMatchObject({ gaps, dueOn: '2026-12-14' })
    const limits = Object.fromEntries(view.limits.map((limit) => [limit.kind, limit]))
    expect(limits.correction).toMatchObject({ startOn: '2026-11-23', dueOn: '2026-12-14', level: 'normal' })
    expect(limits.notify).toMatchObject({ level: 'closed', isOnTime: true })
    expect(view.documents.map((one) => one.template)).toEqual(['receipt', 'correction-notice'])
    expect(view.abilities).toMatchObject({ submitCorrection: true, updateDraft: true })
  })

  it('gives the days that the notice states', async () => {
    const at = await act(cast.clerk, await registered(app, cast.clerk), 'request-correction', { gaps, workdays: 5 })
    expect((await viewOf(cast.resident, at.caseId)).correction?.dueOn).toBe('2026-11-30')
  })

  it('is possible once only, also after the correction came', async () => {
    let at = await act(cast.clerk, await registered(app, cast.clerk), 'request-correction', { gaps })
    expect(await refusedAct(cast.clerk, at, 'request-correction', { gaps })).toMatchObject({
      code: 'cases/not-allowed-now',
    })
    for (const materialId of ['application', 'business-licence', 'layout', 'rules'])
      await upload(app, cast.resident, { caseId: at.caseId, materialId })
    at = await act(cast.resident, await viewOf(cast.resident, at.caseId), 'submit-correction')
    const refused = await refusedAct(cast.clerk, at, 'request-correction', { gaps })
    expect(refused).toMatchObject({ status: 409, code: 'cases/correction-once' })
    expect(refused.detail).toContain('行政许可法第三十二条第四项')
    expect((await viewOf(cast.clerk, at.caseId)).abilities).toMatchObject({ requestCorrection: false, accept: true })
  })

  it('asks for nothing that the item does not', async () => {
    const at = await registered(app, cast.clerk)
    const refused = await refusedAct(cast.clerk, at, 'request-correction', {
      gaps: [{ materialId: 'diploma', what: '毕业证' }],
    })
    expect(refused).toMatchObject({ status: 422, code: 'cases/material-unknown' })
  })
})
