import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { randomUUID } from 'node:crypto'
import {
  FOOD_ANSWERS,
  FOOD_ITEM,
  STRANGER,
  findItemId,
  ok,
  refusalOf,
  registered,
  signInCast,
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

const register = async (body: object) =>
  cast.clerk.post('/api/cases/register', {
    itemId: await findItemId(app, FOOD_ITEM),
    applicant: STRANGER,
    answers: FOOD_ANSWERS,
    ...body,
  })

describe('registering a case at the window', () => {
  it('receives it at once, with numbers, a receipt and five workdays', async () => {
    const submission = await registered(app, cast.clerk, { paperMaterialIds: ['layout'] })
    expect(submission).toMatchObject({ state: 'received' })
    const view = await viewOf(cast.clerk, submission.caseId)
    expect(view.channel).toBe('window')
    expect(view.materials.find((one) => one.materialId === 'layout')).toMatchObject({ paperReceived: true, files: [] })
    expect(view.documents.map((one) => one.template)).toEqual(['receipt'])
    expect(view.limits).toMatchObject([{ kind: 'notify', length: { value: 5, unit: 'workday' } }])
    expect(view.tasks).toMatchObject([{ step: 'accept', state: 'open' }])
  })

  it('is found in the account of the person it is for, and they are told', async () => {
    const { caseId } = await registered(app, cast.clerk)
    const mine = await ok<{ cases: { caseId: string }[] }>(cast.resident.get('/api/my/cases'))
    expect(mine.cases.map((one) => one.caseId)).toContain(caseId)
    await app.drain()
    const told = await app.sql<{ count: string }>(`select count(*) from notices.notices where subject = $1`, [caseId])
    expect(Number(told[0]?.count)).toBe(1)
  })

  it('serves somebody without an account, who asks by number and password', async () => {
    const { queryCode, queryPassword } = await registered(app, cast.clerk, { applicant: STRANGER })
    const found = await app.server.inject({
      method: 'POST',
      url: '/api/cases/look-up',
      headers: { 'idempotency-key': randomUUID() },
      payload: { queryCode, queryPassword },
    })
    expect(found.json()).toMatchObject({ stateTitle: '已收件', applicantName: '陆**' })
  })

  it('refuses numbers that fail their checksum, at the field', async () => {
    const person = await refusalOf(register({ applicant: { ...STRANGER, code: '999999200001010629' } }))
    expect(person).toMatchObject({ status: 422, code: 'cases/applicant-invalid' })
    expect(person.fields).toEqual([{ path: '/applicant/code', message: '公民身份号码不正确，请核对' }])
    const company = { ...STRANGER, kind: 'organization', name: '某公司', code: '91450721MAYW00016E' }
    const organization = await refusalOf(register({ applicant: company }))
    expect(organization.fields).toEqual([{ path: '/applicant/code', message: '统一社会信用代码不正确，请核对' }])
  })

  it('refuses answers that do not fit the form and paper that the item does not ask for', async () => {
    expect(await refusalOf(register({ answers: {} }))).toMatchObject({ status: 422, code: 'cases/answers-invalid' })
    const unknown = await refusalOf(register({ paperMaterialIds: ['diploma'] }))
    expect(unknown).toMatchObject({ status: 422, code: 'cases/material-unknown' })
  })
})
