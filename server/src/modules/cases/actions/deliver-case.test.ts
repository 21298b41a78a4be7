import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { act, decided, inHandling, refusedAct, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('delivering the result', () => {
  it('needs the licence to be made first', async () => {
    const granted = await decided(cast, await inHandling(app, cast.clerk))
    expect((await viewOf(cast.certificate, granted.caseId)).abilities).toMatchObject({
      makeLicence: true,
      deliver: false,
    })
    const refused = await refusedAct(cast.certificate, granted, 'deliver', { method: 'window' })
    expect(refused).toMatchObject({ status: 409, code: 'cases/licence-not-made' })
    expect(refused.detail).toContain('请先制证，再送达')
  })

  it('leaves a receipt, closes the case and every clock, and leaves the archive to do', async () => {
    const granted = await decided(cast, await inHandling(app, cast.clerk))
    const made = await act(cast.certificate, granted, 'make-licence')
    const at = await act(cast.certificate, made, 'deliver', { method: 'window', receiver: '王芳' })
    expect(at).toMatchObject({ state: 'closed', stateTitle: '已办结' })
    const view = await viewOf(cast.certificate, at.caseId)
    expect(view.limits.every((limit) => limit.level === 'closed')).toBe(true)
    expect(view.documents.at(-1)?.template).toBe('delivery-receipt')
    expect(view.timeline.slice(-2).map((entry) => entry.title)).toEqual(['送达', '办结'])
    expect(view.tasks.filter((task) => task.state === 'open').map((task) => task.step)).toEqual(['archive'])
  })
})
