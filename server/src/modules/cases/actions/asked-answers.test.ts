import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { bytesOf, itemFile } from '../../catalogue/fixtures.ts'
import { signIn } from '../../identity/fixtures.ts'
import { COMPANY, bareDraft, draftCase, ok, refusedAct, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

const ITEM = '自动带入的事项（测试）'
const answers = { online: false }
const WANGFANG = { owner: '王芳', number: '999999199003120243', born: '1990-03-12', sex: '女' }

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
  const text = { type: 'string', minLength: 1, maxLength: 200 }
  const form = {
    schema: {
      type: 'object',
      properties: {
        owner: { ...text, title: '经营者' },
        number: { ...text, title: '证件号码' },
        agent: { ...text, title: '代办人' },
        born: { type: 'string', format: 'date', title: '出生日期' },
        sex: { ...text, title: '性别' },
        odd: { ...text, title: '别的' },
        online: { type: 'boolean', title: '是否网络经营' },
        address: { ...text, title: '平台' },
        size: { ...text, title: '平台规模' },
      },
      required: ['owner', 'online'],
      additionalProperties: false,
      allOf: [
        {
          if: { properties: { online: { const: true } }, required: ['online'] },
          then: { required: ['address'] },
          else: { properties: { address: false } },
        },
        {
          if: { required: ['address'], properties: { address: { const: '甲' } } },
          else: { properties: { size: false } },
        },
      ],
    },
    uiSchema: {
      owner: { 'ui:known': 'name' },
      number: { 'ui:known': 'code' },
      agent: { 'ui:known': 'agentName' },
      born: { 'ui:known': 'birthDate' },
      sex: { 'ui:known': 'sex' },
      odd: { 'ui:known': 'constructor' },
    },
    sections: [
      {
        id: 'all',
        title: '全部',
        fields: ['owner', 'number', 'agent', 'born', 'sex', 'odd', 'online', 'address', 'size'],
      },
    ],
  }
  const id = '450721-0192f0c1-2a3b-7c4d-8e5f-6071829300aa'
  const material = { necessity: 'required', form: 'either', source: 'applicant', originals: 1, copies: 0 }
  const materials = [
    { ...material, id: 'application', name: '申请书' },
    { ...material, id: 'record', name: '网络备案凭证', neededWhen: { question: 'online', values: [true] } },
    { ...material, id: 'original', name: '原件', form: 'paper' },
  ]
  const bytes = bytesOf(itemFile({ id, item: { name: ITEM, code: 'KNOWN-1', form, materials } }))
  const report = await app.act({ mode: 'write' }, (ctx) =>
    app.modules.catalogue.api.importFile(ctx, { source: 'test.json', bytes }),
  )
  expect(report.refused).toEqual([])
})
afterAll(() => app.close())

describe('a question that says it is known', () => {
  it('comes filled in with who applies, and nothing else of them', async () => {
    const { caseId } = await bareDraft(app, cast.resident, { item: ITEM, answers: {} })
    expect((await viewOf(cast.resident, caseId)).answers).toEqual(WANGFANG)
  })

  it('is filled in for a company with the company and its agent', async () => {
    const agent = await signIn(app, 'liming')
    const company = { applicantKind: 'organization', creditCode: COMPANY.code } as const
    const { caseId } = await bareDraft(app, agent, { item: ITEM, answers: {}, ...company })
    expect((await viewOf(agent, caseId)).answers).toEqual({ owner: COMPANY.name, number: COMPANY.code, agent: '李明' })
  })

  it('gives way to what somebody writes', async () => {
    const { caseId } = await bareDraft(app, cast.resident, { item: ITEM, answers: { owner: '王小芳' } })
    expect((await viewOf(cast.resident, caseId)).answers).toMatchObject({ owner: '王小芳' })
  })
})

describe('an answer to what is not asked any more', () => {
  it('is not taken with the application, nor what hung on it; it was kept in the draft', async () => {
    const draft = await draftCase(app, cast.resident, {
      item: ITEM,
      answers: { ...answers, address: '甲', size: '大' },
    })
    expect((await viewOf(cast.resident, draft.caseId)).answers).toMatchObject({ address: '甲', size: '大' })
    await ok(cast.resident.post(`/api/cases/${draft.caseId}/submit`, { version: draft.version, truthful: true }))
    const { answers: taken } = await viewOf(cast.resident, draft.caseId)
    expect(taken).toEqual({ ...WANGFANG, online: false })
  })

  it('is demanded where it is asked', async () => {
    const draft = await draftCase(app, cast.resident, { item: ITEM, answers: { online: true } })
    const refused = await refusedAct(cast.resident, draft, 'submit', { truthful: true })
    expect(refused.fields?.map(({ path }) => path)).toEqual(['/address'])
  })

  it('that the form never knew is refused as before', async () => {
    const draft = await draftCase(app, cast.resident, { item: ITEM, answers: { ...answers, other: '甲' } })
    const refused = await refusedAct(cast.resident, draft, 'submit', { truthful: true })
    expect(refused).toMatchObject({ status: 422, code: 'cases/answers-invalid' })
  })
})

describe('a material that depends on an answer', () => {
  const asked = async (caseId: string, by = cast.resident) =>
    (await viewOf(by, caseId)).materials.map(({ name, isDemanded }) => [name, isDemanded])

  it('is asked for where it is needed, and demanded before the application goes in', async () => {
    const draft = await bareDraft(app, cast.resident, { item: ITEM, answers: { online: true, address: '乙' } })
    expect(await asked(draft.caseId)).toEqual([
      ['申请书', true],
      ['网络备案凭证', true],
      ['原件', false],
    ])
    const refused = await refusedAct(cast.resident, draft, 'submit', { truthful: true })
    expect(refused.fields?.map(({ path }) => path)).toEqual(['/materials/application', '/materials/record'])
  })

  it('is not spoken of where it is not, to whoever applies and to whoever accepts', async () => {
    const draft = await draftCase(app, cast.resident, { item: ITEM, answers })
    expect((await asked(draft.caseId)).map(([name]) => name)).toEqual(['申请书', '原件'])
    await ok(cast.resident.post(`/api/cases/${draft.caseId}/submit`, { version: draft.version, truthful: true }))
    expect((await asked(draft.caseId, cast.clerk)).map(([name]) => name)).toEqual(['申请书', '原件'])
  })

  it('stays where somebody handed it in before the answer changed', async () => {
    const draft = await draftCase(app, cast.resident, { item: ITEM, answers: { online: true, address: '乙' } })
    await ok(
      cast.resident.post(`/api/cases/${draft.caseId}/draft`, { version: draft.version, answers: { online: false } }),
    )
    expect(await asked(draft.caseId)).toContainEqual(['网络备案凭证', false])
  })
})
