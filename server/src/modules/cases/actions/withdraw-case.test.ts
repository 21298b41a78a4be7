import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { CasePage, CaseStanding } from '../contract/index.ts'
import {
  STRANGER,
  act,
  bareDraft,
  decided,
  inHandling,
  ok,
  refusedAct,
  registered,
  signInCast,
  submitted,
  viewOf,
} from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

const gaps = [{ what: '缺章' }]
/** Every state before the decision, by the shortest way there. */
const before: Record<string, () => Promise<CaseStanding>> = {
  draft: () => bareDraft(app, cast.resident),
  submitted: () => submitted(app, cast.resident),
  preReview: async () => act(cast.clerk, await submitted(app, cast.resident), 'pre-review'),
  preReturned: async () =>
    act(cast.clerk, await submitted(app, cast.resident), 'return-before-receipt', { reason: '看不清' }),
  received: () => registered(app, cast.clerk),
  correction: async () => act(cast.clerk, await registered(app, cast.clerk), 'request-correction', { gaps }),
  accepted: () => inHandling(app, cast.clerk),
}

describe('withdrawing', () => {
  it.each(Object.keys(before))('is possible from %s, and stops all clocks and tasks', async (state) => {
    const at = await before[state]!()
    expect(at.state).toBe(state)
    const withdrawn = await act(cast.resident, at, 'withdraw', { reason: '不办了' })
    expect(withdrawn).toMatchObject({ state: 'withdrawn', stateTitle: '已撤回' })
    const view = await viewOf(cast.resident, at.caseId)
    expect(view.tasks.some((task) => task.state === 'open')).toBe(false)
    expect(view.limits.every((limit) => limit.level === 'closed')).toBe(true)
    expect(view.timeline.at(-1)).toMatchObject({ title: '撤回申请', text: '不办了' })
  })

  it('is too late after the decision', async () => {
    const granted = await decided(cast, await inHandling(app, cast.clerk))
    const refused = await refusedAct(cast.resident, granted, 'withdraw')
    expect(refused).toMatchObject({ status: 409, code: 'cases/not-allowed-now' })
    expect(refused.detail).toContain('办件现在是“准予”，不能“撤回”')
  })

  it('takes a draft that was given up off the list, and keeps a case that was handed in', async () => {
    const draft = await act(cast.resident, await bareDraft(app, cast.resident), 'withdraw')
    const handedIn = await act(cast.resident, await submitted(app, cast.resident), 'withdraw')
    const { cases } = await ok<CasePage>(cast.resident.get('/api/my/cases?limit=100'))
    const listed = cases.map((one) => one.caseId)
    expect(listed).toContain(handedIn.caseId)
    expect(listed).not.toContain(draft.caseId)
  })

  it('is written down by the window only for whoever has no account', async () => {
    const stranger = await registered(app, cast.clerk, { applicant: STRANGER })
    expect((await act(cast.clerk, stranger, 'withdraw')).state).toBe('withdrawn')
    const resident = await registered(app, cast.clerk)
    expect(await refusedAct(cast.clerk, resident, 'withdraw')).toMatchObject({ status: 404, code: 'cases/not-found' })
  })
})
