import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { COMPANY, ENERGY_ANSWERS, act, inHandling, refusedAct, registered, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

const energyCase = () => inHandling(app, cast.clerk, { item: '节能审查', applicant: COMPANY, answers: ENERGY_ANSWERS })
const suspension = { procedureCode: 'agency-review', expectedWorkdays: 7, reason: '委托节能评审' }

describe('a special procedure', () => {
  it('stops the clock and tells the applicant in writing why and how long', async () => {
    const at = await act(cast.handler, await energyCase(), 'suspend', suspension)
    expect(at.state).toBe('accepted')
    const view = await viewOf(cast.handler, at.caseId)
    expect(view.suspension).toMatchObject({ procedure: '机构评审', expectedWorkdays: 7 })
    expect(view).toMatchObject({ statusCode: 'SUSPENDED', progress: '机构评审（不计入办理时限）' })
    for (const limit of view.limits.filter((one) => one.kind.startsWith('handling')))
      expect(limit.level).toBe('stopped')
    expect(view.documents.at(-1)?.template).toBe('suspension-notice')
    expect(await refusedAct(cast.handler, at, 'suspend', suspension)).toMatchObject({
      status: 409,
      code: 'cases/already-suspended',
    })
  })

  it('takes the length from the item where none is said', async () => {
    const at = await act(cast.handler, await energyCase(), 'suspend', {
      procedureCode: 'agency-review',
      reason: '评审',
    })
    expect((await viewOf(cast.handler, at.caseId)).suspension?.expectedWorkdays).toBe(15)
  })

  it('must be one of the item’s, with a legal basis: an inspection on site stops no clock', async () => {
    const at = await inHandling(app, cast.clerk)
    for (const procedureCode of ['on-site-inspection', 'tea-break']) {
      const refused = await refusedAct(cast.handler, at, 'suspend', { procedureCode, reason: '现场核查' })
      expect(refused).toMatchObject({ status: 422, code: 'cases/procedure-unknown' })
    }
  })

  it('has its place between acceptance and decision only', async () => {
    const at = await registered(app, cast.clerk, { item: '节能审查', applicant: COMPANY, answers: ENERGY_ANSWERS })
    expect(await refusedAct(cast.handler, at, 'suspend', suspension)).toMatchObject({ code: 'cases/not-allowed-now' })
  })
})
