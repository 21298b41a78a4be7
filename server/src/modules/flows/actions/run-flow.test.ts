import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId, systemActor } from '../../../kernel/index.ts'
import type { Actor, Role } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ModuleParts, RunAct } from '../../../platform/module/index.ts'
import type { Task } from '../contract/task.ts'
import { buildFlowXml, energyReview, standardThreeStep } from '../fixtures.ts'
import type { FlowDescription } from '../fixtures.ts'
import { createLimits } from '../../limits/index.ts'
import { createFlows } from '../index.ts'
import type { FlowsApi } from '../index.ts'

const JURISDICTION = '450721'
const organizationId = newPublicId(JURISDICTION)

let app: TestApp
let flows: ModuleParts<FlowsApi>
let system: Actor
let subject: string

beforeAll(async () => {
  app = await openTestApp()
  flows = createFlows({
    organizations: {
      organizationNames: (_ctx, ids) => Promise.resolve(new Map(ids.map((id) => [id, '审批局']))),
      staffNames: () => Promise.resolve(new Map()),
    },
    limits: createLimits().api,
    personBlinds: () => [],
  })
  system = systemActor('test')
  for (const flow of [standardThreeStep, energyReview, timed, both]) {
    const published = await publish(flow)
    expect(published.problems).toEqual([])
  }
})

afterAll(async () => app.close())

beforeEach(() => {
  subject = newPublicId(JURISDICTION)
})

const timed: FlowDescription = {
  id: 'timed',
  name: '公示后审批',
  steps: [
    { wait: { id: 'notice', name: '公示', length: 5, unit: 'workday' } },
    {
      task: {
        id: 'handle',
        name: '承办',
        step: 'handle',
        role: 'handler',
        limitWorkdays: 3,
        timeout: { id: 'late', name: '逾期', workdays: 3, goTo: 'approve' },
      },
    },
    { task: { id: 'approve', name: '审批', step: 'approve', role: 'approver', limitWorkdays: 200 } },
  ],
}

const both: FlowDescription = {
  id: 'both',
  name: '并行',
  steps: [
    {
      together: {
        id: 'split',
        branches: [
          [{ task: { id: 'a', name: '甲审', step: 'handle', role: 'handler' } }],
          [{ task: { id: 'b', name: '乙审', step: 'handle', role: 'handler', distinctFrom: ['a'] } }],
        ],
      },
    },
    { task: { id: 'approve', name: '审批', step: 'approve', role: 'approver' } },
  ],
}

describe('a flow of three steps', () => {
  it('goes from handling to review to approval, each step in the hands of its role, and ends', async () => {
    const { opened } = await start('standard-three-step')
    expect(opened).toMatchObject([
      { step: 'handle', name: '承办', role: 'handler', dueOn: '2026-12-11', state: 'open' },
    ])
    const handled = await complete(opened[0]!, staff('handler'))
    expect(handled.opened).toMatchObject([{ step: 'review', canReturn: true }])
    const reviewed = await complete(handled.opened[0]!, staff('reviewer'))
    const approved = await complete(reviewed.opened[0]!, staff('approver'), 'deny', '不符合第五条')
    expect(approved).toMatchObject({ ended: true, opened: [], task: { outcome: 'deny', opinion: '不符合第五条' } })
    const tasks = await read((ctx) => flows.api.tasksOf(ctx, subject))
    expect(tasks.map((task) => [task.step, task.state])).toEqual([
      ['handle', 'done'],
      ['review', 'done'],
      ['approve', 'done'],
    ])
  })

  it('leaves an entry of every step in the chain of the subject, the opinion beside it', async () => {
    const { opened } = await start('standard-three-step')
    await complete(opened[0]!, staff('handler'), 'pass', '材料齐全')
    const entries = await app.sql<{ kind: string; canonical: string }>(
      'select kind, canonical from ledger.entries where stream = $1 order by seq',
      [`case:${subject}`],
    )
    expect(entries.map(({ kind }) => kind)).toEqual([
      'flows/FlowStarted.v1',
      'flows/TaskOpened.v1',
      'flows/TaskCompleted.v1',
      'flows/TaskOpened.v1',
    ])
    expect(entries.map(({ canonical }) => canonical).join()).not.toContain('材料齐全')
    const beside = await app.sql(
      'select field from ledger.personal p join ledger.entries e on e.id = p.entry_id where stream = $1',
      [`case:${subject}`],
    )
    expect(beside).toEqual([{ field: 'opinion' }])
  })

  it('goes back to handling when it is returned, and the reviewer may not then handle it', async () => {
    const reviewer = staff('handler', 'reviewer')
    const { opened } = await start('standard-three-step')
    const handled = await complete(opened[0]!, staff('handler'))
    const returned = await complete(handled.opened[0]!, reviewer, 'return', '请补充勘验记录')
    expect(returned.opened).toMatchObject([{ step: 'handle', excludedStaff: [reviewer.staffId] }])
    await expect(complete(returned.opened[0]!, reviewer)).rejects.toMatchObject({
      definition: { code: 'flows/same-person' },
    })
    const again = await complete(returned.opened[0]!, staff('handler'))
    expect(again.opened).toMatchObject([{ step: 'review' }])
  })

  it('is not to be reviewed by who handled it, nor approved by who did either', async () => {
    const everything = staff('handler', 'reviewer', 'approver')
    const { opened } = await start('standard-three-step')
    const handled = await complete(opened[0]!, everything)
    expect(handled.opened[0]?.excludedStaff).toEqual([everything.staffId])
    await expect(complete(handled.opened[0]!, everything)).rejects.toMatchObject({
      definition: { code: 'flows/same-person' },
    })
    const reviewed = await complete(handled.opened[0]!, staff('reviewer'))
    await expect(complete(reviewed.opened[0]!, everything)).rejects.toMatchObject({
      definition: { code: 'flows/same-person' },
    })
  })

  it('excludes from all its steps whom the caller excludes', async () => {
    const related = staff('handler')
    const { opened } = await start('standard-three-step', { excluded: [related.staffId!] })
    await expect(complete(opened[0]!, related)).rejects.toMatchObject({ definition: { code: 'flows/same-person' } })
  })

  it('is done by nobody of another role, organization or county', async () => {
    const { opened } = await start('standard-three-step')
    const [task] = opened as [Task]
    await expect(complete(task, staff('reviewer'))).rejects.toMatchObject({ definition: { code: 'flows/other-role' } })
    const stranger = who(['handler'], { organizationId: newPublicId(JURISDICTION) })
    await expect(complete(task, stranger)).rejects.toMatchObject({ definition: { code: 'permit/out-of-reach' } })
    const elsewhere = who(['handler'], { division: '620423', organizationId })
    await expect(complete(task, elsewhere)).rejects.toMatchObject({ definition: { code: 'flows/task-unknown' } })
    const clerkToo = who(['window-clerk', 'handler'], { organizationId: newPublicId(JURISDICTION) })
    await expect(complete(task, clerkToo)).rejects.toMatchObject({ definition: { code: 'flows/other-role' } })
  })

  it('tells the later of two officers that the step is done', async () => {
    const { opened } = await start('standard-three-step')
    await complete(opened[0]!, staff('handler'))
    await expect(complete(opened[0]!, staff('handler'))).rejects.toMatchObject({
      definition: { code: 'http/stale-version' },
    })
  })

  it('lets one of two officers win who complete at the same moment', async () => {
    const { opened } = await start('standard-three-step')
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => complete(opened[0]!, staff('handler'))))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const tasks = await read((ctx) => flows.api.tasksOf(ctx, subject))
    expect(tasks.map(({ step }) => step)).toEqual(['handle', 'review'])
  })

  it('refuses a return where the drawing has none', async () => {
    const { opened } = await start('standard-three-step')
    expect(opened[0]?.canReturn).toBe(false)
    await expect(complete(opened[0]!, staff('handler'), 'return')).rejects.toMatchObject({
      definition: { code: 'flows/cannot-return' },
    })
  })

  it('refuses a second flow for a subject that has one, and a flow that nobody published', async () => {
    await start('standard-three-step')
    await expect(start('standard-three-step')).rejects.toMatchObject({ definition: { code: 'flows/already-running' } })
    subject = newPublicId(JURISDICTION)
    await expect(start('nobody')).rejects.toMatchObject({ definition: { code: 'flows/definition-unknown' } })
  })

  it('shows its drawing with the token on it', async () => {
    const { opened } = await start('standard-three-step')
    await complete(opened[0]!, staff('handler'))
    const state = await read((ctx) => flows.api.stateOf(ctx, subject))
    expect(state).toMatchObject({ state: 'running', tokens: ['review'], done: ['handle'] })
    expect(state?.xml).toContain('<bpmndi:BPMNDiagram')
    expect(await read((ctx) => flows.api.stateOf(ctx, newPublicId(JURISDICTION)))).toBeUndefined()
  })
})

describe('what a flow keeps and knows', () => {
  it('takes the branch that the declared variable asks for, and keeps nothing else of the form', async () => {
    const { opened } = await start('energy-review', { variables: { annualEnergy: 200, applicant: '张三' } })
    const handled = await complete(opened[0]!, staff('handler'), 'pass', undefined, { annualEnergy: 1200 })
    expect(handled.opened).toMatchObject([{ elementId: 'evaluate', name: '机构评审' }])
    const [row] = await app.sql('select "values" from flows.instances where subject = $1', [subject])
    expect(row).toEqual({ values: { annualEnergy: 1200, outcome: 'pass', outcomes: { handle: 'pass' } } })
  })

  it('keeps two branches of one flow in different hands', async () => {
    const one = staff('handler')
    const { opened } = await start('both')
    const [a, b] = opened as [Task, Task]
    await complete(a, one)
    const tasks = await read((ctx) => flows.api.tasksOf(ctx, subject))
    expect(tasks.find(({ elementId }) => elementId === 'b')?.excludedStaff).toEqual([one.staffId])
    await expect(complete(b, one)).rejects.toMatchObject({ definition: { code: 'flows/same-person' } })
    const joined = await complete(b, staff('handler'))
    expect(joined.opened).toMatchObject([{ step: 'approve' }])
  })

  it('joins two branches that are completed at the same moment exactly once', async () => {
    const { opened } = await start('both')
    const done = await Promise.all(opened.map((task) => complete(task, staff('handler'))))
    expect(done.flatMap((each) => each.opened)).toHaveLength(1)
  })
})

describe('timers', () => {
  it('wait, open the next step after their last day, and end a task that is not done in time', async () => {
    app.at('2026-11-23T02:00:00Z')
    const { opened } = await start('timed')
    expect(opened).toEqual([])
    app.at('2026-11-30T15:59:00Z')
    expect(await fire()).toBe(0)
    app.at('2026-11-30T16:00:01Z')
    expect(await fire()).toBe(1)
    const [task] = await read((ctx) => flows.api.tasksOf(ctx, subject))
    expect(task).toMatchObject({ elementId: 'handle', dueOn: '2026-12-04' })
    app.at('2026-12-04T16:00:01Z')
    expect(await fire()).toBe(1)
    const tasks = await read((ctx) => flows.api.tasksOf(ctx, subject))
    expect(tasks.map(({ elementId, state, dueOn }) => [elementId, state, dueOn])).toEqual([
      ['handle', 'cancelled', '2026-12-04'],
      ['approve', 'open', '2026-12-11'],
    ])
    expect(await fire()).toBe(0)
  })

  it('are dropped when the task is done first', async () => {
    app.at('2026-11-23T02:00:00Z')
    await start('timed')
    app.at('2026-12-01T02:00:00Z')
    await fire()
    const [task] = await read((ctx) => flows.api.tasksOf(ctx, subject))
    await complete(task!, staff('handler'))
    app.at('2026-12-20T02:00:00Z')
    expect(await fire()).toBe(0)
  })
})

describe('steps outside a flow', () => {
  it('are tasks of the same kind, done by their role', async () => {
    const task = await act(system, (ctx) =>
      flows.api.openTask(ctx, { ...facts(), step: 'accept', role: 'window-clerk', dueOn: '2026-12-01' }),
    )
    expect(task).toMatchObject({ step: 'accept', name: '受理', role: 'window-clerk', state: 'open' })
    const done = await complete(task, staff('window-clerk'))
    expect(done).toMatchObject({ ended: false, opened: [], task: { state: 'done' } })
    expect(await read((ctx) => flows.api.getTask(ctx, task.id))).toMatchObject({ state: 'done', outcome: 'pass' })
  })

  it('may be done by the system, which acts by law', async () => {
    const task = await act(system, (ctx) =>
      flows.api.openTask(ctx, { ...facts(), step: 'accept', role: 'window-clerk' }),
    )
    const done = await complete(task, system)
    expect(done.task.completedBy).toBeUndefined()
  })
})

describe('the clock and the end', () => {
  it('moves with the subject, the step’s own limit staying where it falls earlier', async () => {
    app.at('2026-11-23T02:00:00Z')
    await start('timed')
    app.at('2026-12-01T02:00:00Z')
    await fire()
    await act(system, async (ctx) => {
      ctx.nothingChanged()
      await flows.api.retime(ctx, { subject, dueOn: '2027-01-10', level: 'stopped' })
    })
    const [task] = await read((ctx) => flows.api.tasksOf(ctx, subject))
    expect(task).toMatchObject({ dueOn: '2026-12-04', level: 'stopped', version: 1 })
    const next = await complete(task!, staff('handler'))
    expect(next.opened).toMatchObject([{ dueOn: '2027-01-10', level: 'stopped' }])
  })

  it('stops everything of a subject that is withdrawn', async () => {
    await start('timed')
    await act(system, (ctx) => flows.api.openTask(ctx, { ...facts(), step: 'deliver', role: 'certificate-clerk' }))
    await act(system, (ctx) => flows.api.cancel(ctx, { subject, reason: '申请人撤回' }))
    app.at('2027-03-01T02:00:00Z')
    expect(await fire()).toBe(0)
    app.at('2026-11-23T02:00:00Z')
    expect((await read((ctx) => flows.api.tasksOf(ctx, subject))).map(({ state }) => state)).toEqual(['cancelled'])
    expect(await read((ctx) => flows.api.stateOf(ctx, subject))).toMatchObject({ state: 'cancelled' })
  })
})

describe('publishing', () => {
  it('refuses a file that cannot run and keeps nothing of it', async () => {
    const bad = buildFlowXml(standardThreeStep).replaceAll('bpmn:userTask', 'bpmn:manualTask')
    const { problems } = await act(system, (ctx) =>
      flows.api.publish(ctx, { definitionId: 'bad', version: 1, jurisdiction: JURISDICTION, xml: bad }),
    )
    expect(problems.map(({ message }) => message)).toContain('“承办”（handle）：不支持手工环节，请改用支持的元素。')
    expect(await app.sql(`select from flows.definitions where id = 'bad'`)).toHaveLength(0)
  })

  it('takes the same version twice only if it is the same file', async () => {
    expect(await publish(standardThreeStep)).toEqual({ problems: [] })
    await expect(publish({ ...standardThreeStep, name: '另一个名称' })).rejects.toMatchObject({
      definition: { code: 'flows/definition-immutable' },
    })
    expect(await publish({ ...standardThreeStep, name: '另一个名称' }, 2)).toEqual({ problems: [] })
  })

  it('lets the running flow keep its version', async () => {
    const { opened } = await start('standard-three-step')
    const shorter = { ...standardThreeStep, steps: standardThreeStep.steps.slice(2) }
    const lone = JSON.parse(
      JSON.stringify(shorter)
        .replaceAll('"returnTo":"handle",', '')
        .replace(/"distinctFrom":\[[^\]]*\],?/, ''),
    )
    await publish({ ...lone, steps: [{ task: { ...lone.steps[0].task, returnTo: undefined } }] } as FlowDescription, 3)
    const handled = await complete(opened[0]!, staff('handler'))
    expect(handled.opened).toMatchObject([{ step: 'review' }])
  })
})

function staff(...roles: Role[]): Actor {
  return who(roles, { organizationId })
}

function who(roles: Role[], place: { division?: string; organizationId?: string }): Actor {
  return actorWith({ ...app, permits: flows.permits }, roles, place)
}

function act<T>(actor: Actor, fn: (ctx: Context) => Promise<T>): Promise<T> {
  return app.as(actor, fn)
}

function read<T>(fn: (ctx: Context) => Promise<T>): Promise<T> {
  return app.as(system, fn, 'read')
}

function publish(flow: FlowDescription, version = 1) {
  const xml = buildFlowXml(flow)
  return act(system, (ctx) => flows.api.publish(ctx, { definitionId: flow.id, version, jurisdiction: '000000', xml }))
}

function facts() {
  return {
    subject,
    subjectNo: `A${subject.slice(-12)}`,
    title: '公共场所卫生许可',
    division: JURISDICTION,
    organizationId,
    level: 'normal' as const,
  }
}

function start(definitionId: string, more: { excluded?: string[]; variables?: Record<string, unknown> } = {}) {
  const input = { definitionId, definitionVersion: 1, ...facts(), dueOn: '2026-12-11', ...more }
  return act(system, (ctx) => flows.api.start(ctx, input))
}

function complete(
  task: Task,
  actor: Actor,
  outcome: 'pass' | 'return' | 'deny' = 'pass',
  opinion?: string,
  variables?: Record<string, unknown>,
) {
  const input = {
    taskId: task.id,
    version: task.version,
    outcome,
    ...(opinion && { opinion }),
    ...(variables && { variables }),
  }
  return act(actor, (ctx) => flows.api.completeTask(ctx, input))
}

async function fire(): Promise<number> {
  const before = await app.sql(`select from flows.timers where state = 'fired'`)
  const run: RunAct = (fn) => app.act({ actor: system, mode: 'record', role: 'yiwang_worker', requestId: 'test' }, fn)
  await flows.timers![0]!.work(run)
  return (await app.sql(`select from flows.timers where state = 'fired'`)).length - before.length
}
