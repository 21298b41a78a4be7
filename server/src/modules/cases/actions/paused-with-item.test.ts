import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { systemActor, todayIn } from '../../../kernel/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import {
  FOOD_ITEM,
  act,
  casesContext,
  findItemId,
  inHandling,
  ok,
  refusalOf,
  refusedAct,
  registered,
  signInCast,
  step,
  viewOf,
} from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'
import { requireGoingOn } from './item-clause.ts'
import * as caseStore from '../store/case-store.ts'

let app: TestApp
let cast: Cast
let admin: SignedIn
let itemId: string
const DOCUMENT = { basis: '县人民政府关于暂停实施的决定', documentNo: '灵政发〔2026〕9号' }

beforeAll(async () => {
  app = await openTestApp()
  itemId = await findItemId(app, FOOD_ITEM)
  await goTo('2026-11-23T10:00:00+08:00')
})
afterAll(() => app.close())
afterEach(async () => {
  const { abilities } = await ok<{ abilities: { resume: boolean } }>(admin.get(`/api/admin/items/${itemId}`))
  if (abilities.resume) await change('resume')
  await app.drain()
})

/** Sessions do not live as long as a clock that is moved. */
async function goTo(instant: string): Promise<void> {
  app.at(instant)
  cast = await signInCast(app)
  admin = await signIn(app, 'tanwenbin')
}

async function change(
  how: 'suspend' | 'resume',
  runningRule?: 'continue' | 'hold' | 'end',
  on?: string,
): Promise<void> {
  const { version } = await ok<{ version: number }>(admin.get(`/api/admin/items/${itemId}`))
  const rule = how === 'suspend' ? { runningCases: '按决定办理', runningRule } : {}
  const effectiveOn = on ?? todayIn(app.clock.now())
  await ok(admin.post(`/api/admin/items/${itemId}/${how}`, { version, ...DOCUMENT, effectiveOn, ...rule }))
}

/** The next step of the handler, with all that it needs. */
async function handling(caseId: string) {
  const view = await viewOf(cast.handler, caseId)
  const task = view.tasks.find(({ state }) => state === 'open')!
  const body = { version: view.version, taskId: task.taskId, outcome: 'pass', opinion: '符合条件' }
  return cast.handler.post(`/api/cases/${caseId}/complete-step`, body)
}

async function runTimer(name: string): Promise<void> {
  const timer = app.modules.cases.timers?.find((one) => one.name === name)
  await timer?.work((fn) => app.act({ actor: systemActor(name), mode: 'record', role: 'yiwang_worker' }, fn))
}

const promised = async (caseId: string) =>
  (await viewOf(cast.handler, caseId)).limits.find(({ kind }) => kind === 'handling-promised')!

const acts = async (caseId: string) => {
  const rows = await app.sql<{ kind: string }>('select kind from ledger.entries where stream = $1 order by seq', [
    `case:${caseId}`,
  ])
  return rows.map(({ kind }) => kind).filter((kind) => /CasePaused|CaseUnpaused/.test(kind))
}

describe('running cases of an item that is suspended and holds them', () => {
  it('stand at once, clocks and all, by the act that suspended it, and go on when it is resumed', async () => {
    const running = await inHandling(app, cast.clerk)
    const waiting = await registered(app, cast.clerk)
    const before = await promised(running.caseId)
    await change('suspend', 'hold')

    // From the answer on, before any job has come by.
    expect(await refusalOf(handling(running.caseId))).toMatchObject({
      status: 409,
      code: 'cases/item-held',
      detail: expect.stringContaining('依据：县人民政府关于暂停实施的决定（灵政发〔2026〕9号）'),
    })
    expect((await refusedAct(cast.clerk, waiting, 'accept')).code).toBe('cases/item-held')
    const view = await viewOf(cast.handler, running.caseId)
    expect(view).toMatchObject({ itemNotice: { runningRule: 'hold' }, abilities: { handle: false, suspend: false } })
    expect((await viewOf(cast.resident, running.caseId)).abilities.withdraw).toBe(true)

    await app.drain()
    const stopped = await viewOf(cast.resident, running.caseId)
    expect(stopped).toMatchObject({ state: 'accepted', progress: '事项暂停，停止办理' })
    expect(stopped.documents.at(-1)).toMatchObject({ title: '暂停办理告知书' })
    expect(await promised(running.caseId)).toMatchObject({ level: 'stopped' })
    const [stop] = await app.sql(
      `select basis, notice_document_id from limits.intervals where procedure_code = 'power-suspended' limit 1`,
    )
    expect(stop).toMatchObject({
      basis: '县人民政府关于暂停实施的决定（灵政发〔2026〕9号）',
      notice_document_id: expect.any(String),
    })

    // Three weeks later nobody is late, nothing was accepted by silence, and nothing happened twice.
    await goTo('2026-12-14T09:00:00+08:00')
    await runTimer('cases/deem-accepted')
    await runTimer('cases/settle-with-items')
    expect((await viewOf(cast.clerk, waiting.caseId)).state).toBe('received')
    expect(await acts(running.caseId)).toEqual(['cases/CasePaused.v1'])

    await change('resume')
    expect((await refusalOf(handling(running.caseId))).code).toBe('cases/item-resuming')
    await app.drain()
    expect(await acts(running.caseId)).toEqual(['cases/CasePaused.v1', 'cases/CaseUnpaused.v1'])
    const after = await promised(running.caseId)
    expect(after.level).not.toBe('stopped')
    expect(after.elapsedWorkdays).toBe(before.elapsedWorkdays)
    expect((await handling(running.caseId)).statusCode).toBe(200)
    const late = await viewOf(cast.clerk, waiting.caseId)
    expect((await act(cast.clerk, late, 'accept')).state).toBe('accepted')
    expect((await viewOf(cast.clerk, waiting.caseId)).timeline.at(-1)?.title).toBe('受理')
  })

  it('stand from the day that was announced, and not before', async () => {
    const { caseId } = await inHandling(app, cast.clerk)
    await change('suspend', 'hold', '2026-12-21')
    await app.drain()
    expect(await acts(caseId)).toEqual([])
    expect((await handling(caseId)).statusCode).toBe(200)
    await goTo('2026-12-21T09:00:00+08:00')
    expect((await refusedAct(cast.handler, await viewOf(cast.handler, caseId), 'suspend', SPECIAL)).code).toBe(
      'cases/item-held',
    )
    await runTimer('cases/settle-with-items')
    expect(await acts(caseId)).toEqual(['cases/CasePaused.v1'])
    // A resumption that is announced leaves them standing until its day.
    await change('resume', undefined, '2026-12-23')
    await runTimer('cases/settle-with-items')
    expect(await acts(caseId)).toHaveLength(1)
    await goTo('2026-12-23T09:00:00+08:00')
    await runTimer('cases/settle-with-items')
    expect(await acts(caseId)).toHaveLength(2)
  })

  it('may be taken back by the applicant meanwhile', async () => {
    const { caseId } = await inHandling(app, cast.clerk)
    await change('suspend', 'hold')
    await app.drain()
    const standing = await viewOf(cast.resident, caseId)
    expect((await act(cast.resident, standing, 'withdraw', { reason: '不办了' })).state).toBe('withdrawn')
    await change('resume')
    await app.drain()
    expect(await acts(caseId)).toEqual(['cases/CasePaused.v1'])
  })
})

const SPECIAL = { procedureCode: 'site-visit', expectedWorkdays: 5, reason: '核查' }

describe('an act that is being done while its item is suspended', () => {
  it('ends before the suspension is answered, and the next one is refused', async () => {
    const { caseId } = await inHandling(app, cast.clerk)
    let end = () => {}
    const mayEnd = new Promise<void>((done) => (end = done))
    let begun = () => {}
    const hasBegun = new Promise<void>((done) => (begun = done))
    const order: string[] = []
    const acting = app
      .as(cast.handler.actor, async (ctx) => {
        const { aCase } = await caseStore.lock(ctx.tx, caseId)
        await requireGoingOn(casesContext(app, ctx), aCase)
        begun()
        await mayEnd
        ctx.nothingChanged()
      })
      .then(() => order.push('acted'))
    await hasBegun
    const suspending = change('suspend', 'hold').then(() => order.push('suspended'))
    await untilSomebodyWaits()
    expect(order).toEqual([])
    end()
    await Promise.all([acting, suspending])
    expect(order).toEqual(['acted', 'suspended'])
    expect((await refusalOf(handling(caseId))).code).toBe('cases/item-held')
  })
})

describe('running cases of an item that is suspended and ends them', () => {
  it('go no further, and are closed by officials with a reason', async () => {
    const running = await inHandling(app, cast.clerk)
    const goingOn = await inHandling(app, cast.clerk)
    expect((await refusedAct(cast.clerk, running, 'terminate', { reason: '没有理由' })).code).toBe(
      'cases/not-allowed-now',
    )
    await change('suspend', 'end')
    await app.drain()
    expect((await refusalOf(handling(running.caseId))).code).toBe('cases/item-ended')
    const view = await viewOf(cast.clerk, running.caseId)
    expect(view.abilities).toMatchObject({ terminate: true, handle: false })
    const ended = await act(cast.clerk, view, 'terminate', { reason: '该项权力已暂停，按决定终止' })
    expect(ended.state).toBe('terminated')
    const after = await viewOf(cast.clerk, running.caseId)
    expect(after.limits.every(({ level }) => level === 'closed')).toBe(true)
    expect(after.tasks.every(({ state }) => state !== 'open')).toBe(true)
    // What was not ended goes on when the item does.
    await change('resume')
    await app.drain()
    expect((await step(cast.handler, goingOn)).state).toBe('accepted')
  })
})

/** The suspension has come to where it waits for the act that holds the item. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await app.sql<{ waiting: number }>(
      `select count(*)::int as waiting from pg_locks l join pg_database d on d.oid = l.database
       where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`,
    )
    if (row!.waiting > 0) return
  }
}
