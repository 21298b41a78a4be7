import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { PersonMandateView } from '../../identity/contract/index.ts'
import type { CasePage } from '../contract/index.ts'
import { PDF, draftCase, ok, sendForm, signInAll, submitted, viewOf } from '../fixtures.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

it('a guardian in everything reaches what the ward began alone, and what he begins is the ward’s', async () => {
  const { wang, li, clerk } = await signInAll(app, { wang: 'wangfang', li: 'liming', clerk: 'chenjing' })
  const fields = {
    guardianCitizenId: '999999198506070319',
    wardName: '王芳',
    wardCitizenId: '999999199003120243',
    relation: 'appointed',
    documentNo: '灵法民特字1号',
    division: '450721',
    validTo: '2028-01-01',
  }
  const file = { name: '判决书.pdf', type: 'application/pdf', bytes: PDF }
  const own = await submitted(app, wang, {})
  const given = await ok<PersonMandateView>(sendForm(app, clerk, { url: '/api/guardianships', fields, file }))
  expect((await li.get(`/api/cases/${own.caseId}`)).statusCode).toBe(404)
  await ok(li.post(`/api/my/mandates/${given.id}/accept`, { version: given.version }))
  await ok(li.post('/api/session/acting', { mandateId: given.id }))
  const seen = await viewOf(li, own.caseId)
  expect(seen.applicant).toMatchObject({ name: '王芳', masked: false })
  const material = seen.materials.flatMap(({ files }) => files)[0]
  expect((await li.get(material!.href)).statusCode).toBe(200)
  const begun = await draftCase(app, li, { mandateId: given.id })
  const mine = await ok<CasePage>(wang.get('/api/my/cases'))
  expect(mine.cases.map(({ caseId }) => caseId)).toEqual(expect.arrayContaining([own.caseId, begun.caseId]))
  await ok(li.post('/api/session/acting/end'))
  expect((await li.get(`/api/cases/${own.caseId}`)).statusCode).toBe(404)
})
