import { describe, expect, it } from 'vitest'
import { unnamed } from './check-named-in-tests.ts'
import type { Promised } from './check-named-in-tests.ts'

const home = 'server/src/modules/cases/actions/some.test.ts'
const action: Promised = {
  module: 'cases',
  kind: 'action',
  name: 'cases.acceptCase',
  path: '/api/cases/:caseId/accept',
}
const refusal: Promised = { module: 'cases', kind: 'problem', name: 'cases/not-found' }
const transition: Promised = { module: 'cases', kind: 'transition', name: 'requestCorrection' }

describe('the check that tests name what modules promise', () => {
  it('takes an action as named by its function, its contract, its file or its address', () => {
    for (const text of [
      'acceptCase(ctx)',
      'AcceptCase',
      'post(`/api/cases/${id}/accept`)',
      "get('/api/cases/1/accept?x=1')",
    ])
      expect(unnamed([action], [{ file: home, text }])).toEqual([])
    expect(unnamed([action], [{ file: 'server/x/accept-case.test.ts', text: '' }])).toEqual([])
  })

  it('reports what is named nowhere, and is not content with a part of a name', () => {
    const text = "acceptCases `/api/cases/${id}/accepted` 'cases/not-found-here' noRequestCorrection"
    expect(unnamed([action, refusal, transition], [{ file: home, text }])).toEqual([
      'server/src/modules/cases: no test names the action cases.acceptCase',
      'server/src/modules/cases: no test names the problem cases/not-found',
      'server/src/modules/cases: no test names the transition requestCorrection',
    ])
  })

  it('looks for a transition in the tests of its own module', () => {
    const text = "act(clerk, at, 'request-correction')"
    for (const said of [text, 'requestCorrection(', 'correction is requestCorrectionOf'])
      expect(unnamed([transition], [{ file: home, text: said }])).toEqual([])
    expect(unnamed([transition], [{ file: 'server/src/modules/limits/x.test.ts', text }])).toHaveLength(1)
  })
})
