import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { STRANGER, refusalOf, registered, signInCast } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
let calls = 0
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

function lookUp(
  payload: { queryCode: string; queryPassword?: string | undefined },
  remoteAddress = `10.2.0.${(calls += 1)}`,
): Promise<LightMyRequestResponse> {
  const headers = { 'idempotency-key': randomUUID() }
  return app.server.inject({ method: 'POST', url: '/api/cases/look-up', headers, payload, remoteAddress })
}

describe('looking a case up without signing in', () => {
  it('shows where it stands and what was done, and nothing that names anybody', async () => {
    const { queryCode, queryPassword } = await registered(app, cast.clerk, { applicant: STRANGER })
    const answer = await lookUp({ queryCode, queryPassword })
    expect(answer.json()).toMatchObject({
      queryCode,
      applicantName: '陆**',
      stateTitle: '已收件',
      steps: [{ title: '收件' }],
    })
    for (const secret of ['陆小梅', '999999200001010628', '13900000009', '荔香小馆', '陈静'])
      expect(answer.body).not.toContain(secret)
  })

  it('answers a wrong number and a wrong password alike', async () => {
    const { queryCode, queryPassword = '' } = await registered(app, cast.clerk, { applicant: STRANGER })
    const wrong = queryPassword === '000000' ? '000001' : '000000'
    const [byPassword, byNumber] = [
      await refusalOf(lookUp({ queryCode, queryPassword: wrong })),
      await refusalOf(lookUp({ queryCode: '450721260101999999', queryPassword })),
    ]
    expect(byPassword).toMatchObject({ status: 404, code: 'cases/look-up-failed' })
    expect([byNumber.code, byNumber.detail]).toEqual([byPassword.code, byPassword.detail])
  })

  it('lets nobody guess: ten tries a minute from one address', async () => {
    const statuses: number[] = []
    for (let tries = 0; tries < 11; tries += 1)
      statuses.push((await lookUp({ queryCode: '450721260101000001', queryPassword: '123456' }, '10.3.0.1')).statusCode)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 429])
  })
})
