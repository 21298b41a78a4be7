import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accepted, signInCast } from '../src/modules/cases/fixtures.ts'
import type { Cast } from '../src/modules/cases/fixtures.ts'
import type { InboxTask } from '../src/modules/flows/contract/index.ts'
import type { PasskeyWish, SessionView } from '../src/modules/identity/contract/index.ts'
import { TEST_PASSWORD, signIn, trySignIn } from '../src/modules/identity/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import type { StaffChangeView, StaffView } from '../src/modules/organizations/contract/index.ts'
import { todayIn } from '../src/kernel/index.ts'
import { isPostInForce } from '../src/platform/permits/index.ts'
import type { HeldPost } from '../src/platform/permits/index.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { createSoftPasskey } from './soft-passkey.ts'

let app: TestApp
let admin: SignedIn
let security: SignedIn
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  app.at('2026-10-20T10:00:00+08:00')
  cast = await signInCast(app)
}, 120_000)
// The days go by between tests, and nobody's session lasts a night.
beforeEach(async () => {
  admin = await signIn(app, 'admin')
  security = await signIn(app, 'luweiping')
})
afterAll(() => app.close())

async function staffOf(official: SignedIn): Promise<StaffView> {
  const { staffId } = official.actor
  return app.act({ mode: 'read' }, async (ctx) => (await app.modules.organizations.api.findStaff(ctx, staffId!))!)
}

async function propose(official: SignedIn, about: object = {}, by = admin) {
  const { id, version } = await staffOf(official)
  return by.post(`/api/staff/${id}/leaving`, { version, reason: '调离本单位', ...about })
}

/** 双人: `confirm`, `refuse` or `cancel`. */
const decide = (by: SignedIn, { id, version }: StaffChangeView, how: Decision, more: object = {}) =>
  by.post(DECISIONS[how](id), { version, ...more })

type Decision = keyof typeof DECISIONS
const DECISIONS = {
  confirm: (id: string) => `/api/staff-changes/${id}/confirm`,
  refuse: (id: string) => `/api/staff-changes/${id}/refuse`,
  cancel: (id: string) => `/api/staff-changes/${id}/cancel`,
}

const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code

async function isSignedIn(official: SignedIn): Promise<boolean> {
  return (await official.get('/api/session')).json<SessionView>().signedIn
}

/** What the copy in the account permits on the day that it is. */
async function rolesOf(staffId: string): Promise<string[]> {
  const rows = await app.sql<{ posts: HeldPost[] }>('select posts from identity.accounts where staff_id = $1', [
    staffId,
  ])
  const today = todayIn(app.clock.now())
  return rows.flatMap(({ posts }) => posts.filter((post) => isPostInForce(post, today)).map(({ role }) => role))
}

async function runTimer(): Promise<void> {
  for (const timer of app.modules.organizations.timers ?? [])
    await timer.work((fn) => app.act({ mode: 'record', role: 'yiwang_worker' }, fn))
  await app.drain()
}

async function kindsOf(stream: string): Promise<string[]> {
  const rows = await app.sql<{ kind: string }>('select kind from ledger.entries where stream = $1 order by seq', [
    stream,
  ])
  return rows.map((row) => row.kind)
}

async function addPasskey(browser: SignedIn): Promise<void> {
  const wish = (await browser.get('/api/my/passkeys/options')).json<PasskeyWish>()
  const credential = createSoftPasskey().register(wish, 'http://localhost')
  expect((await browser.post('/api/my/passkeys', { label: '手机', credential })).statusCode).toBe(200)
}

/** A post for somebody, by two. */
async function appoint(official: SignedIn, role: string): Promise<void> {
  const { id, version, organizationId, division } = await staffOf(official)
  const proposed = await admin.post(`/api/staff/${id}/posts`, { version, role, organizationId, division })
  const confirm = `/api/appointments/${proposed.json<{ id: string }>().id}/confirm`
  expect((await security.post(confirm, { version: 1 })).statusCode).toBe(200)
}

async function leftOf(staffId: string, docNo: string) {
  const [row] = await app.sql<Record<string, number>>(
    `select (select count(*)::int from identity.factors f join identity.accounts a on a.jurisdiction = f.jurisdiction and a.id = f.account_id
        where a.staff_id = $1) as factors,
      (select count(*)::int from organizations.authorizations where doc_no = $2 and revoked_on is null) as letters,
      (select count(*)::int from flows.tasks where assignee_id = $1 and state = 'open') as tasks`,
    [staffId, docNo],
  )
  return row
}

describe('an official who leaves', () => {
  it('works to the end of the last day; at midnight posts end, and account, factors, letters and tasks go with them', async () => {
    const { caseId } = await accepted(app, cast)
    const { tasks } = (await cast.handler.get('/api/inbox')).json<{ tasks: InboxTask[] }>()
    const task = tasks.find(({ subject }) => subject === caseId)!
    const leaver = await signIn(app, 'huangzhiqiang')
    const staffId = leaver.actor.staffId!
    expect((await leaver.post(`/api/tasks/${task.id}/claim`, { version: task.version })).statusCode).toBe(200)
    await addPasskey(leaver)
    const head = await signIn(app, 'weijianhua')
    const docNo = '灵审授〔2026〕77号'
    const letter = { granteeId: staffId, powers: ['approve'], docNo, validFrom: '2026-10-20', validTo: '2026-12-31' }
    expect((await head.post('/api/authorizations', letter)).statusCode).toBe(200)
    expect(await leftOf(staffId, docNo)).toEqual({ factors: 1, letters: 1, tasks: 1 })

    const proposed = (await propose(leaver, { lastDay: '2026-10-21' })).json<StaffChangeView>()
    expect(proposed).toMatchObject({ standing: '待确认', effectiveOn: '2026-10-22', abilities: { decide: false } })
    expect(codeOf(await propose(leaver))).toBe('organizations/change-open')
    expect(codeOf(await decide(admin, proposed, 'confirm'))).toBe('permit/not-allowed')
    const confirmed = (await decide(security, proposed, 'confirm')).json<StaffChangeView>()
    expect(confirmed).toMatchObject({ standing: '已确认，到日生效', decidedByName: '陆卫平' })
    expect(codeOf(await decide(security, confirmed, 'confirm'))).toBe('organizations/change-decided')
    expect(await rolesOf(staffId)).toEqual(['handler'])

    app.at('2026-10-21T23:59:50+08:00')
    await runTimer()
    expect(await rolesOf(staffId)).toEqual(['handler'])
    const lastEvening = await signIn(app, 'weijianhua')
    expect(lastEvening.session.signedIn).toBe(true)
    app.at('2026-10-22T00:00:05+08:00')
    // Before any timer has run.
    expect(await rolesOf(staffId)).toEqual([])
    app.at('2026-10-22T00:01:00+08:00')
    await runTimer()
    expect((await trySignIn(app, 'huangzhiqiang', TEST_PASSWORD)).statusCode).toBe(401)
    expect((await staffOf(leaver)).posts).toEqual([])
    expect(await leftOf(staffId, docNo)).toEqual({ factors: 0, letters: 0, tasks: 0 })
    expect((await kindsOf(`staff:${staffId}`)).slice(-4)).toEqual([
      'organizations/LeavingProposed.v1',
      'organizations/StaffChangeConfirmed.v1',
      'organizations/PostEnded.v1',
      'organizations/StaffLeft.v1',
    ])
    expect(await kindsOf(`case:${caseId}`)).toContain('flows/TaskReturned.v1')

    app.at('2026-10-22T09:00:00+08:00')
    admin = await signIn(app, 'admin')
    security = await signIn(app, 'luweiping')
    const colleague = await signIn(app, 'qinguodong')
    await appoint(colleague, 'handler')
    const inbox = await signIn(app, 'qinguodong')
    const back = (await inbox.get('/api/inbox?scope=returned')).json<{ tasks: InboxTask[] }>().tasks
    expect(back).toMatchObject([{ id: task.id, returnedFromName: '黄志强', abilities: { claim: true } }])
  })

  it('at once, as soon as a second administrator has confirmed it: sessions end in the same act', async () => {
    const leaver = await signIn(app, 'wenlv-handler')
    const proposed = (await propose(leaver)).json<StaffChangeView>()
    expect(await isSignedIn(leaver)).toBe(true)
    expect((await decide(security, proposed, 'confirm')).json()).toMatchObject({ standing: '已生效' })
    expect(await isSignedIn(leaver)).toBe(false)
    expect((await trySignIn(app, 'wenlv-handler', TEST_PASSWORD)).statusCode).toBe(401)
  })

  it('stays when the second person sends it back, or when it is cancelled before its day', async () => {
    const stays = await signIn(app, 'wenlv-reviewer')
    const refused = (await propose(stays)).json<StaffChangeView>()
    const answer = await decide(security, refused, 'refuse', { reason: '没有调令' })
    expect(answer.json()).toMatchObject({ standing: '已退回' })
    const again = (await propose(stays, { lastDay: '2026-10-30' })).json<StaffChangeView>()
    const confirmed = (await decide(security, again, 'confirm')).json<StaffChangeView>()
    const cancelled = await decide(admin, { ...confirmed }, 'cancel', { reason: '继续留任' })
    expect(cancelled.json()).toMatchObject({ standing: '已取消' })
    expect(codeOf(await decide(admin, { ...confirmed, version: 3 }, 'cancel', { reason: '再次' }))).toBe(
      'organizations/change-decided',
    )
    app.at('2026-10-31T00:01:00+08:00')
    await runTimer()
    expect(await rolesOf(stays.actor.staffId!)).toEqual(['reviewer'])
    app.at('2026-10-22T10:00:00+08:00')
  })

  it('is never the one who proposes or confirms, and not of another county', async () => {
    expect(codeOf(await propose(admin))).toBe('organizations/own-change')
    const own = (await propose(security)).json<StaffChangeView>()
    expect(codeOf(await decide(security, own, 'confirm'))).toBe('organizations/second-person')
    expect(codeOf(await propose(await signIn(app, 'zhaojingtai')))).toBe('organizations/staff-unknown')
    const late = await propose(await signIn(app, 'wenlv-approver'), { lastDay: '2026-10-01' })
    expect(codeOf(late)).toBe('organizations/change-day')
    const nothing = '450721-00000000-0000-7000-8000-000000000000'
    expect(codeOf(await decide(security, { ...own, id: nothing }, 'confirm'))).toBe('organizations/change-unknown')
  })

  it('hands on the applications that they keep: nobody is confirmed to go who leaves them to nobody', async () => {
    const leaver = await signIn(app, 'minzong-handler')
    const keeper = leaver.actor.staffId!
    await app.sql(
      `insert into sign_on.clients (jurisdiction, id, division, organization_id, name, purpose, kind, auth_method, scopes, requested_by, kept_by, requested_at)
       values ('450721', gen_random_uuid(), '450721', 'somewhere', '叫号机', '取号', 'device', 'none', '{openid}', $1, $1, now())`,
      [keeper],
    )
    const refused = await propose(leaver)
    expect(refused.json()).toMatchObject({
      code: 'organizations/successor-needed',
      detail: expect.stringContaining('叫号机'),
    })
    const heir = (await signIn(app, 'minzong-reviewer')).actor.staffId!
    expect(codeOf(await propose(leaver, { successorId: keeper }))).toBe('organizations/successor-unfit')
    const proposed = (await propose(leaver, { successorId: heir })).json<StaffChangeView>()
    expect((await decide(security, proposed, 'confirm')).statusCode).toBe(200)
    await app.drain()
    expect(await app.sql('select kept_by from sign_on.clients where requested_by = $1', [keeper])).toEqual([
      { kept_by: heir },
    ])
  })
})

describe('an emergency', () => {
  it('puts an official out at once by one pair of hands, and another confirms it afterwards', async () => {
    const expelled = await signIn(app, 'weijian-handler')
    const staffId = expelled.actor.staffId!
    const waiting = (await propose(expelled, { lastDay: '2026-12-01' })).json<StaffChangeView>()
    const path = `/api/staff/${staffId}/expulsion`
    expect(codeOf(await admin.post(path, { reason: '账号外借' }))).toBe('permit/not-allowed')
    const done = (await security.post(path, { reason: '账号外借' })).json<StaffChangeView>()
    expect(done).toMatchObject({ isEmergency: true, standing: '已紧急生效，待事后确认', abilities: { decide: false } })
    expect(await isSignedIn(expelled)).toBe(false)
    expect((await trySignIn(app, 'weijian-handler', TEST_PASSWORD)).statusCode).toBe(401)
    const { changes } = (await admin.get('/api/staff-changes')).json<{ changes: StaffChangeView[] }>()
    expect(changes.find(({ id }) => id === waiting.id)).toMatchObject({ standing: '已取消' })
    expect(changes.find(({ id }) => id === done.id)).toMatchObject({ abilities: { decide: true } })
    expect(codeOf(await decide(security, done, 'confirm'))).toBe('permit/not-allowed')
    const seen = changes.find(({ id }) => id === done.id)!
    expect((await decide(admin, seen, 'confirm')).json()).toMatchObject({ standing: '已生效' })
  })

  it('that another does not agree with stays on record: the official comes back by two, like anybody', async () => {
    const expelled = await signIn(app, 'weijian-reviewer')
    const done = await security.post(`/api/staff/${expelled.actor.staffId!}/expulsion`, { reason: '举报' })
    const { changes } = (await admin.get('/api/staff-changes?state=proposed')).json<{ changes: StaffChangeView[] }>()
    const seen = changes.find(({ id }) => id === done.json<StaffChangeView>().id)!
    const answer = await decide(admin, seen, 'refuse', { reason: '查无此事' })
    expect(answer.json()).toMatchObject({ standing: '已紧急生效，事后不同意' })
    expect(await isSignedIn(expelled)).toBe(false)
  })
})
