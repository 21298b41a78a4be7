import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId, systemActor } from '../../../kernel/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import { buildDecisionXml, buildFlowXml } from '../fixtures.ts'
import type { FlowProblem } from '../contract/flow-problem.ts'
import type { FlowChart } from '../contract/get-flow.ts'
import type { Task } from '../contract/task.ts'

const COUNTY = '450721'

let app: TestApp
let handler: SignedIn

beforeAll(async () => {
  app = await openTestApp()
  handler = await signIn(app, 'huangzhiqiang')
})
afterAll(() => app.close())

describe('the routes of flows', () => {
  it('give anyone the drawing that is executed', async () => {
    const answer = await app.server.inject({ url: `/api/flows/${COUNTY}/standard-three-step/1/chart` })
    expect(answer.statusCode).toBe(200)
    const chart = answer.json<FlowChart>()
    expect(chart).toMatchObject({ definitionId: 'standard-three-step', version: 1, name: '承办、审查、审批' })
    expect(chart.xml).toContain('<bpmndi:BPMNPlane')
    const unknown = await app.server.inject({ url: `/api/flows/${COUNTY}/nothing/1/chart` })
    expect(unknown.statusCode).toBe(404)
    expect(unknown.json()).toMatchObject({ title: '没有这个流程' })
  })

  it('check a draft for those who manage flows, with the run that shows what is wrong, and keep nothing', async () => {
    const admin = await signIn(app, 'tanwenbin')
    const steps = ['handle', 'handle', 'review', 'review', 'approve'].map((step, index) => ({
      task: { id: `${step}${index}`, name: `第${index}步`, step, role: 'handler' },
    }))
    const xml = buildFlowXml({ id: 'draft', name: '草稿', steps })
    const answer = await admin.post('/api/admin/flows/check', { xml })
    expect(answer.statusCode).toBe(200)
    const { name, problems } = answer.json<{ name: string; problems: FlowProblem[] }>()
    expect([name, problems.map(({ rule }) => rule)]).toEqual(['草稿', ['three-levels']])
    expect(problems[0]?.trace).toEqual(['start', 'handle0', 'handle1', 'review2', 'review3', 'approve4', 'end'])
    expect(await app.sql(`select from flows.definitions where id = 'draft'`)).toHaveLength(0)
    expect((await handler.post('/api/admin/flows/check', { xml })).statusCode).toBe(403)
  })

  it('let a handler find, claim and release his task, and show where the flow stands', async () => {
    const { task, subject } = await startFlow()
    const inbox = await handler.get(`/api/inbox?subjectNo=${task.subjectNo}`)
    expect(inbox.statusCode).toBe(200)
    const [row] = inbox.json<{ tasks: Task[] }>().tasks
    expect(row).toMatchObject({ id: task.id, personName: '王*', stepTitle: '承办', limits: [], isMine: false })
    expect(row).not.toHaveProperty('personBlinds')
    expect(row).not.toHaveProperty('flowId')
    const claimed = await handler.post(`/api/tasks/${task.id}/claim`, { version: 1 })
    expect(claimed.json()).toMatchObject({ assigneeId: handler.actor.staffId, version: 2 })
    expect((await handler.get('/api/inbox/counts')).json()).toMatchObject({ mine: 1, most: 999 })
    const late = await handler.post(`/api/tasks/${task.id}/claim`, { version: 1 })
    expect(late.statusCode).toBe(409)
    expect(late.json()).toMatchObject({ detail: expect.stringContaining('领取任务') })
    const released = await handler.post(`/api/tasks/${task.id}/release`, { version: 2 })
    expect(released.statusCode).toBe(200)
    expect(released.json()).not.toHaveProperty('assigneeId')
    const state = await handler.get(`/api/flows/of/${subject}`)
    expect(state.json()).toMatchObject({ flow: { tokens: ['handle'], done: [], state: 'running' } })
  })

  it('tell those who work on a case by which rules it was decided, and on what', async () => {
    const { subject } = await startFlow()
    const xml = buildDecisionXml({
      name: '审查方式',
      inputs: [{ name: 'area', label: '面积', type: 'number' }],
      outputs: [{ label: '审查方式', type: 'string' }],
      rules: [['> 100', '"现场"']],
    })
    const { api } = app.modules.flows
    const table = { decisionId: 'way', version: 1, jurisdiction: COUNTY, xml }
    const asked = { decisionId: 'way', version: 1, subject, subjectKind: 'case', variables: { area: 120 } }
    await app.as(systemActor('test'), (ctx) => api.publishDecisionTable(ctx, table))
    await app.as(systemActor('test'), (ctx) => api.decide(ctx, asked))
    const path = `/api/flows/of/${subject}/decisions`
    const decision = { name: '审查方式', matched: [1], isOtherwise: false }
    const inputs = [{ label: '面积', value: 120 }]
    expect((await handler.get(path)).json()).toMatchObject({
      applied: [
        {
          decisionId: 'way',
          decisionVersion: 1,
          name: '审查方式',
          decisions: [{ ...decision, inputs, result: '现场' }],
        },
      ],
    })
    const supervisor = await signIn(app, 'mozhengming')
    expect((await supervisor.get(path)).json<{ applied: unknown[] }>().applied).toMatchObject([
      { decisions: [decision] },
    ])
    expect((await supervisor.get(path)).body).not.toContain('现场')
    expect((await (await signIn(app, 'zhaojingtai')).get(path)).statusCode).toBe(404)
    expect((await handler.get(`/api/flows/of/${newPublicId(COUNTY)}/decisions`)).json()).toEqual({ applied: [] })
  })

  it('publish a decision table under the next number, or say what is wrong with it', async () => {
    const admin = await signIn(app, 'tanwenbin')
    const xml = (cell: string) =>
      buildDecisionXml({
        name: '收费档次',
        inputs: [{ name: 'area', label: '面积', type: 'number' }],
        outputs: [{ label: '档次', type: 'string' }],
        rules: [[cell, '"一档"']],
      })
    const path = '/api/admin/decision-tables'
    expect((await admin.post(`${path}/fee-grade/versions`, { xml: xml('> 1') })).json()).toEqual({
      version: 1,
      problems: [],
    })
    expect((await admin.post(`${path}/fee-grade/versions`, { xml: xml('> 2') })).json()).toMatchObject({ version: 2 })
    const wrong = (await admin.post(`${path}/fee-grade/versions`, { xml: xml('"大"') })).json<{ problems: unknown[] }>()
    expect(wrong).toEqual({ problems: [expect.objectContaining({ rule: 'cell' })] })
    expect((await admin.post(`${path}/check`, { xml: xml('> 3') })).json()).toMatchObject({
      name: '收费档次',
      problems: [],
      warnings: [{ rule: 'gap', message: '“收费档次”没有规则回答这样的情形：面积 = 3。' }],
    })
    expect((await handler.post(`${path}/check`, { xml: xml('> 3') })).statusCode).toBe(403)
    const { tables } = (await admin.get(path)).json<{ tables: { decisionId: string; versions: unknown[] }[] }>()
    expect(tables.find(({ decisionId }) => decisionId === 'fee-grade')).toMatchObject({
      name: '收费档次',
      versions: [
        { jurisdiction: COUNTY, version: 2 },
        { jurisdiction: COUNTY, version: 1 },
      ],
    })
    const file = `/api/admin/decision-tables/fee-grade/versions/${COUNTY}/1`
    expect((await admin.get(file)).json()).toEqual({ name: '收费档次', xml: xml('> 1') })
    expect((await admin.get(`${path}/fee-grade/versions/${COUNTY}/9`)).json()).toMatchObject({
      code: 'flows/table-unknown',
    })
    expect((await admin.get(`${path}/fee-grade/versions/620423/1`)).statusCode).toBe(404)
    expect((await handler.get(path)).statusCode).toBe(403)
    expect((await handler.get(file)).statusCode).toBe(403)
  })

  it('keep another county out, by list and by address', async () => {
    const { task, subject } = await startFlow()
    const stranger = await signIn(app, 'zhaojingtai')
    expect((await stranger.get(`/api/inbox?subjectNo=${task.subjectNo}`)).json()).toEqual({ tasks: [] })
    expect((await stranger.get(`/api/flows/of/${subject}`)).statusCode).toBe(404)
    for (const act of ['claim', 'release']) {
      for (const version of [1, 99]) {
        expect((await stranger.post(`/api/tasks/${task.id}/${act}`, { version })).statusCode).toBe(404)
      }
    }
    expect((await app.server.inject({ url: '/api/inbox' })).statusCode).toBe(401)
    const resident = await signIn(app, 'wangfang')
    expect((await resident.get('/api/inbox')).statusCode).toBe(403)
  })

  it('answer a malformed question with what is wrong', async () => {
    for (const query of [
      'after=yesterday',
      'limit=0',
      'limit=1000',
      'step=sleep',
      'dueBy=2026-02-30',
      'scope=others',
    ]) {
      const answer = await handler.get(`/api/inbox?${query}`)
      expect(answer.statusCode, query).toBe(400)
    }
    expect((await handler.get('/api/inbox?after=2026-12-01~00000000-0000-0000-0000-000000000000')).statusCode).toBe(200)
    expect((await handler.get('/api/inbox?after=2026-12-01~------------------------------------')).statusCode).toBe(400)
    const noSuchDay = await handler.get('/api/inbox?after=2026-02-31~00000000-0000-0000-0000-000000000000')
    expect(noSuchDay.statusCode).toBe(400)
    expect(noSuchDay.json()).toMatchObject({ title: '找不到这一页' })
  })
})

async function startFlow(): Promise<{ task: Task; subject: string }> {
  const subject = newPublicId(COUNTY)
  const organizationId = handler.actor.organizationId
  if (organizationId === undefined) throw new Error('the handler has no organization')
  const { opened } = await app.as(systemActor('test'), (ctx) =>
    app.modules.flows.api.start(ctx, {
      definitionId: 'standard-three-step',
      definitionVersion: 1,
      subject,
      subjectNo: `T${subject.slice(-12)}`,
      title: '公共场所卫生许可',
      division: COUNTY,
      organizationId,
      level: 'normal',
      personName: '王芳',
    }),
  )
  return { task: opened[0]!, subject }
}
