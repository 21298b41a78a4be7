import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lines, onEdge, processXml, task, workdays } from '../../../../test/flow-xml.ts'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { TryFlow } from '../contract/try-flow.ts'
import { buildDecisionXml, buildFlowXml } from '../fixtures.ts'

type Trial = OutputOf<typeof TryFlow>
type Asked = Partial<InputOf<typeof TryFlow>>

const PATH = '/api/admin/flows/trial'
const standard = { definitionId: 'standard-three-step', version: 1 }
/** A Monday before a week without holidays. */
const startOn = '2026-11-23'

let app: TestApp
let drafter: SignedIn
let admin: SignedIn

beforeAll(async () => {
  app = await openTestApp()
  drafter = await signIn(app, 'nongxuemei')
  admin = await signIn(app, 'tanwenbin')
})
afterAll(() => app.close())

async function tries(asked: Asked): Promise<Trial> {
  const body = { flow: standard, startOn, answers: {}, acts: [], ordinary: false, ...asked }
  const answer = await admin.post(PATH, body)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<Trial>()
}

describe('a trial of a flow', () => {
  it('goes the ordinary way to the end, and stores nothing', async () => {
    const counted = async () => [
      await app.sql('select id from flows.instances'),
      await app.sql('select id from flows.tasks'),
    ]
    const before = await counted()
    const trial = await tries({ ordinary: true, limit: { value: 10, unit: 'workday' } })
    expect(trial.steps.map(({ name, role, outcome }) => [name, role, outcome])).toEqual([
      ['承办', 'handler', 'pass'],
      ['审查', 'reviewer', 'pass'],
      ['审批', 'approver', 'pass'],
    ])
    expect(trial).toMatchObject({ version: 1, endedOn: startOn, outcome: 'pass', dueOn: '2026-12-07', waiting: [] })
    expect(trial.steps[2]).toMatchObject({ notBy: ['承办', '审查'], dueOn: '2026-12-07' })
    expect(await counted()).toEqual(before)
  })

  it('goes where one decides, step by step, and back where it is returned', async () => {
    const first = await tries({})
    expect(first.waiting).toMatchObject([{ kind: 'done', elementId: 'handle', canReturn: false }])
    const act = (trial: Trial, outcome: 'pass' | 'return' | 'deny') => {
      const { kind, token, elementId } = trial.waiting[0]!
      return [...trial.acts, { kind, token, elementId, outcome }]
    }
    const handled = await tries({ acts: act(first, 'pass') })
    const returned = await tries({ acts: act(handled, 'return') })
    expect(returned.waiting).toMatchObject([{ elementId: 'handle' }])
    const again = await tries({ acts: act(await tries({ acts: act(returned, 'pass') }), 'pass') })
    const denied = await tries({ acts: act(again, 'deny') })
    expect(denied).toMatchObject({ outcome: 'deny', endedOn: startOn })
    expect(denied.steps.map(({ name }) => name)).toEqual(['承办', '审查', '承办', '审查', '审批'])
  })

  it('leaves out what other answers have made impossible', async () => {
    const flow = { definitionId: 'energy-review', version: 1 }
    const large = await tries({ flow, answers: { annualEnergy: 2000 }, ordinary: true })
    expect(large.steps.map(({ name }) => name)).toContain('机构评审')
    expect(large.variables).toEqual([
      { name: 'annualEnergy', type: 'number' },
      { name: 'annualPower', type: 'number' },
    ])
    const small = await tries({ flow, answers: { annualEnergy: 1 }, acts: large.acts })
    expect(small.acts).toHaveLength(1)
    expect(small.waiting).toMatchObject([{ name: '审查' }])
  })

  it('counts limits on the real calendar, and says what goes past the whole', async () => {
    const steps = [
      { task: { id: 'handle', name: '承办', step: 'handle', role: 'handler', limitWorkdays: 4 } },
      { task: { id: 'approve', name: '审批', step: 'approve', role: 'approver', limitWorkdays: 3 } },
    ] as const
    const flow = { xml: buildFlowXml({ id: 'draft', name: '草稿', steps }) }
    const trial = await tries({ flow, ordinary: true, startOn: '2026-09-28', limit: { value: 5, unit: 'workday' } })
    expect(trial.steps).toMatchObject([
      { name: '承办', on: '2026-09-28', limitWorkdays: 4 },
      { name: '审批', limitWorkdays: 3, isLate: true },
    ])
    // 1 to 7 October are holidays.
    expect(trial.steps[0]!.doneOn! > '2026-10-07').toBe(true)
    expect(trial.steps[1]!.on).toBe(trial.steps[0]!.doneOn)
    expect(trial.endedOn! > trial.dueOn!).toBe(true)
  })

  it('asks the tables as they will be asked, names services without running them, and lets days come', async () => {
    const table = buildDecisionXml({
      name: '方式',
      inputs: [{ name: 'area', label: '面积', type: 'number' }],
      outputs: [{ label: '方式', type: 'string' }],
      rules: [
        ['<= 100', '"书面"'],
        ['> 100', '"现场"'],
      ],
    })
    await admin.post('/api/admin/decision-tables/trial-way/versions', { xml: table })
    const xml = processXml(
      `<startEvent id="start" />
      <businessRuleTask id="ask" name="方式" yiwang:decision="trial-way" yiwang:version="1" />
      <serviceTask id="tell" name="告知" yiwang:service="cases.tell-applicant" yiwang:text="已进入审批" />
      ${task('approve', 'approve')}
      ${onEdge('late', 'approve', workdays(3), true)}
      <serviceTask id="remind" name="提醒" yiwang:service="cases.tell-applicant" yiwang:text="还在办理" />
      <endEvent id="end" ><terminateEventDefinition id="stop" /></endEvent><endEvent id="end2" />
      ${lines('start > ask > tell > approve > end', 'late > remind > end2')}`,
      { variables: 'area, 方式' },
    )
    const begun = await tries({ flow: { xml }, answers: { area: 150 } })
    expect(begun.problems).toEqual([])
    expect(begun.steps).toMatchObject([
      { kind: 'decision', decisions: [{ name: '方式', matched: [2], result: '现场' }] },
      { kind: 'service', service: { title: '告知申请人办理进度', text: '已进入审批' } },
      { kind: 'task', name: 'approve' },
    ])
    const timer = begun.waiting.find(({ kind }) => kind === 'timer')!
    expect(timer).toMatchObject({ dueOn: '2026-11-26' })
    const { kind, token, elementId } = timer
    const fired = await tries({ flow: { xml }, answers: { area: 150 }, acts: [{ kind, token, elementId }] })
    expect(fired.steps.slice(3)).toMatchObject([{ kind: 'timer', doneOn: '2026-11-26' }, { kind: 'service' }])
    expect((await tries({ flow: { xml }, answers: { area: 150 }, ordinary: true })).outcome).toBe('pass')
  })

  it('is not made of a drawing that has problems, nor for who neither drafts nor keeps flows', async () => {
    const trial = await tries({ flow: { xml: processXml('<startEvent id="start" />') } })
    expect(trial.problems.length).toBeGreaterThan(0)
    expect(trial).toMatchObject({ steps: [], waiting: [], variables: [] })
    const handler = await signIn(app, 'huangzhiqiang')
    const body = { flow: standard, startOn, answers: {}, acts: [], ordinary: true }
    expect((await handler.post(PATH, body)).statusCode).toBe(403)
    expect((await drafter.post(PATH, body)).statusCode).toBe(200)
    const unknown = { ...body, flow: { definitionId: 'nothing', version: 1 } }
    expect((await drafter.post(PATH, unknown)).json()).toMatchObject({ code: 'flows/definition-unknown' })
  })
})
