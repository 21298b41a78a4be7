import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { act, decided, inHandling, signInCast, step, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('the decision', () => {
  it('to grant closes the handling clocks on time, opens ten workdays for delivery, and keeps the opinion inside', async () => {
    app.at('2026-11-23T10:00:00+08:00')
    cast = await signInCast(app)
    const at = await step(cast.handler, await inHandling(app, cast.clerk))
    const granted = await step(cast.approver, await step(cast.reviewer, at), 'pass', '同意，按程序办')
    expect(granted).toMatchObject({ state: 'granted', stateTitle: '准予' })
    const view = await viewOf(cast.resident, granted.caseId)
    expect(view.decision).toEqual({ granted: true, decidedAt: view.decision?.decidedAt })
    expect(JSON.stringify(view)).not.toContain('按程序办')
    const limits = Object.fromEntries(view.limits.map((limit) => [limit.kind, limit]))
    expect(limits['handling-statutory']).toMatchObject({ level: 'closed', isOnTime: true })
    expect(limits.delivery).toMatchObject({ dueOn: '2026-12-07', level: 'normal' })
    expect(view.documents.at(-1)?.template).toBe('decision-grant')
    const open = (await viewOf(cast.certificate, granted.caseId)).tasks.filter((task) => task.state === 'open')
    expect(open).toMatchObject([{ step: 'make-licence', mine: true }])
  })

  it('to deny states the reason and both remedies, and sets no period that the law does not', async () => {
    const denied = await decided(cast, await inHandling(app, cast.clerk), 'deny')
    expect(denied.state).toBe('denied')
    const view = await viewOf(cast.resident, denied.caseId)
    expect(view.decision).toMatchObject({ granted: false, reason: '操作间面积不足' })
    expect(view.decision?.remedy).toMatch(/行政复议.+诉讼/)
    expect(view.limits.map((limit) => limit.kind)).not.toContain('delivery')
    expect(view.documents.at(-1)?.template).toBe('decision-deny')
    expect((await viewOf(cast.certificate, denied.caseId)).abilities).toMatchObject({
      deliver: true,
      makeLicence: false,
    })
  })

  it('is still known for what it was after delivery and in the archive', async () => {
    const denied = await decided(cast, await inHandling(app, cast.clerk), 'deny')
    const closed = await act(cast.certificate, denied, 'deliver', { method: 'post', trackingNo: '1234567890123' })
    const archived = await act(cast.certificate, closed, 'archive')
    expect(archived.state).toBe('archived')
    expect((await viewOf(cast.resident, denied.caseId)).decision).toMatchObject({
      granted: false,
      reason: '操作间面积不足',
    })
  })
})
