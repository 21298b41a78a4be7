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

  it('lets nobody guess from many addresses, and says no more of a number that exists than of one that does not', async () => {
    const { queryCode, queryPassword = '' } = await registered(app, cast.clerk, { applicant: STRANGER })
    const wrong = queryPassword === '000000' ? '000001' : '000000'
    const home = '10.9.0.1'
    expect((await lookUp({ queryCode, queryPassword }, home)).statusCode).toBe(200)
    const guess = async (number: string): Promise<number[]> => {
      const statuses: number[] = []
      for (let tries = 0; tries < 17; tries += 1)
        statuses.push((await lookUp({ queryCode: number, queryPassword: wrong })).statusCode)
      return statuses
    }
    const [real, invented] = [await guess(queryCode), await guess('450721260101000777')]
    expect(real).toEqual([...Array.from({ length: 15 }, () => 404), 429, 429])
    expect(invented).toEqual(real)
    // The right password from a stranger's place waits, too: otherwise the wait would tell that it is right.
    expect((await refusalOf(lookUp({ queryCode, queryPassword }))).detail).toMatch(/请过\d+秒再试/)
    expect((await lookUp({ queryCode, queryPassword }, home)).statusCode).toBe(200)
  })

  it('keeps an owner out for two minutes at most, wherever he is, and other numbers not at all', async () => {
    const one = await registered(app, cast.clerk, { applicant: STRANGER })
    const other = await registered(app, cast.clerk, { applicant: STRANGER })
    const wrong = one.queryPassword === '000000' ? '000001' : '000000'
    await Promise.all(Array.from({ length: 24 }, () => lookUp({ queryCode: one.queryCode, queryPassword: wrong })))
    const right = ({ queryCode, queryPassword }: typeof one) => lookUp({ queryCode, queryPassword })
    expect((await right(one)).statusCode).toBe(429)
    expect((await right(other)).statusCode).toBe(200)
    app.clock.setOffsetMs(app.clock.now().getTime() - Date.now() + 121_000)
    expect((await right(one)).statusCode).toBe(200)
  })

  it('forgets after a month from where somebody looked', async () => {
    const count = async () => Number((await app.sql('select count(*) n from cases.look_up_throttles'))[0]!['n'])
    expect(await count()).toBeGreaterThan(0)
    app.clock.setOffsetMs(app.clock.now().getTime() - Date.now() + 32 * 86_400_000)
    const forgetting = app.modules.cases.timers?.find(({ name }) => name === 'cases/forget-look-ups')
    await forgetting!.work((fn) => app.act({ mode: 'write', role: 'yiwang_worker' }, fn))
    expect(await count()).toBe(0)
  })
})
