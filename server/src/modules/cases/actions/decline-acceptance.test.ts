import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { act, registered, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

const legalBasis = '《中华人民共和国行政许可法》第三十二条第一款第二项'

describe('declining to accept', () => {
  it('states reason, law and remedies, in writing, and ends the case', async () => {
    const at = await act(cast.clerk, await registered(app, cast.clerk), 'decline-acceptance', {
      kind: 'notAccepted',
      reason: '不属于本机关职权范围',
      legalBasis,
    })
    expect(at).toMatchObject({ state: 'notAccepted', stateTitle: '不予受理' })
    const view = await viewOf(cast.resident, at.caseId)
    expect(view.refusal).toMatchObject({ reason: '不属于本机关职权范围', legalBasis })
    expect(view.refusal?.remedy).toMatch(/行政复议.+诉讼/)
    expect(view.documents.map((one) => one.template)).toEqual(['receipt', 'refusal-notice'])
    expect(view.limits).toMatchObject([{ kind: 'notify', level: 'closed' }])
    expect(Object.values(view.abilities).some(Boolean)).toBe(false)
  })

  it('tells who needs no licence so, which is no refusal and knows no remedy', async () => {
    const at = await act(cast.clerk, await registered(app, cast.clerk), 'decline-acceptance', {
      kind: 'noLicenceNeeded',
      reason: '仅销售预包装食品，备案即可',
      legalBasis: '《中华人民共和国食品安全法》第三十五条',
    })
    expect(at.state).toBe('noLicenceNeeded')
    const view = await viewOf(cast.resident, at.caseId)
    expect(view.refusal).toMatchObject({ remedy: '' })
    expect(view.documents.at(-1)?.template).toBe('no-licence-needed-notice')
  })
})
