import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { accepted, act, received, signInCast, step, submitted, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'
import { signIn } from '../../identity/fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('the life of a case', () => {
  it('goes from a draft to a licence that anyone can verify, every step in the ledger', async () => {
    const submission = await submitted(app, cast.resident)
    expect(submission.caseNo).toMatch(/^\w{31}\d{12}$/)
    expect(submission.queryCode).toMatch(/^450721\d{12}$/)
    expect(submission.queryPassword).toMatch(/^\d{6}$/)
    let at = await act(cast.clerk, submission, 'receive')
    expect(at.state).toBe('received')
    at = await act(cast.clerk, at, 'accept')
    at = await step(cast.handler, at)
    at = await step(cast.reviewer, at)
    at = await step(cast.approver, at)
    expect(at.state).toBe('granted')
    at = await act(cast.certificate, at, 'make-licence')
    at = await act(cast.certificate, at, 'deliver', { method: 'window' })
    expect(at.state).toBe('closed')
    await app.drain()
    const view = await viewOf(cast.resident, at.caseId)
    expect(view.licences).toHaveLength(1)
    expect(view.documents.map((one) => one.state)).toEqual(view.documents.map(() => 'ready'))
    expect(view.documents.map((one) => one.template)).toEqual([
      'receipt',
      'acceptance-notice',
      'decision-grant',
      'delivery-receipt',
    ])
    expect(view.timeline.map((entry) => entry.title)).toEqual([
      '开始填写申请',
      '提交申请',
      '收件',
      '受理',
      '承办：同意',
      '审查：同意',
      '审批：同意',
      '决定：准予',
      '制证',
      '送达',
      '办结',
    ])
    for (const entry of view.timeline) expect(entry.position).toBeTypeOf('number')
    const verified = await app.server.inject({ url: `/api/licences/verify?id=${view.licences[0]!.identifier}` })
    expect(verified.json()).toMatchObject({ answer: 'valid' })
  })

  it('shows the applicant no opinion of the officials, and officials no uncovered number', async () => {
    const at = await step(cast.handler, await accepted(app, cast), 'pass', '内部意见')
    const own = await viewOf(cast.resident, at.caseId)
    expect(JSON.stringify(own)).not.toContain('内部意见')
    expect(own.applicant).toMatchObject({ code: '999999199003120243', masked: false })
    const official = await viewOf(cast.reviewer, at.caseId)
    expect(JSON.stringify(official)).toContain('内部意见')
    expect(official.applicant).toMatchObject({ code: '999***********0243', phone: '139****0001', masked: true })
    expect(official.abilities).toMatchObject({ review: true, handle: false, approve: false, accept: false })
  })

  it('refuses the decision to whoever handled or reviewed', async () => {
    const at = await accepted(app, cast)
    const view = await viewOf(cast.handler, at.caseId)
    const open = view.tasks.find((task) => task.state === 'open')!
    const refused = await cast.approver.post(`/api/cases/${at.caseId}/complete-step`, {
      version: view.version,
      taskId: open.taskId,
      outcome: 'pass',
    })
    expect(refused.statusCode).toBe(403)
  })

  it('goes back one step when it is returned, with the reason', async () => {
    let at = await accepted(app, cast)
    at = await step(cast.handler, at)
    at = await step(cast.reviewer, at, 'return', '平面图缺少消毒间')
    const view = await viewOf(cast.handler, at.caseId)
    expect(view.tasks.filter((task) => task.state === 'open').map((task) => task.step)).toEqual(['handle'])
    expect(view.timeline.at(-1)).toMatchObject({ title: '审查：退回', text: '平面图缺少消毒间' })
  })

  it('tells a late clerk who was quicker, and changes nothing', async () => {
    const at = await received(app, cast)
    await act(cast.clerk, at, 'accept')
    const late = await cast.clerk.post(`/api/cases/${at.caseId}/accept`, { version: at.version })
    expect(late.statusCode).toBe(409)
    expect(late.json<{ detail: string }>().detail).toMatch(/陈静已于.+办理了/)
  })

  it('is nowhere to be found for a clerk of another county', async () => {
    const other = await signIn(app, 'zhaojingtai')
    const { caseId, version } = await received(app, cast)
    expect((await other.get(`/api/cases/${caseId}`)).statusCode).toBe(404)
    expect((await other.post(`/api/cases/${caseId}/accept`, { version })).statusCode).toBe(404)
    expect((await other.get('/api/cases')).json()).toEqual({ cases: [] })
    expect((await other.get('/api/inbox')).json()).toMatchObject({ tasks: [] })
  })
})
