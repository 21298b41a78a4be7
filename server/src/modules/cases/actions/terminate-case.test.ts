import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { act, refusedAct, registered, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('terminating a case whose correction never came', () => {
  it('is refused through the last day of the correction, and possible on the next', async () => {
    app.at('2026-11-23T10:00:00+08:00')
    cast = await signInCast(app)
    const asked = { gaps: [{ what: '缺章' }], workdays: 5 }
    let at = await act(cast.clerk, await registered(app, cast.clerk), 'request-correction', asked)
    app.at('2026-11-30T23:00:00+08:00')
    cast = await signInCast(app)
    const refused = await refusedAct(cast.clerk, at, 'terminate', { reason: '逾期未补正' })
    expect(refused).toMatchObject({ status: 409, code: 'cases/correction-period-open' })
    expect(refused.detail).toContain('2026年11月30日')
    expect((await viewOf(cast.clerk, at.caseId)).abilities.terminate).toBe(false)
    app.at('2026-12-01T09:00:00+08:00')
    cast = await signInCast(app)
    expect((await viewOf(cast.clerk, at.caseId)).abilities.terminate).toBe(true)
    at = await act(cast.clerk, at, 'terminate', { reason: '逾期未补正' })
    expect(at).toMatchObject({ state: 'terminated', stateTitle: '已终止' })
    expect((await viewOf(cast.resident, at.caseId)).limits.every((limit) => limit.level === 'closed')).toBe(true)
  })
})
