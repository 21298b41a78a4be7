import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { systemActor } from '../../../kernel/index.ts'
import { buildFlowXml, standardThreeStep } from '../../flows/fixtures.ts'
import type { FlowDescription, StepDescription } from '../../flows/fixtures.ts'
import type { FlowState, MigrationOutlook } from '../../flows/contract/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import { inHandling, ok, refusalOf, signInCast, step, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

const COUNTY = '450721'
const ID = 'standard-three-step'
const old = { jurisdiction: '000000', version: 1 }

let app: TestApp
let cast: Cast
let admin: SignedIn

beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
  admin = await signIn(app, 'tanwenbin')
})
afterAll(() => app.close())

const [handle, review, approve] = standardThreeStep.steps as [StepDescription, StepDescription, StepDescription]
const inspect: StepDescription = { task: { id: 'inspect', name: '现场核查', step: 'handle', role: 'handler' } }

/** The same steps with a parallel inspection beside the review. */
const inParallel: FlowDescription = {
  ...standardThreeStep,
  steps: [handle, { together: { id: 'both', branches: [[reviewOf('handle')], [inspect]] } }, approve],
}

function reviewOf(...distinctFrom: string[]): StepDescription {
  return { task: { id: 'review', name: '审查', step: 'review', role: 'reviewer', distinctFrom } }
}

interface Ref {
  readonly jurisdiction: string
  readonly version: number
}

async function publish(description: FlowDescription): Promise<Ref> {
  const published = await ok<{ version?: number; problems: unknown[] }>(
    admin.post(`/api/admin/flows/${ID}/versions`, { xml: buildFlowXml(description) }),
  )
  expect(published.problems).toEqual([])
  return { jurisdiction: COUNTY, version: published.version! }
}

interface Preview {
  readonly mapping: Record<string, string>
  readonly flows: MigrationOutlook[]
}

const preview = (from: Ref, to: Ref, mapping?: Record<string, string>): Promise<Preview> =>
  ok<Preview>(admin.post(`/api/admin/flows/${ID}/preview`, { from, to, ...(mapping && { mapping }) }))

async function planTo(from: Ref, to: Ref, changes: object = {}): Promise<string> {
  const { mapping } = await preview(from, to)
  const body = { from, to, kind: 'migrate', mapping, reason: '县局取消现场核查', ...changes }
  return (await ok<{ planId: string }>(admin.post(`/api/admin/flows/${ID}/plans`, body))).planId
}

const outlookOf = (shown: Preview, caseId: string) => shown.flows.find(({ subject }) => subject === caseId)!

const move = (planId: string, flowId: string) =>
  ok<{ moved: boolean; reasons: string[] }>(admin.post(`/api/admin/flow-plans/${planId}/flows/${flowId}`, {}))

const limitsOf = (caseId: string) =>
  app.sql(`select to_jsonb(l) as row from limits.limits l where subject = $1 order by id`, [caseId])

describe('a running case and a new version of its flow', () => {
  it('keeps the open task with whoever has it, all that was said, and its limits', async () => {
    const at = await inHandling(app, cast.clerk)
    await step(cast.handler, at, 'pass', '材料齐全')
    const before = await viewOf(cast.reviewer, at.caseId)
    const task = before.tasks.find((one) => one.state === 'open')!
    await ok(cast.reviewer.post(`/api/tasks/${task.taskId}/claim`, { version: 1 }))
    const limits = await limitsOf(at.caseId)
    expect(limits.length).toBeGreaterThan(0)
    const to = await publish({ ...standardThreeStep, steps: [handle, review, inspect, approve] })
    const shown = outlookOf(await preview(old, to), at.caseId)
    expect(shown).toMatchObject({ outlook: 'same', places: [{ from: '审查', to: '审查' }], reasons: [] })
    const planId = await planTo(old, to)
    expect(await move(planId, shown.flowId)).toEqual({ moved: true, reasons: [] })
    const after = await viewOf(cast.reviewer, at.caseId)
    expect(after.tasks.filter(({ state }) => state === 'done')).toEqual(
      before.tasks.filter(({ state }) => state === 'done'),
    )
    const [row] = await app.sql(
      `select id::text, assignee_id, due_on::text, opened_at, version from flows.tasks where subject = $1 and state = 'open'`,
      [at.caseId],
    )
    expect(row).toMatchObject({ assignee_id: cast.reviewer.actor.staffId, version: 3 })
    expect(task.taskId.endsWith((row as { id: string }).id)).toBe(true)
    expect(await limitsOf(at.caseId)).toEqual(limits)
    expect(after.version).toBe(before.version)
    const [entry] = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where stream = $1 and kind = 'flows/FlowMigrated.v1'`,
      [`case:${at.caseId}`],
    )
    expect(JSON.parse(entry!.canonical)).toMatchObject({
      body: { planId, reason: '县局取消现场核查', from: old, to, moves: [{ from: 'review', to: 'review' }] },
      actor: { staffId: admin.actor.staffId },
    })
    await step(cast.reviewer, at)
    const inspected = await viewOf(cast.handler, at.caseId)
    expect(inspected.tasks.find((one) => one.state === 'open')).toMatchObject({ name: '现场核查' })
    await step(cast.handler, at)
    expect((await step(cast.approver, at)).state).not.toBe('handling')
  })

  it('tells an officer whose page is older that the flow was changed, and by whom', async () => {
    const at = await inHandling(app, cast.clerk)
    const seen = (await viewOf(cast.handler, at.caseId)).tasks.find((one) => one.state === 'open')!
    const to = await publish({ ...standardThreeStep, steps: [handle, inspect, review, approve] })
    const planId = await planTo(await standing(at.caseId), to)
    await move(planId, outlookOf(await preview(await standing(at.caseId), to), at.caseId).flowId)
    const refused = await refusalOf(cast.handler.post(`/api/tasks/${seen.taskId}/claim`, { version: 1 }))
    expect(refused.status).toBe(409)
    expect(refused.detail).toContain('流程换版')
  })

  it('goes on in the middle of parallel branches, the finished one staying finished', async () => {
    const parallel = await publish(inParallel)
    const at = await newCaseOn(parallel)
    await step(cast.handler, at)
    const inspection = (await viewOf(cast.handler, at.caseId)).tasks.find(
      ({ name, state }) => name === '现场核查' && state === 'open',
    )!
    await step(cast.reviewer, at, 'pass', '同意')
    expect(inspection.state).toBe('open')
    const renamed: FlowDescription = {
      ...inParallel,
      steps: [
        handle,
        {
          together: {
            id: 'both',
            branches: [
              [reviewOf('handle')],
              [{ task: { id: 'visit', name: '上门核查', step: 'handle', role: 'handler' } }],
            ],
          },
        },
        approve,
      ],
    }
    const to = await publish(renamed)
    const lacking = outlookOf(await preview(parallel, to), at.caseId)
    expect(lacking).toMatchObject({ outlook: 'cannot', reasons: ['“现场核查”在新版中没有对应的环节'] })
    const mapping = { ...(await preview(parallel, to)).mapping, inspect: 'visit' }
    const shown = outlookOf(await preview(parallel, to, mapping), at.caseId)
    expect(shown.outlook).toBe('moves')
    expect(shown.places).toContainEqual({ from: '现场核查', to: '上门核查' })
    expect(shown.places).toContainEqual({ from: '审查（等待其他分支）', to: '审查（等待其他分支）' })
    const planId = await planTo(parallel, to, { mapping })
    expect((await chartOf(at.caseId)).done.toSorted()).toEqual(['handle', 'review'])
    expect(await move(planId, shown.flowId)).toEqual({ moved: true, reasons: [] })
    const open = (await viewOf(cast.handler, at.caseId)).tasks.filter(({ state }) => state === 'open')
    expect(open).toMatchObject([{ taskId: inspection.taskId, name: '上门核查' }])
    await step(cast.handler, at)
    const last = (await viewOf(cast.approver, at.caseId)).tasks.filter(({ state }) => state === 'open')
    expect(last).toMatchObject([{ name: '审批' }])
    const chart = await chartOf(at.caseId)
    expect(chart.done.toSorted()).toEqual(['handle', 'review', 'visit'])
    expect(chart.xml).toContain('上门核查')
    await moveOnly(to, await publish(standardThreeStep), at.caseId)
    expect((await chartOf(at.caseId)).done.toSorted()).toEqual(['handle', 'review'])
    const both = await app.sql(
      `select name, outcome, opinion from flows.tasks where subject = $1 and element_id = 'review'`,
      [at.caseId],
    )
    expect(both).toEqual([{ name: '审查', outcome: 'pass', opinion: '同意' }])
  })

  it('stays as it is where it can not go, and the others go on without it', async () => {
    const parallel = await publish(inParallel)
    const stuck = await newCaseOn(parallel)
    const free = await newCaseOn(parallel)
    await step(cast.handler, stuck)
    const to = await publish(standardThreeStep)
    const planId = await planTo(parallel, to)
    const shown = await preview(parallel, to)
    const [stays, goes] = [outlookOf(shown, stuck.caseId), outlookOf(shown, free.caseId)]
    expect(stays.outlook).toBe('cannot')
    expect(goes.outlook).toBe('same')
    const before = await app.sql('select * from flows.instances where subject = $1', [stuck.caseId])
    expect(await move(planId, stays.flowId)).toMatchObject({ moved: false, reasons: stays.reasons })
    expect(await app.sql('select * from flows.instances where subject = $1', [stuck.caseId])).toEqual(before)
    expect(await move(planId, goes.flowId)).toEqual({ moved: true, reasons: [] })
    expect(await move(planId, goes.flowId)).toEqual({ moved: false, reasons: ['流程已经不在这个版本上'] })
  })

  it('keeps the day of a timer that the new version has too, drops one that is gone, and starts one that is new', async () => {
    const timed = (workdays: number): FlowDescription => ({
      ...standardThreeStep,
      steps: [
        {
          task: {
            id: 'handle',
            name: '承办',
            step: 'handle',
            role: 'handler',
            timeout: { id: 'late', name: '逾期未承办', workdays, goTo: 'review' },
          },
        },
        review,
        approve,
      ],
    })
    const three = await publish(timed(3))
    const at = await newCaseOn(three)
    const [begun] = await timersOf(at.caseId)
    expect(begun).toMatchObject({ element: 'late', state: 'set' })
    const ten = await publish(timed(10))
    await moveOnly(three, ten, at.caseId)
    expect(await timersOf(at.caseId)).toEqual([begun])
    const none = await publish(standardThreeStep)
    await moveOnly(ten, none, at.caseId)
    expect(await timersOf(at.caseId)).toEqual([{ ...begun, state: 'dropped' }])
    const anew = await publish(timed(7))
    await moveOnly(none, anew, at.caseId)
    const [, started] = await timersOf(at.caseId)
    expect(started).toMatchObject({ element: 'late', state: 'set' })
    expect(started!.dueOn > begun!.dueOn).toBe(true)
  })

  it('may be pinned, or finished on the old version while later ones begin on the new', async () => {
    const first = await publish(standardThreeStep)
    const running = await newCaseOn(first)
    const second = await publish({ ...standardThreeStep, steps: [handle, inspect, review, approve] })
    await planTo(first, second, { kind: 'pin', reason: '暂不换版' })
    expect(await standing((await newCaseOn(first)).caseId)).toEqual(first)
    const finishing = await planTo(first, second, { kind: 'finish', reason: '旧版办完为止' })
    expect(await standing((await newCaseOn(first)).caseId)).toEqual(second)
    expect(await standing(running.caseId)).toEqual(first)
    const { flowId } = outlookOf(await preview(first, second), running.caseId)
    const refused = await refusalOf(admin.post(`/api/admin/flow-plans/${finishing}/flows/${flowId}`, {}))
    expect(refused).toMatchObject({ status: 409, code: 'flows/plan-replaced' })
    const back = { from: second, to: first, kind: 'finish', mapping: {}, reason: '换回旧版' }
    const circle = await refusalOf(admin.post(`/api/admin/flows/${ID}/plans`, back))
    expect(circle).toMatchObject({ status: 409, code: 'flows/plan-circle' })
    const definitions = await ok<{ definitions: { definitionId: string; versions: object[] }[] }>(
      admin.get('/api/admin/flows'),
    )
    const versions = definitions.definitions.find(({ definitionId }) => definitionId === ID)!.versions
    expect(versions).toContainEqual(
      expect.objectContaining({ ...first, running: 2, plan: expect.objectContaining({ kind: 'finish', to: second }) }),
    )
  })
})

describe('whoever changes versions', () => {
  it('is the item administrator of the place, and has not worked on the case', async () => {
    const first = await publish(standardThreeStep)
    const at = await newCaseOn(first)
    const second = await publish({ ...standardThreeStep, steps: [handle, inspect, review, approve] })
    const body = { from: first, to: second }
    expect((await cast.handler.post(`/api/admin/flows/${ID}/preview`, body)).statusCode).toBe(403)
    const planId = await planTo(first, second)
    const { flowId } = outlookOf(await preview(first, second), at.caseId)
    await app.sql(
      `update flows.instances set performers = jsonb_build_object('handle', jsonb_build_array($2::text)) where subject = $1`,
      [at.caseId, admin.actor.staffId],
    )
    expect(await move(planId, flowId)).toEqual({ moved: false, reasons: ['您办理过这个办件，须由他人换版'] })
    const nobody = `${COUNTY}-00000000-0000-7000-8000-000000000000`
    expect(await refusalOf(admin.post(`/api/admin/flow-plans/${planId}/flows/${nobody}`, {}))).toMatchObject({
      code: 'flows/flow-unknown',
    })
    expect(await refusalOf(admin.post(`/api/admin/flow-plans/${nobody}/flows/${flowId}`, {}))).toMatchObject({
      code: 'flows/plan-unknown',
    })
    expect(await refusalOf(admin.post(`/api/admin/flows/${ID}/preview`, { from: first, to: first }))).toMatchObject({
      code: 'flows/same-version',
    })
    const unknown = { from: first, to: { ...second, version: 99 } }
    expect(await refusalOf(admin.post(`/api/admin/flows/${ID}/preview`, unknown))).toMatchObject({
      code: 'flows/definition-unknown',
    })
  })

  it('is told what is wrong with a drawing, and nothing is published', async () => {
    const answer = await ok<{ version?: number; problems: unknown[] }>(
      admin.post(`/api/admin/flows/${ID}/versions`, { xml: '<a/>' }),
    )
    expect(answer.version).toBeUndefined()
    expect(answer.problems.length).toBeGreaterThan(0)
  })
})

async function moveOnly(from: Ref, to: Ref, caseId: string): Promise<void> {
  const planId = await planTo(from, to)
  const { flowId } = outlookOf(await preview(from, to), caseId)
  expect(await move(planId, flowId)).toEqual({ moved: true, reasons: [] })
}

function timersOf(caseId: string) {
  return app.sql<{ element: string; state: string; dueOn: string }>(
    `select t.element_id as element, t.state, t.due_on::text as "dueOn" from flows.timers t
     join flows.instances i on (i.jurisdiction, i.id) = (t.jurisdiction, t.instance_id)
     where i.subject = $1 and i.state = 'running' order by t.id`,
    [caseId],
  )
}

async function chartOf(caseId: string): Promise<FlowState> {
  return (await ok<{ flow: FlowState }>(cast.handler.get(`/api/flows/of/${caseId}`))).flow
}

/** Where a case's flow runs. */
async function standing(caseId: string): Promise<Ref> {
  const [row] = await app.sql<Ref>(
    `select definition_jurisdiction as jurisdiction, definition_version as version from flows.instances
     where subject = $1 and state = 'running'`,
    [caseId],
  )
  return row!
}

/** A case whose item names that version: moved there before anybody touched it, as an import of the item would make it. */
async function newCaseOn(version: Ref) {
  const at = await inHandling(app, cast.clerk)
  await app.as(systemActor('test'), async (ctx) => {
    await app.modules.flows.api.cancel(ctx, { subject: at.caseId, reason: '改用另一版本' })
    const view = await viewOf(cast.handler, at.caseId)
    await app.modules.flows.api.start(ctx, {
      subject: at.caseId,
      subjectNo: view.caseNo ?? '',
      title: view.itemName,
      division: COUNTY,
      organizationId: view.organizationId,
      level: 'normal',
      definitionId: ID,
      definitionVersion: version.version,
    })
  })
  return at
}
