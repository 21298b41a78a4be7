import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { inHandling, refusalOf, signInCast } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('revealing an applicant', () => {
  it('needs a purpose of the list and a reason, uncovers what was masked, and is itself recorded', async () => {
    const { caseId } = await inHandling(app, cast.clerk)
    const url = `/api/cases/${caseId}/applicant`
    for (const lacking of [{}, { purpose: 'handle-case' }, { purpose: '好奇', reason: '看看' }, { reason: '看看' }])
      expect((await cast.handler.post(url, lacking)).statusCode).toBe(400)
    const shown = await cast.handler.post(url, { purpose: 'verify-identity', reason: '电话核实场所面积' })
    expect(shown.json()).toMatchObject({ code: '999999199003120243', phone: '13900000001', masked: false })
    const [entry] = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where stream like 'access:%' and canonical like '%' || $1 || '%' order by id desc`,
      [caseId],
    )
    const { body, personal } = JSON.parse(entry!.canonical) as Record<string, object>
    expect(body).toMatchObject({ what: '申请人完整信息', purpose: 'verify-identity' })
    // In words, people name people: the reason lies beside the chain.
    expect(Object.keys(personal!)).toEqual(['reason'])
    expect(entry!.canonical).not.toContain('电话核实')
  })

  it('is for those who work on the case, not for whoever makes licences', async () => {
    const { caseId } = await inHandling(app, cast.clerk)
    const refused = await refusalOf(
      cast.certificate.post(`/api/cases/${caseId}/applicant`, { purpose: 'handle-case', reason: '看看' }),
    )
    expect(refused).toMatchObject({ status: 403, code: 'permit/not-allowed' })
  })
})
