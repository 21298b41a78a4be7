import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { STRANGER, act, refusedAct, registered, signInCast, upload, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

const gaps = [{ materialId: 'layout', what: '平面图缺少消毒间' }]

describe('handing in a correction', () => {
  it('is received anew: the five workdays begin again, across the National Day week', async () => {
    app.at('2026-09-23T10:00:00+08:00')
    cast = await signInCast(app)
    let at = await act(cast.clerk, await registered(app, cast.clerk), 'request-correction', { gaps })
    app.at('2026-09-28T10:00:00+08:00')
    cast = await signInCast(app)
    for (const materialId of ['application', 'business-licence', 'layout', 'rules'])
      await upload(app, cast.resident, { caseId: at.caseId, materialId })
    at = await act(cast.resident, await viewOf(cast.resident, at.caseId), 'submit-correction')
    expect(at.state).toBe('received')
    const view = await viewOf(cast.clerk, at.caseId)
    const open = view.limits.filter((limit) => limit.level !== 'closed')
    expect(open).toMatchObject([{ kind: 'notify', startOn: '2026-09-28', dueOn: '2026-10-10' }])
    expect(view.documents.at(-1)?.template).toBe('correction-receipt')
  })

  it('is refused while required materials are missing', async () => {
    const at = await act(cast.clerk, await registered(app, cast.clerk), 'request-correction', { gaps })
    expect(await refusedAct(cast.resident, at, 'submit-correction')).toMatchObject({ code: 'cases/materials-missing' })
  })

  it('is written down by the window for somebody who has no account, with the paper they brought', async () => {
    const at = await act(cast.clerk, await registered(app, cast.clerk, { applicant: STRANGER }), 'request-correction', {
      gaps,
    })
    expect((await viewOf(cast.clerk, at.caseId)).abilities).toMatchObject({ submitCorrection: true, withdraw: true })
    expect(await refusedAct(cast.resident, at, 'submit-correction')).toMatchObject({ status: 404 })
    const unknown = await refusedAct(cast.clerk, at, 'submit-correction', { paperMaterialIds: ['diploma'] })
    expect(unknown.code).toBe('cases/material-unknown')
    const next = await act(cast.clerk, at, 'submit-correction', { paperMaterialIds: ['layout'] })
    expect(next.state).toBe('received')
    const view = await viewOf(cast.clerk, at.caseId)
    expect(view.materials.find((one) => one.materialId === 'layout')?.paperReceived).toBe(true)
  })
})
