import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { signIn } from '../../identity/fixtures.ts'
import { buildFlowXml, energyReview } from '../../flows/fixtures.ts'
import { COMPANY, ENERGY_ANSWERS, act, inHandling, refusedAct, signInCast, viewOf } from '../fixtures.ts'
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

/** From now on cases begin on this drawing. */
async function redraws(version: number, procedures: string): Promise<void> {
  const admin = await signIn(app, 'tanwenbin')
  const xml = buildFlowXml(energyReview).replace('yiwang:step="handle"', `$& yiwang:procedures="${procedures}"`)
  const published = await admin.post('/api/admin/flows/energy-review/versions', { xml })
  expect(published.json()).toEqual({ version, problems: [] })
  const from = version === 2 ? { jurisdiction: '000000', version: 1 } : { jurisdiction: '450721', version: version - 1 }
  const to = { jurisdiction: '450721', version }
  const plan = { from, to, kind: 'finish', mapping: {}, reason: '承办环节能否启动特别程序' }
  expect((await admin.post('/api/admin/flows/energy-review/plans', plan)).statusCode).toBe(200)
}

describe('a step that says which special procedures may be opened', () => {
  it('offers no other and refuses it', async () => {
    await redraws(2, 'none')
    const closed = await energyCase()
    expect((await viewOf(cast.handler, closed.caseId)).specialProcedures).toEqual([])
    expect(await refusedAct(cast.handler, closed, 'suspend', suspension)).toMatchObject({
      status: 422,
      code: 'cases/procedure-not-here',
    })
    await redraws(3, 'agency-review')
    const open = await energyCase()
    expect((await viewOf(cast.handler, open.caseId)).specialProcedures).toMatchObject([{ code: 'agency-review' }])
    await act(cast.handler, open, 'suspend', suspension)
  })
})
