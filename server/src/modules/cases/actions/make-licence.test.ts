import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { signIn } from '../../identity/fixtures.ts'
import { BIRTH_ANSWERS, act, decided, inHandling, refusedAct, signInCast, step, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('making the licence', () => {
  it('issues it from the decision with what the applicant stated, and goes on to delivery', async () => {
    const at = await act(cast.certificate, await decided(cast, await inHandling(app, cast.clerk)), 'make-licence')
    expect(at).toMatchObject({ state: 'licenceMade', stateTitle: '已制证' })
    const view = await viewOf(cast.resident, at.caseId)
    expect(view.licences).toMatchObject([{ name: '食品经营许可证（演示）' }])
    const open = (await viewOf(cast.certificate, at.caseId)).tasks.filter((task) => task.state === 'open')
    expect(open.map((task) => task.step)).toEqual(['deliver'])
    const again = await refusedAct(cast.certificate, at, 'make-licence')
    expect(again).toMatchObject({ status: 409, code: 'cases/not-allowed-now' })
  })

  it('is refused for an item whose result is no licence', async () => {
    const approver = await signIn(app, 'weijian-approver')
    const at = await step(approver, await inHandling(app, cast.clerk, { item: '生育登记', answers: BIRTH_ANSWERS }))
    const refused = await refusedAct(cast.certificate, at, 'make-licence')
    expect(refused).toMatchObject({ status: 409, code: 'cases/no-licence-to-make' })
    expect(refused.detail).toContain('可以直接送达')
  })
})
