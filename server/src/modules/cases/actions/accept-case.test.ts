import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { act, inHandling, refusalOf, registered, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('accepting a case', () => {
  it('starts both clocks and the flow, and tells the applicant by when it is done', async () => {
    app.at('2026-11-23T10:00:00+08:00')
    cast = await signInCast(app)
    const at = await inHandling(app, cast.clerk)
    const view = await viewOf(cast.resident, at.caseId)
    const dueOn = Object.fromEntries(view.limits.map((limit) => [limit.kind, limit.dueOn]))
    expect(dueOn).toMatchObject({ 'handling-promised': '2026-11-30', 'handling-statutory': '2026-12-07' })
    expect(view.limits.find((limit) => limit.kind === 'notify')).toMatchObject({ level: 'closed', isOnTime: true })
    expect(view).toMatchObject({ state: 'accepted', statusCode: 'HANDLING', progress: '正在承办' })
    expect(view.documents.at(-1)?.template).toBe('acceptance-notice')
  })

  it('said after the five days only confirms what the law has done: accepted since it was received', async () => {
    app.at('2026-11-23T10:00:00+08:00')
    cast = await signInCast(app)
    const { caseId } = await registered(app, cast.clerk)
    app.at('2026-12-02T10:00:00+08:00')
    cast = await signInCast(app)
    const before = await viewOf(cast.clerk, caseId)
    expect(before.abilities).toMatchObject({ accept: true, declineAcceptance: false, requestCorrection: false })
    const at = await act(cast.clerk, before, 'accept')
    const view = await viewOf(cast.clerk, at.caseId)
    expect(view.timeline.at(-1)?.title).toBe('视为受理（逾期未告知）')
    expect(view.limits.find((limit) => limit.kind === 'handling-promised')).toMatchObject({
      startOn: '2026-11-23',
      dueOn: '2026-11-30',
    })
  })

  it('is nobody’s but the window’s', async () => {
    const { caseId, version } = await registered(app, cast.clerk)
    const refused = await refusalOf(cast.handler.post(`/api/cases/${caseId}/accept`, { version }))
    expect(refused).toMatchObject({ status: 403, code: 'permit/not-allowed' })
  })
})
