import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { days, lines, message, onEdge, processXml, several, task, workdays } from '../../../../test/flow-xml.ts'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId, systemActor } from '../../../kernel/index.ts'
import type { Actor, Role } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ModuleParts } from '../../../platform/module/index.ts'
import { createLimits } from '../../limits/index.ts'
import type { FlowProblem } from '../contract/flow-problem.ts'
import type { Outcome } from '../contract/step.ts'
import type { Task } from '../contract/task.ts'
import { buildDecisionXml } from '../fixtures.ts'
import { createFlows } from '../index.ts'
import type { FlowsApi } from '../index.ts'
import type { ServiceRequest } from './flows-context.ts'

const JURISDICTION = '450721'
const organizationId = newPublicId(JURISDICTION)
const system = systemActor('test')

let app: TestApp
let flows: ModuleParts<FlowsApi>
let subject: string
let asked: ServiceRequest[]

beforeAll(async () => {
  app = await openTestApp()
  flows = createFlows({
    organizations: {
      organizationNames: (_ctx, ids) => Promise.resolve(new Map(ids.map((id) => [id, '审批局']))),
      staffNames: () => Promise.resolve(new Map()),
    },
    limits: createLimits().api,
    personBlinds: () => [],
    services: () => [
      {
        name: 'test.count',
        title: '计数',
        takesText: true,
        run: (_ctx, request) => {
          asked.push(request)
          return Promise.resolve({ counted: asked.length, hidden: 'x' })
        },
      },
    ],
  })
})

afterAll(async () => app.close())

beforeEach(() => {
  subject = newPublicId(JURISDICTION)
  asked = []
  app.at('2026-11-23T02:00:00Z')
})

const start = '<startEvent id="start" />'
const end = '<endEvent id="end" />'

describe('an inclusive gateway', () => {
  const gateways = '<inclusiveGateway id="split" default="split_a" /><inclusiveGateway id="join" />'
  const inside = [
    start + gateways + end,
    task('a') + task('b') + task('c') + task('approve', 'approve'),
    lines('start > split > a > join', 'split > [amount > 10] b > join', 'split > [risky = true] c > join'),
    lines('join > approve > end'),
  ].join('')

  it('opens every branch whose condition holds and goes on when the last of them is done', async () => {
    const opened = await run(inside, { variables: { amount: 20, risky: true } })
    expect(namesOf(opened)).toEqual(['b', 'c'])
    expect(namesOf((await done('c')).opened)).toEqual([])
    expect(namesOf((await done('b')).opened)).toEqual(['approve'])
    expect((await done('approve')).ended).toBe(true)
  })

  it('takes the default branch alone when no condition holds', async () => {
    expect(namesOf(await run(inside, { variables: { amount: 1, risky: false } }))).toEqual(['a'])
    expect(namesOf((await done('a')).opened)).toEqual(['approve'])
  })
})

describe('messages', () => {
  const last = '<endEvent id="end"><terminateEventDefinition /></endEvent>'
  const inside = [
    start + last + task('handle') + task('urgent') + task('approve', 'approve'),
    onEdge('hurry', 'handle', message('hurry')) + onEdge('note', 'handle', message('note'), true),
    task('read') + '<endEvent id="noted" />',
    `<intermediateCatchEvent id="paid">${message('paid')}</intermediateCatchEvent><exclusiveGateway id="merge" />`,
    lines('start > handle > merge > paid > approve > end', 'hurry > urgent > merge', 'note > read > noted'),
  ].join('')
  const messages = ['hurry', 'note', 'paid']

  it('end the task on whose edge they are awaited, or leave it and open what runs beside', async () => {
    await run(inside, { messages })
    const noted = await tell('note')
    expect([noted.delivered, namesOf(noted.opened)]).toEqual([true, ['read']])
    expect((await tell('note')).delivered).toBe(false)
    expect(namesOf((await tell('hurry')).opened)).toEqual(['urgent'])
    expect(await states()).toEqual({ handle: 'cancelled', read: 'open', urgent: 'open' })
  })

  it('beside which work goes on are over when the flow comes to a terminating end', async () => {
    await run(inside, { messages })
    await tell('note')
    await done('handle')
    await tell('paid')
    expect((await done('approve')).ended).toBe(true)
    expect(await states()).toEqual({ approve: 'done', handle: 'done', read: 'cancelled' })
  })

  it('beside which work would go on after the decision are refused when it is published', async () => {
    const [found] = await publish('undecided', inside.replace(last, end), { messages })
    expect(found).toMatchObject({ rule: 'ends-by-approval', elementId: 'read' })
    expect(found?.trace).toEqual(['start', 'note', 'handle', 'merge', 'paid', 'approve', 'end', 'read'])
  })

  it('are for who waits for them, by name, and carry values for what the flow declares', async () => {
    await run(inside, { messages })
    expect((await tell('paid')).delivered).toBe(false)
    await done('handle')
    const paid = await tell('paid')
    expect(namesOf(paid.opened)).toEqual(['approve'])
    const kinds = await app.sql<{ kind: string }>('select kind from ledger.entries where stream = $1', [
      `case:${subject}`,
    ])
    expect(kinds.map(({ kind }) => kind)).toContain('flows/FlowMessageReceived.v1')
  })
})

describe('a sub-process', () => {
  const sub = `<subProcess id="check" name="核查"><startEvent id="in" /><endEvent id="out" /><parallelGateway id="fork" />
    <parallelGateway id="meet" />${task('site') + task('papers')}
    ${lines('in > fork > site > meet > out', 'fork > papers > meet')}</subProcess>`
  const inside = [
    start + end + sub + task('late') + task('approve', 'approve') + '<exclusiveGateway id="merge" />',
    onEdge('slow', 'check', days(3)) + onEdge('remind', 'check', workdays(1), true),
    `<serviceTask id="tell" yiwang:service="test.count" yiwang:text="请抓紧" /><endEvent id="told" />`,
    lines('start > check > merge > approve > end', 'slow > late > merge', 'remind > tell > told'),
  ].join('')

  it('is left when everything in it is done', async () => {
    expect(namesOf(await run(inside))).toEqual(['papers', 'site'])
    await done('site')
    expect(namesOf((await done('papers')).opened)).toEqual(['approve'])
    expect(await timers()).toEqual({ dropped: 2 })
    expect((await done('approve')).ended).toBe(true)
  })

  it('is ended, with all that is open in it, by the timer on its edge; another timer runs a service beside it', async () => {
    await run(inside)
    await done('site')
    app.at('2026-11-25T02:00:00Z')
    await fire()
    expect(asked).toMatchObject([{ subject, elementId: 'tell', text: '请抓紧' }])
    expect(await states()).toEqual({ papers: 'open', site: 'done' })
    app.at('2026-11-27T02:00:00Z')
    await fire()
    expect(await states()).toEqual({ late: 'open', papers: 'cancelled', site: 'done' })
  })
})

describe('several instances', () => {
  const inside = [
    start + end + task('handle') + task('approve', 'approve') + '<exclusiveGateway id="g" default="g_approve" />',
    task('review', 'review', { attributes: ' yiwang:distinctFrom="handle,review"', inside: several('reviewers') }),
    lines('start > handle > review > g > approve > end', 'g > [outcome = "return"] handle'),
  ].join('')

  it('are done by as many different people, and one return of all is a return', async () => {
    await run(inside, { variables: { reviewers: 3 } })
    await done('handle')
    expect(namesOf(await openTasks())).toEqual(['review', 'review', 'review'])
    const first = staff('reviewer')
    await done('review', 'return', first)
    await expect(done('review', 'pass', first)).rejects.toMatchObject({ definition: { code: 'flows/same-person' } })
    await done('review', 'pass', staff('reviewer'))
    expect(namesOf((await done('review', 'pass', staff('reviewer'))).opened)).toEqual(['handle'])
    await done('handle')
    await done('review', 'pass', staff('reviewer'))
    await done('review', 'pass', staff('reviewer'))
    expect(namesOf((await done('review', 'pass', staff('reviewer'))).opened)).toEqual(['approve'])
  })

  it('come one after another when they are to', async () => {
    await run(inside.replace('isSequential="false"', 'isSequential="true"'), { variables: { reviewers: 2 } })
    await done('handle')
    expect(namesOf(await openTasks())).toEqual(['review'])
    expect(namesOf((await done('review', 'pass', staff('reviewer'))).opened)).toEqual(['review'])
    expect(namesOf((await done('review', 'pass', staff('reviewer'))).opened)).toEqual(['approve'])
  })

  it('are refused when what was filled in makes no number of them', async () => {
    for (const reviewers of [undefined, 'many', -1, 1_000]) {
      subject = newPublicId(JURISDICTION)
      await run(inside, { variables: { reviewers } })
      await expect(done('handle')).rejects.toMatchObject({ definition: { code: 'flows/instances-wrong' } })
    }
  })
})

describe('a call', () => {
  const part = [
    start + end + task('site') + '<exclusiveGateway id="g" default="g_end" />',
    lines('start > site > g > end', 'g > [outcomes.site = "return" and again = true] site'),
  ].join('')
  const caller = (called = 'yiwang:version="1"') =>
    [
      start + end + task('site') + task('approve', 'approve'),
      `<callActivity id="visit" name="现场" calledElement="visit-part" ${called} />`,
      lines('start > site > visit > approve > end'),
    ].join('')

  it('does what the published part says, as one flow, and shows the call on the drawing', async () => {
    const published = await publish('visit-part', part, { part: true, variables: { again: 0 } })
    expect(published).toEqual([])
    await run(caller(), { variables: { again: true } })
    await done('site')
    expect(await drawn()).toEqual(['visit'])
    await done('site', 'return')
    expect(namesOf(await openTasks())).toEqual(['site'])
    expect(namesOf((await done('site')).opened)).toEqual(['approve'])
    expect((await done('approve')).ended).toBe(true)
  })

  it('is refused at publication when the part is not there or is no part', async () => {
    expect(rulesOf(await publish('c1', caller('yiwang:version="7"')))).toEqual(['call-unknown'])
    expect(rulesOf(await publish('c2', caller('')))).toContain('call-name')
    const whole = start + end + task('approve', 'approve') + lines('start > approve > end')
    await publish('visit-part', whole, {}, 2)
    expect(rulesOf(await publish('c3', caller('yiwang:version="2"')))).toEqual(['call-part'])
  })

  it('is the only way to run a part, which holds no review and no approval', async () => {
    await publish('lone-part', part, { part: true, variables: { again: 0 } })
    await expect(begin('lone-part', {})).rejects.toMatchObject({ definition: { code: 'flows/definition-part' } })
    const reviewing = start + end + task('r', 'review') + lines('start > r > end')
    expect(rulesOf(await publish('p2', reviewing, { part: true }))).toEqual(['part-steps'])
    await act((ctx) => flows.api.publish(ctx, definition('everybodys', processXml(part, PART), '000000')))
    expect(rulesOf(await publish('everybodys', part, { part: true, variables: { again: 0 } }))).toEqual([
      'part-shadows',
    ])
  })
})

describe('a service', () => {
  const inside = (attributes: string) =>
    [
      start + end + task('handle') + task('approve', 'approve') + `<serviceTask id="count" ${attributes} />`,
      lines('start > handle > count > approve > end'),
    ].join('')

  it('runs in the step that leads to it, and what it answers counts as far as it is declared', async () => {
    await run(inside('yiwang:service="test.count" yiwang:text="一"'), { variables: { counted: 0 } })
    expect(namesOf((await done('handle')).opened)).toEqual(['approve'])
    const [row] = await app.sql<{ values: unknown }>('select "values" from flows.instances where subject = $1', [
      subject,
    ])
    expect(row?.values).toMatchObject({ counted: 1, outcomes: { handle: 'pass' } })
    expect(row?.values).not.toHaveProperty('hidden')
  })

  it('must be offered by a module, and be given what it needs', async () => {
    const [found] = await publish('s1', inside('yiwang:service="test.none"'))
    expect(found).toMatchObject({ rule: 'service-unknown', elementId: 'count' })
    expect(found?.message).toContain('test.count（计数）')
    expect(rulesOf(await publish('s2', inside('yiwang:service="test.count"')))).toEqual(['service-text'])
    expect(rulesOf(await publish('s3', inside('')))).toEqual(['service-name'])
  })

  it('that is no longer offered stops the step, not the flow', async () => {
    await run(inside('yiwang:service="test.count" yiwang:text="一"'))
    const without = createFlows({ ...DEPS(), services: () => [] })
    const [open] = await openTasks()
    const attempt = app.as(staff('handler'), (ctx) =>
      without.api.completeTask(ctx, { taskId: open!.id, version: 1, outcome: 'pass' }),
    )
    await expect(attempt).rejects.toMatchObject({ definition: { code: 'flows/service-unknown' } })
    expect(namesOf((await done('handle')).opened)).toEqual(['approve'])
  })
})

describe('a decision table', () => {
  it('must be published before the flow that asks it', async () => {
    const rule = '<businessRuleTask id="grade" name="定档" yiwang:decision="none" yiwang:version="1" />'
    const inside = start + end + rule + task('approve', 'approve') + lines('start > grade > approve > end')
    const [found] = await publish('d1', inside)
    expect(found).toMatchObject({ rule: 'decision-unknown', elementName: '定档' })
    expect(rulesOf(await publish('d2', inside.replace('yiwang:version="1"', '')))).toContain('decision-name')
  })

  it('is asked in the step that leads to it, and the flow goes where it says', async () => {
    const table = buildDecisionXml({
      name: '审查方式',
      inputs: [{ name: 'area', label: '面积', type: 'number' }],
      outputs: [{ label: '审查方式', type: 'string' }],
      rules: [
        ['<= 100', '"书面"'],
        ['> 100', '"现场"'],
      ],
    })
    const published = await act((ctx) =>
      flows.api.publishDecisionTable(ctx, { decisionId: 'way', version: 1, jurisdiction: JURISDICTION, xml: table }),
    )
    expect(published.problems).toEqual([])
    const inside = [
      start + end + task('visit') + task('approve', 'approve') + '<exclusiveGateway id="g" default="g_approve" />',
      '<exclusiveGateway id="m" /><businessRuleTask id="way" yiwang:decision="way" yiwang:version="1" />',
      lines('start > way > g > m > approve > end', 'g > [审查方式 = "现场"] visit > m'),
    ]
      .join('')
      .replace('default="g_approve"', 'default="g_m"')
    expect(rulesOf(await publish('d3', inside, { variables: { 审查方式: '' } }))).toEqual(['decision-inputs'])
    expect(rulesOf(await publish('d4', inside, { variables: { area: 0 } }))).toContain('decision-result')
    expect(namesOf(await run(inside, { variables: { area: 120, 审查方式: undefined } }))).toEqual(['visit'])
    subject = newPublicId(JURISDICTION)
    expect(namesOf(await begin(`construct-${count}`, { area: 80 }))).toEqual(['approve'])
    const fits = (definitionId: string, type: string) =>
      act((ctx) => {
        ctx.nothingChanged()
        const schema = { type: 'object', properties: { area: { type } } }
        const key = { jurisdiction: JURISDICTION, definitionId, version: 1 }
        return flows.api.checkForm(ctx, { ...key, schema, procedures: [] })
      })
    expect(await fits(`construct-${count}`, 'number')).toEqual([])
    expect(await fits(`construct-${count}`, 'string')).toMatchObject([
      { rule: 'decision-types', message: expect.stringContaining('“area”是数，申请表单里的是文字') },
    ])
    const compared = inside.replace(/审查方式 = [^<]*/, '审查方式 = 3')
    expect(await publish('d5', compared, { variables: { area: 0, 审查方式: '' } })).toEqual([])
    expect(await fits('d5', 'number')).toMatchObject([
      { rule: 'condition-types', message: expect.stringContaining('不能拿文字与数比较') },
    ])
  })
})

const PART = { part: true, variables: 'again' }
const DEPS = () => ({
  organizations: {
    organizationNames: () => Promise.resolve(new Map<string, string>()),
    staffNames: () => Promise.resolve(new Map<string, string>()),
  },
  limits: createLimits().api,
  personBlinds: () => [],
})

interface About {
  readonly variables?: Readonly<Record<string, unknown>>
  readonly messages?: string[]
  readonly part?: boolean
}

let count = 0

async function run(inside: string, about: About = {}): Promise<Task[]> {
  const id = `construct-${++count}`
  expect(await publish(id, inside, about)).toEqual([])
  return begin(id, about.variables ?? {})
}

async function publish(id: string, inside: string, about: About = {}, version = 1): Promise<FlowProblem[]> {
  const { variables = {}, messages = [], part = false } = about
  const xml = processXml(inside, { variables: Object.keys(variables).join(','), messages, part })
  return (await act((ctx) => flows.api.publish(ctx, definition(id, xml, JURISDICTION, version)))).problems
}

function definition(definitionId: string, xml: string, jurisdiction: string, version = 1) {
  return { definitionId, version, jurisdiction, xml }
}

async function begin(definitionId: string, variables: Readonly<Record<string, unknown>>): Promise<Task[]> {
  const facts = {
    subject,
    subjectNo: '1',
    title: '测试',
    division: JURISDICTION,
    organizationId,
    level: 'normal' as const,
  }
  const started = await act((ctx) => flows.api.start(ctx, { ...facts, definitionId, definitionVersion: 1, variables }))
  return started.opened
}

async function done(name: string, outcome: Outcome = 'pass', by?: Actor) {
  const open = (await openTasks()).find((each) => each.name === name)
  if (!open) throw new Error(`${name} is not open`)
  return app.as(by ?? staff(open.role as Role), (ctx) =>
    flows.api.completeTask(ctx, { taskId: open.id, version: open.version, outcome }),
  )
}

function tell(name: string) {
  return act((ctx) => {
    ctx.nothingChanged()
    return flows.api.message(ctx, { subject, name })
  })
}

async function openTasks(): Promise<Task[]> {
  const tasks = await read((ctx) => flows.api.tasksOf(ctx, subject))
  return tasks.filter(({ state }) => state === 'open')
}

async function states(): Promise<Record<string, string>> {
  const tasks = await read((ctx) => flows.api.tasksOf(ctx, subject))
  return Object.fromEntries(tasks.map(({ name, state }) => [name, state]))
}

async function timers(): Promise<Record<string, number>> {
  const rows = await app.sql<{ state: string; count: number }>(
    `select t.state, count(*)::int from flows.timers t join flows.instances i on i.id = t.instance_id
      where i.subject = $1 group by 1`,
    [subject],
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}

async function drawn(): Promise<string[]> {
  return (await read((ctx) => flows.api.stateOf(ctx, subject)))?.tokens ?? []
}

async function fire(): Promise<void> {
  await flows.timers![0]!.work((fn) =>
    app.act({ actor: system, mode: 'record', role: 'yiwang_worker', requestId: 'test' }, fn),
  )
}

function read<T>(fn: (ctx: Context) => Promise<T>): Promise<T> {
  return app.as(system, fn, 'read')
}

function act<T>(fn: (ctx: Context) => Promise<T>): Promise<T> {
  return app.as(system, fn)
}

function staff(...roles: Role[]): Actor {
  return actorWith({ ...app, permits: flows.permits }, roles, { division: JURISDICTION, organizationId })
}

function namesOf(tasks: readonly Task[]): string[] {
  return tasks.map(({ name }) => name).sort()
}

function rulesOf(problems: readonly FlowProblem[]): string[] {
  return problems.map(({ rule }) => rule)
}
