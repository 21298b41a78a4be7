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
  it('needs a purpose, uncovers what was masked, and is itself recorded', async () => {
    const { caseId } = await inHandling(app, cast.clerk)
    const url = `/api/cases/${caseId}/applicant`
    expect((await cast.handler.post(url, {})).statusCode).toBe(400)
    const shown = await cast.handler.post(url, { purpose: '电话核实场所面积' })
    expect(shown.json()).toMatchObject({ code: '999999199003120243', phone: '13900000001', masked: false })
    const entries = await app.sql<{ stream: string }>(
      `select stream from ledger.entries where stream like 'access:%' and canonical like '%' || $1 || '%'`,
      [caseId],
    )
    expect(entries.length).toBeGreaterThan(0)
  })

  it('is for those who work on the case, not for whoever makes licences', async () => {
    const { caseId } = await inHandling(app, cast.clerk)
    const refused = await refusalOf(cast.certificate.post(`/api/cases/${caseId}/applicant`, { purpose: '看看' }))
    expect(refused).toMatchObject({ status: 403, code: 'permit/not-allowed' })
  })
})
