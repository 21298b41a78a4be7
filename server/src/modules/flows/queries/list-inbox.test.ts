import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId, systemActor } from '../../../kernel/index.ts'
import type { Actor, Role } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import { createDecisionCache } from '../actions/decision-cache.ts'
import { createGraphCache } from '../actions/graph-cache.ts'
import { claimTask, releaseTask } from '../actions/claim-task.ts'
import type { FlowsContext, FlowsDeps } from '../actions/flows-context.ts'
import { completeTask } from '../actions/complete-task.ts'
import { openTask } from '../actions/open-task.ts'
import type { OpenTask } from '../actions/open-task.ts'
import type { Task } from '../contract/task.ts'
import { createLimits } from '../../limits/index.ts'
import { createFlows } from '../index.ts'
import { inboxQuery } from '../store/inbox-store.ts'
import type { InboxPage, InboxReader } from '../store/inbox-store.ts'
import { countInbox, listInbox } from './list-inbox.ts'

const COUNTY = '450721'
const blinds = (...words: string[]) => words.map((word) => Buffer.from(word))
const deps: FlowsDeps = {
  organizations: {
    organizationNames: (_ctx, ids) => Promise.resolve(new Map(ids.map((id) => [id, '审批局']))),
    staffNames: () => Promise.resolve(new Map()),
  },
  limits: createLimits().api,
  personBlinds: (_ctx, word) => [Buffer.from('unlike'), Buffer.from(word)],
}
const own = { ...deps, graphs: createGraphCache(), decisions: createDecisionCache() }
const { permits } = createFlows(deps)

let app: TestApp

beforeAll(async () => {
  app = await openTestApp()
})

afterAll(async () => app.close())

describe('the inbox', () => {
  it('shows the tasks of my role in my organization, the most urgent first', async () => {
    const organizationId = newPublicId(COUNTY)
    const me = who(['handler'], { organizationId })
    await open({ organizationId, dueOn: '2026-12-09', title: '丙' })
    await open({ organizationId, dueOn: '2026-12-01', title: '甲' })
    await open({ organizationId, title: '无期限' })
    await open({ organizationId, dueOn: '2026-12-03', title: '乙' })
    await open({ organizationId, role: 'reviewer', step: 'review', dueOn: '2026-11-30' })
    await open({ organizationId: newPublicId(COUNTY), dueOn: '2026-11-30' })
    const { tasks, next } = await list(me)
    expect(tasks.map(({ title }) => title)).toEqual(['甲', '乙', '丙', '无期限'])
    expect(tasks[0]).toMatchObject({ organizationName: '审批局', stepTitle: '承办', isMine: false, limits: [] })
    expect(tasks[3]).not.toHaveProperty('dueOn')
    expect(next).toBeUndefined()
  })

  it('merges the posts that I hold, and shows a window clerk the whole division', async () => {
    const organizationId = newPublicId(COUNTY)
    const both = who(['reviewer', 'approver'], { organizationId })
    await open({ organizationId, role: 'reviewer', step: 'review', dueOn: '2026-12-02', title: '乙' })
    await open({ organizationId, role: 'approver', step: 'approve', dueOn: '2026-12-01', title: '甲' })
    expect((await list(both)).tasks.map(({ title }) => title)).toEqual(['甲', '乙'])
    const town = '450721101'
    await open({ role: 'window-clerk', step: 'accept', division: `${town}001`, organizationId: newPublicId(COUNTY) })
    const clerk = (division: string) => list(who(['window-clerk'], { division }))
    expect((await clerk(COUNTY)).tasks).toHaveLength(1)
    expect((await clerk(town)).tasks).toHaveLength(1)
    expect((await clerk('450721102')).tasks).toHaveLength(0)
    expect((await clerk('450700')).tasks).toHaveLength(1)
    expect((await clerk('620423')).tasks).toHaveLength(0)
  })

  it('hides what I may not do because I did another step', async () => {
    const organizationId = newPublicId(COUNTY)
    const me = who(['handler'], { organizationId })
    await open({ organizationId, excluded: [me.staffId!] })
    expect((await list(me)).tasks).toEqual([])
    expect((await list(who(['handler'], { organizationId }))).tasks).toHaveLength(1)
  })

  it('shows a claimed task to its holder only, until he gives it back', async () => {
    const organizationId = newPublicId(COUNTY)
    const [me, other] = [who(['handler'], { organizationId }), who(['handler'], { organizationId })]
    const task = await open({ organizationId })
    const claimed = await act(me, (ctx) => claimTask(ctx, { taskId: task.id, version: 1 }))
    expect(claimed).toMatchObject({ assigneeId: me.staffId, version: 2 })
    expect((await list(other)).tasks).toEqual([])
    expect((await list(me, { scope: 'mine' })).tasks).toMatchObject([
      { id: task.id, isMine: true, abilities: { claim: false, release: true } },
    ])
    expect((await list(me, { scope: 'unclaimed' })).tasks).toEqual([])
    const version = claimed.version
    await expect(act(other, (ctx) => claimTask(ctx, { taskId: task.id, version }))).rejects.toMatchObject({
      definition: { code: 'flows/task-claimed' },
    })
    await expect(act(other, (ctx) => releaseTask(ctx, { taskId: task.id, version }))).rejects.toMatchObject({
      definition: { code: 'flows/not-assignee' },
    })
    await act(me, (ctx) => releaseTask(ctx, { taskId: task.id, version }))
    expect((await list(other)).tasks).toMatchObject([{ id: task.id, version: 3 }])
    await act(other, (ctx) => completeTask(ctx, { taskId: task.id, version: 3, outcome: 'pass' }))
    await expect(act(me, (ctx) => claimTask(ctx, { taskId: task.id, version: 4 }))).rejects.toMatchObject({
      definition: { code: 'flows/task-ended' },
    })
  })

  it('tells the second of two who claim that the first was quicker', async () => {
    const organizationId = newPublicId(COUNTY)
    const task = await open({ organizationId })
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() =>
        act(who(['handler'], { organizationId }), (ctx) => claimTask(ctx, { taskId: task.id, version: 1 })),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason.definition.code as string] : []))
    expect(refused).toEqual(['http/stale-version', 'http/stale-version'])
    await expect(
      act(who(['handler'], {}), (ctx) => claimTask(ctx, { taskId: newPublicId(COUNTY), version: 1 })),
    ).rejects.toMatchObject({
      definition: { code: 'flows/task-unknown' },
    })
  })

  it('filters by step, level, due date, title, number and person', async () => {
    const organizationId = newPublicId(COUNTY)
    const me = who(['handler', 'reviewer'], { organizationId })
    await open({ organizationId, title: '公共场所卫生许可', dueOn: '2026-12-01', level: 'red', subjectNo: '450721A1' })
    await open({
      organizationId,
      title: '食品经营许可',
      dueOn: '2026-12-20',
      personName: '王芳',
      personBlinds: blinds('王芳', '13800000000'),
    })
    await open({ organizationId, title: '100%_折扣', dueOn: '2026-12-21', role: 'reviewer', step: 'review' })
    const titles = async (query: Parameters<typeof listInbox>[1]) =>
      (await list(me, query)).tasks.map(({ title }) => title)
    expect(await titles({ step: 'review' })).toEqual(['100%_折扣'])
    expect(await titles({ level: 'red' })).toEqual(['公共场所卫生许可'])
    expect(await titles({ level: 'normal' })).toEqual(['食品经营许可', '100%_折扣'])
    expect(await titles({ dueBy: '2026-12-20' })).toEqual(['公共场所卫生许可', '食品经营许可'])
    expect(await titles({ title: '许可' })).toEqual(['公共场所卫生许可', '食品经营许可'])
    expect(await titles({ title: '%_' })).toEqual(['100%_折扣'])
    expect(await titles({ subjectNo: '450721A1' })).toEqual(['公共场所卫生许可'])
    expect(await titles({ person: '王芳' })).toEqual(['食品经营许可'])
    expect(await titles({ person: '13800000000' })).toEqual(['食品经营许可'])
    expect(await titles({ person: '王' })).toEqual([])
    const [row] = (await list(me, { person: '王芳' })).tasks
    expect(row?.personName).toBe('王*')
    expect(await app.sql(`select from flows.tasks where to_jsonb(tasks)::text like '%王芳%'`)).toEqual([])
  })

  it('gives every task once, page by page, whatever shares a due date', async () => {
    const organizationId = newPublicId(COUNTY)
    const me = who(['handler', 'reviewer'], { organizationId })
    for (let index = 0; index < 11; index += 1) {
      const role = index % 2 ? 'reviewer' : 'handler'
      await open({ organizationId, role, ...(index < 8 && { dueOn: index < 5 ? '2026-12-01' : '2026-12-02' }) })
    }
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await list(me, { limit: 3, ...(after && { after }) })
      seen.push(...page.tasks.map(({ id }) => id))
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(11)
    expect(seen).toHaveLength(11)
  })

  it('counts for its header what is near its day', async () => {
    const organizationId = newPublicId(COUNTY)
    const me = who(['handler'], { organizationId })
    for (const level of ['normal', 'normal', 'soon', 'today', 'yellow', 'red', 'red', 'stopped'] as const) {
      await open({ organizationId, level })
    }
    const task = await open({ organizationId })
    await act(me, (ctx) => claimTask(ctx, { taskId: task.id, version: 1 }))
    const counts = await app.as(me, (ctx) => countInbox({ ...ctx, ...own }), 'read')
    expect(counts).toEqual({ most: 999, total: 9, mine: 1, soon: 1, today: 1, yellow: 1, red: 2, stopped: 1 })
  })

  it('is empty for who has no post', async () => {
    const nobody = who(['supervisor'], {})
    expect(await list(nobody)).toEqual({ tasks: [] })
    expect(await app.as(nobody, (ctx) => countInbox({ ...ctx, ...own }), 'read')).toMatchObject({ total: 0 })
  })
})

describe('with a great many open tasks', () => {
  const organizationId = newPublicId(COUNTY)
  const reader: InboxReader = {
    staffId: newPublicId(COUNTY),
    areas: (['handler', 'reviewer', 'approver'] as const).map((role) => ({
      role,
      lo: COUNTY,
      hi: '450722',
      organizationId,
    })),
  }

  beforeAll(async () => {
    await app.sql(
      `insert into flows.tasks (jurisdiction, id, subject, subject_kind, subject_no, title, step, name, role,
        organization_id, division, due_on, level, opened_at, person_blinds)
      select '450721', gen_random_uuid(), '450721-' || gen_random_uuid(), 'case', 'N' || n, '事项', 'handle', '承办',
        (array['handler', 'reviewer', 'approver'])[n % 3 + 1],
        case when n % 20 < 3 then $1 else '450721-' || md5((n % 20)::text)::uuid end, '450721', date '2026-12-01' + n % 400,
        case when n % 1000 < 60 and n % 7 = 0 then 'red' else 'normal' end, now(),
        array[decode(md5('name' || n), 'hex'), decode(md5('phone' || n), 'hex')] from generate_series(1, 60000) as n`,
      [organizationId],
    )
    await app.sql('analyze flows.tasks')
  })

  it.each<[string, Partial<InboxPage>, string]>([
    ['the first page', {}, 'inbox_of_organization'],
    [
      'a page in the middle',
      { after: { dueOn: '2027-06-01', id: newPublicId(COUNTY).slice(7) } },
      'inbox_of_organization',
    ],
    ['what is overdue', { level: 'red' }, 'inbox_of_organization_by_level'],
    ['what I have claimed', { scope: 'mine' }, 'inbox_of_assignee'],
    ['one number', { subjectNo: 'N4701' }, 'inbox_by_subject_no'],
  ])('reads %s from an index, and little more than the page', async (_, filter, index) => {
    const plan = await explain(reader, { scope: 'all', limit: 21, ...filter })
    expect(plan.indexes).toContain(index)
    expect(plan.seqScans).toBe(0)
    expect(plan.rowsRead).toBeLessThanOrEqual(21 * 3)
  })

  it('finds a person by the blind index', async () => {
    const plan = await explain(reader, {
      scope: 'all',
      limit: 21,
      personBlinds: [Buffer.alloc(16, 1), Buffer.alloc(16, 2)],
    })
    for (const place of [1, 2, 3]) expect(plan.indexes).toContain(`inbox_by_person_${place}`)
    expect(plan.seqScans).toBe(0)
  })
})

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

async function explain(reader: InboxReader, page: InboxPage) {
  const found = await app.as(
    systemActor('test'),
    (ctx) =>
      sql<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>`explain (analyze, format json) ${inboxQuery(reader, page)}`.execute(
        tablesOf<unknown>(ctx.tx),
      ),
    'read',
  )
  const nodes = flatten(found.rows[0]!['QUERY PLAN'][0].Plan)
  const scans = nodes.filter((node) => node['Node Type'].includes('Scan') && !node.Plans)
  return {
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    seqScans: nodes.filter((node) => node['Node Type'] === 'Seq Scan').length,
    rowsRead: scans.reduce((sum, node) => sum + node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0), 0),
  }
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}

function who(roles: Role[], place: { division?: string; organizationId?: string }): Actor {
  return actorWith({ ...app, permits }, roles, place)
}

function act<T>(actor: Actor, fn: (ctx: FlowsContext) => Promise<T>): Promise<T> {
  return app.as(actor, (ctx) => fn({ ...ctx, ...own }))
}

function list(actor: Actor, query: Parameters<typeof listInbox>[1] = {}) {
  return app.as(actor, (ctx) => listInbox({ ...ctx, ...own }, query), 'record')
}

function open(of: Partial<OpenTask>): Promise<Task> {
  const subject = newPublicId(COUNTY)
  return act(systemActor('test'), (ctx) =>
    openTask(ctx, {
      subject,
      subjectNo: `A${subject.slice(-12)}`,
      title: '公共场所卫生许可',
      division: COUNTY,
      level: 'normal',
      step: 'handle',
      role: 'handler',
      ...of,
    }),
  )
}
