import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { todayIn } from '../../../kernel/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import {
  FOOD_ANSWERS,
  FOOD_ITEM,
  STRANGER,
  act,
  draftCase,
  findItemId,
  inHandling,
  ok,
  refusedAct,
  registered,
  signInCast,
  viewOf,
} from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

// What is proved here is order, not time: from the answer of the act on, the very next request is judged by it.

let app: TestApp
let cast: Cast
let admin: SignedIn
let itemId: string
const CLAUSE = '已经提交的继续办理'
const document = { basis: '县人民政府关于暂停实施的决定', documentNo: '灵政发〔2026〕9号' }

beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
  admin = await signIn(app, 'tanwenbin')
  itemId = await findItemId(app, FOOD_ITEM)
})
afterAll(() => app.close())

async function change(how: 'suspend' | 'resume'): Promise<void> {
  const { version } = await ok<{ version: number }>(admin.get(`/api/admin/items/${itemId}`))
  const clause = how === 'suspend' ? { runningCases: CLAUSE } : {}
  const body = { version, ...document, effectiveOn: todayIn(new Date()), ...clause }
  await ok(admin.post(`/api/admin/items/${itemId}/${how}`, body))
}

const somebody = () => actorWith(app, ['resident'])

function get(url: string, headers: Record<string, string> = {}) {
  return app.server.inject({ method: 'GET', url, headers })
}

const registering = () => cast.clerk.post('/api/cases/register', { itemId, applicant: STRANGER, answers: FOOD_ANSWERS })

describe('the next request after a suspension', () => {
  it('is refused wherever an application would come in, and every page and interface says so and why', async () => {
    const draft = await draftCase(app, cast.resident)
    // All of these were read a moment ago: nothing of them may be answered from what was read.
    const [guide, open] = [`/api/items/${itemId}`, `/open/v1/items/${itemId}`]
    const before = await get(open)
    expect((await get(guide)).json()).toMatchObject({ canApply: true })
    await registered(app, cast.clerk)
    await change('suspend')

    const started = await cast.resident.post('/api/cases', { itemId, applicantKind: 'person' })
    expect([started.statusCode, started.json<{ code: string }>().code]).toEqual([409, 'cases/item-not-open'])
    const atWindow = await registering()
    expect([atWindow.statusCode, atWindow.json<{ code: string }>().code]).toEqual([409, 'cases/item-not-open'])
    const refused = await refusedAct(cast.resident, draft, 'submit', { truthful: true })
    expect(refused).toMatchObject({ status: 409, code: 'cases/item-closed-meanwhile' })
    expect(await viewOf(cast.resident, draft.caseId)).toMatchObject({ state: 'draft', answers: FOOD_ANSWERS })

    const stateNotice = { state: 'suspended', ...document, runningCases: CLAUSE }
    expect((await get(guide)).json()).toMatchObject({ canApply: false, state: 'suspended', stateNotice })
    const { items } = (await get(`/api/items?q=${encodeURIComponent(FOOD_ITEM)}`)).json<{ items: { id: string }[] }>()
    expect(items.find(({ id }) => id === itemId)).toMatchObject({ state: 'suspended' })
    const after = await get(open, { 'if-none-match': String(before.headers['etag']) })
    expect(after.statusCode).toBe(200)
    expect(after.json()).toMatchObject({ state: 'suspended', stateNotice })

    await change('resume')
    expect((await get(guide)).json()).toMatchObject({ canApply: true })
    expect((await act(cast.resident, draft, 'submit', { truthful: true })).state).toBe('submitted')
  })

  it('finds running cases going on, with the clause that was laid down for them', async () => {
    const running = await inHandling(app, cast.clerk)
    await change('suspend')
    expect(await viewOf(cast.handler, running.caseId)).toMatchObject({
      state: 'accepted',
      itemNotice: { state: 'suspended', runningCases: CLAUSE },
      abilities: { handle: true },
    })
    await change('resume')
    expect((await viewOf(cast.handler, running.caseId)).itemNotice).toBeUndefined()
  })
})

describe('an application that is being filed while its item is suspended', () => {
  it('comes in before the suspension is answered, or not at all', async () => {
    let filed = () => {}
    const mayEnd = new Promise<void>((done) => (filed = done))
    let judged = () => {}
    const isJudged = new Promise<void>((done) => (judged = done))
    const order: string[] = []
    const filing = app
      .as(
        somebody(),
        async (ctx) => {
          const item = await app.modules.catalogue.api.holdPublished(ctx, itemId)
          judged()
          await mayEnd
          return item
        },
        'read',
      )
      .then((item) => order.push(item ? 'filed' : 'refused'))
    await isJudged
    const suspending = change('suspend').then(() => order.push('suspended'))
    await untilSomebodyWaits()
    expect(order).toEqual([])
    filed()
    await Promise.all([filing, suspending])
    expect(order[0]).toBe('filed')
    const late = await app.as(somebody(), (ctx) => app.modules.catalogue.api.holdPublished(ctx, itemId), 'read')
    expect(late).toBeUndefined()
    await change('resume')
  })
})

/** The suspension has come to where it waits for the application that holds the item. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await app.sql<{ waiting: number }>(
      `select count(*)::int as waiting from pg_locks l join pg_database d on d.oid = l.database
       where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`,
    )
    if (row!.waiting > 0) return
  }
}
