import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { signIn } from '../../identity/fixtures.ts'
import { BIRTH_ANSWERS, act, inHandling, refusedAct, registered, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

const extension = { workdays: 5, reason: '需要核实的情况复杂' }

describe('extending the handling period', () => {
  it('moves both clocks by the workdays given, once, with a notice to the applicant', async () => {
    app.at('2026-11-23T10:00:00+08:00')
    cast = await signInCast(app)
    const head = await signIn(app, 'weijianhua')
    const at = await act(head, await inHandling(app, cast.clerk), 'extend', extension)
    const view = await viewOf(head, at.caseId)
    const dueOn = Object.fromEntries(view.limits.map((limit) => [limit.kind, limit.dueOn]))
    expect(dueOn).toMatchObject({ 'handling-promised': '2026-12-07', 'handling-statutory': '2026-12-14' })
    expect(view.documents.at(-1)?.template).toBe('extension-notice')
    expect(view.abilities.extend).toBe(false)
    expect(await refusedAct(head, at, 'extend', extension)).toMatchObject({
      status: 409,
      code: 'limits/already-extended',
    })
  })

  it('is the head’s alone, and never for more than ten workdays', async () => {
    const head = await signIn(app, 'weijianhua')
    const at = await inHandling(app, cast.clerk)
    expect(await refusedAct(cast.approver, at, 'extend', extension)).toMatchObject({ status: 403 })
    expect(await refusedAct(head, at, 'extend', { ...extension, workdays: 11 })).toMatchObject({
      code: 'http/invalid-input',
    })
  })

  it('is refused where nothing runs that could be extended: what is done on the spot has no days', async () => {
    const head = await signIn(app, 'weijian-head')
    const at = await inHandling(app, cast.clerk, { item: '生育登记', answers: BIRTH_ANSWERS })
    expect(await refusedAct(head, at, 'extend', extension)).toMatchObject({
      status: 409,
      code: 'cases/nothing-to-extend',
    })
    const early = await registered(app, cast.clerk)
    expect(await refusedAct(await signIn(app, 'weijianhua'), early, 'extend', extension)).toMatchObject({
      code: 'cases/not-allowed-now',
    })
  })
})
