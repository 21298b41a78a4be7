import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { todayIn } from '../src/kernel/index.ts'
import { accepted, signInCast } from '../src/modules/cases/fixtures.ts'
import type { Cast } from '../src/modules/cases/fixtures.ts'
import type { InboxTask } from '../src/modules/flows/contract/index.ts'
import type { SessionView } from '../src/modules/identity/contract/index.ts'
import { signIn, trySignIn } from '../src/modules/identity/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import type {
  ConfirmedChangeView,
  OrganizationView,
  PostRole,
  StaffChangeView,
  StaffTiesView,
  StaffView,
} from '../src/modules/organizations/contract/index.ts'
import { demoOrganization } from '../src/modules/organizations/fixtures.ts'
import { isPostInForce } from '../src/platform/permits/index.ts'
import type { HeldPost } from '../src/platform/permits/index.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

let app: TestApp
let admin: SignedIn
let security: SignedIn
let cast: Cast
let bureau: OrganizationView
let elsewhere: OrganizationView
beforeAll(async () => {
  app = await openTestApp()
  app.at('2026-10-20T10:00:00+08:00')
  cast = await signInCast(app)
  bureau = await demoOrganization(app)
  const { organizationId } = (await signIn(app, 'wenlv-handler')).actor
  elsewhere = await app.act({ mode: 'read' }, (ctx) =>
    app.modules.organizations.api.getOrganization(ctx, organizationId!),
  )
}, 120_000)
beforeEach(async () => {
  app.at('2026-10-20T10:00:00+08:00')
  admin = await signIn(app, 'admin')
  security = await signIn(app, 'luweiping')
})
afterAll(() => app.close())

async function staffOf(staffId: string): Promise<StaffView> {
  return app.act({ mode: 'read' }, async (ctx) => (await app.modules.organizations.api.findStaff(ctx, staffId))!)
}

const wanted = (role: PostRole, organization: OrganizationView) => ({
  role,
  organizationId: organization.id,
  division: organization.division,
})

/** Of all posts that are held, unless others are named. */
async function proposeMove(staffId: string, about: object, by = admin) {
  const { version, posts, organizationId } = await staffOf(staffId)
  const ends = posts.map(({ id }) => id)
  return by.post(`/api/staff/${staffId}/move`, { version, ends, organizationId, reason: '工作需要', ...about })
}

const decide = (by: SignedIn, { id, version }: StaffChangeView, how: 'confirm' | 'refuse' | 'cancel', more = {}) =>
  by.post(`/api/staff-changes/${id}/${how}`, { version, ...more })

const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code

/** Role and office, as the copy in the account has them on the day that it is. */
async function holds(staffId: string): Promise<string[]> {
  const rows = await app.sql<{ posts: HeldPost[] }>(
    "select posts from identity.accounts where staff_id = $1 and state = 'active'",
    [staffId],
  )
  const today = todayIn(app.clock.now())
  const names = new Map([
    [bureau.id, '审批局'],
    [elsewhere.id, '文旅局'],
  ])
  return rows.flatMap(({ posts }) =>
    posts
      .filter((post) => isPostInForce(post, today))
      .map((post) => `${post.standIn ? '代 ' : ''}${post.role} ${names.get(post.organizationId)}`),
  )
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
  return rows.map(({ kind }) => kind.replace(/^\w+\/(\w+)\.v\d$/, '$1'))
}

const anonymous = (url: string, payload: object, cookie = '') =>
  app.server.inject({ method: 'POST', url, payload, headers: { 'idempotency-key': randomUUID(), cookie } })

describe('an official who moves', () => {
  it('holds the old posts to midnight and the new ones from it, and never both or neither; tasks, letters and AB角 of the old office end', async () => {
    const { caseId } = await accepted(app, cast)
    const { tasks } = (await cast.handler.get('/api/inbox')).json<{ tasks: InboxTask[] }>()
    const task = tasks.find(({ subject }) => subject === caseId)!
    const mover = await signIn(app, 'huangzhiqiang')
    const staffId = mover.actor.staffId!
    expect((await mover.post(`/api/tasks/${task.id}/claim`, { version: task.version })).statusCode).toBe(200)
    const head = await signIn(app, 'weijianhua')
    const letter = { granteeId: staffId, powers: ['approve'], validFrom: '2026-10-20', validTo: '2026-12-31' }
    const docNo = '灵审授〔2026〕88号'
    expect((await head.post('/api/authorizations', { ...letter, docNo })).statusCode).toBe(200)
    const away = (await signIn(app, 'liangxiuying')).actor.staffId!
    const lent = { absentId: away, substituteId: staffId, endsOn: '2026-11-30', reason: '休假' }
    const postIds = (await staffOf(away)).posts.map(({ id }) => id)
    const named = (await head.post('/api/substitutions', { ...lent, postIds })).json<{ id: string; version: number }>()
    await security.post(`/api/substitutions/${named.id}/confirm`, { version: named.version })
    expect(await holds(staffId)).toEqual(['handler 审批局', '代 reviewer 审批局'])

    const ties = (await security.get(`/api/staff/${staffId}/ties`)).json<StaffTiesView>()
    expect(ties).toMatchObject({
      posts: [{ roleTitle: '承办人' }],
      letters: [{ docNo }],
      substitutions: [{ otherName: '梁秀英', endsOn: '2026-11-30' }],
      kept: [],
    })
    const to = { organizationId: elsewhere.id, begins: [wanted('handler', elsewhere)], firstDay: '2026-10-22' }
    const proposed = (await proposeMove(staffId, to)).json<StaffChangeView>()
    expect(proposed).toMatchObject({ kindTitle: '调岗', standing: '待确认', effectiveOn: '2026-10-22' })
    expect(proposed.ends).toEqual([{ roleTitle: '承办人', organizationName: bureau.name }])
    expect(proposed.begins).toEqual([{ roleTitle: '承办人', organizationName: elsewhere.name }])
    expect(await holds(staffId)).toEqual(['handler 审批局', '代 reviewer 审批局'])
    expect((await decide(security, proposed, 'confirm')).json()).toMatchObject({ standing: '已确认，到日生效' })

    app.at('2026-10-21T23:59:50+08:00')
    expect(await holds(staffId)).toEqual(['handler 审批局', '代 reviewer 审批局'])
    // Before any timer has run.
    app.at('2026-10-22T00:00:00+08:00')
    expect(await holds(staffId)).toEqual(['handler 文旅局'])
    const authorized = { staffId, organizationId: bureau.id, power: 'approve', on: todayIn(app.clock.now()) } as const
    const { isAuthorized } = app.modules.organizations.api
    expect(await app.act({ mode: 'read' }, (ctx) => isAuthorized(ctx, authorized))).toBe(false)
    app.at('2026-10-22T00:01:00+08:00')
    await runTimer()
    expect(await holds(staffId)).toEqual(['handler 文旅局'])
    expect(await staffOf(staffId)).toMatchObject({ organizationId: elsewhere.id, posts: [{ startedOn: '2026-10-22' }] })
    expect((await signIn(app, 'huangzhiqiang')).actor).toMatchObject({ organizationId: elsewhere.id })
    expect(
      await app.sql('select revoked_on::text from organizations.authorizations where doc_no = $1', [docNo]),
    ).toEqual([{ revoked_on: '2026-10-22' }])
    expect(
      await app.sql('select state from organizations.substitutions where substitute_id::text = $1', [staffId.slice(7)]),
    ).toEqual([{ state: 'revoked' }])
    expect(await kindsOf(`case:${caseId}`)).toContain('TaskReturned')
    expect((await kindsOf(`staff:${staffId}`)).filter((kind) => !kind.startsWith('Substitute'))).toEqual(
      expect.arrayContaining(['MoveProposed', 'StaffChangeConfirmed', 'PostEnded', 'PostAssigned', 'StaffMoved']),
    )
  })

  it('at once is another official with the next request, in the session that is open', async () => {
    const mover = await signIn(app, 'wenlv-reviewer')
    const staffId = mover.actor.staffId!
    const proposed = await proposeMove(staffId, { begins: [wanted('approver', elsewhere)] })
    expect((await mover.get('/api/session')).json<SessionView>().roles).toEqual(['reviewer'])
    expect((await decide(security, proposed.json(), 'confirm')).json()).toMatchObject({ standing: '已生效' })
    expect((await mover.get('/api/session')).json<SessionView>()).toMatchObject({ signedIn: true, roles: ['approver'] })
  })

  it('keeps the tasks of a post that goes on', async () => {
    const { caseId } = await accepted(app, cast)
    const keeper = await signIn(app, 'liangxiuying')
    const staffId = keeper.actor.staffId!
    const added = await proposeMove(staffId, { begins: [wanted('handler', bureau)] })
    expect((await decide(security, added.json(), 'confirm')).statusCode).toBe(200)
    const { tasks } = (await keeper.get('/api/inbox')).json<{ tasks: InboxTask[] }>()
    const task = tasks.find(({ subject }) => subject === caseId)!
    expect((await keeper.post(`/api/tasks/${task.id}/claim`, { version: task.version })).statusCode).toBe(200)
    const second = await admin.post(`/api/staff/${staffId}/posts`, {
      version: (await staffOf(staffId)).version,
      ...wanted('approver', bureau),
    })
    await security.post(`/api/appointments/${second.json<{ id: string }>().id}/confirm`, { version: 1 })
    const ends = (await staffOf(staffId)).posts.filter(({ role }) => role === 'approver').map(({ id }) => id)
    const moved = await proposeMove(staffId, { ends, begins: [wanted('reviewer', bureau)] })
    expect((await decide(security, moved.json(), 'confirm')).statusCode).toBe(200)
    await app.drain()
    expect(await app.sql('select assignee_id from flows.tasks where id::text = $1', [task.id.slice(7)])).toEqual([
      { assignee_id: staffId },
    ])
  })

  it('may become an administrator when everything else ends on that day, and not a day before', async () => {
    const mover = (await signIn(app, 'wenlv-approver')).actor.staffId!
    const post = (await staffOf(mover)).posts[0]!
    const audit = wanted('auditor', bureau)
    expect(codeOf(await proposeMove(mover, { begins: [audit, wanted('handler', bureau)] }))).toBe(
      'organizations/post-conflicts',
    )
    const { version } = await staffOf(mover)
    await admin.post(`/api/staff/${mover}/posts/${post.id}/end`, { version, lastDay: '2026-11-10' })
    const appoint = async (startsOn: string) =>
      admin.post(`/api/staff/${mover}/posts`, { version: (await staffOf(mover)).version, ...audit, startsOn })
    expect(codeOf(await appoint('2026-11-10'))).toBe('organizations/post-conflicts')
    const fits = (await appoint('2026-11-11')).json<{ id: string }>()
    expect((await security.post(`/api/appointments/${fits.id}/confirm`, { version: 1 })).statusCode).toBe(200)
    app.at('2026-11-10T23:59:50+08:00')
    expect(await holds(mover)).toEqual(['approver 文旅局'])
    app.at('2026-11-11T00:00:00+08:00')
    expect(await holds(mover)).toEqual(['auditor 审批局'])
  })

  it('is proposed by one and confirmed by another, of the same place, and cancelled before the day gives nothing', async () => {
    const staffId = (await signIn(app, 'minzong-handler')).actor.staffId!
    const begins = [wanted('reviewer', elsewhere)]
    const mine = await proposeMove(admin.actor.staffId!, { begins })
    expect(codeOf(mine)).toBe('organizations/own-change')
    expect(codeOf(await proposeMove(staffId, { begins, firstDay: '2026-10-19' }))).toBe('organizations/change-day')
    expect(codeOf(await proposeMove(staffId, { begins, ends: [randomIdOf(staffId)] }))).toBe(
      'organizations/post-unknown',
    )
    const beyond = { ...wanted('reviewer', elsewhere), division: '450000' }
    expect((await proposeMove(staffId, { begins: [beyond] })).statusCode).toBeGreaterThanOrEqual(404)
    const { organizationId: beyondReach } = (await signIn(app, 'zhaojingtai')).actor
    expect((await proposeMove(staffId, { begins, organizationId: beyondReach })).statusCode).toBe(404)
    const change = (await proposeMove(staffId, { begins, firstDay: '2026-10-25' })).json<StaffChangeView>()
    expect(codeOf(await proposeMove(staffId, { begins }))).toBe('organizations/change-open')
    expect(codeOf(await decide(admin, change, 'confirm'))).toBe('permit/not-allowed')
    const confirmed = (await decide(security, change, 'confirm')).json<StaffChangeView>()
    const cancelled = await decide(admin, confirmed, 'cancel', { reason: '暂缓' })
    expect(cancelled.json()).toMatchObject({ standing: '已取消' })
    app.at('2026-10-25T00:01:00+08:00')
    await runTimer()
    expect((await staffOf(staffId)).posts.map(({ role }) => role)).toEqual(['handler'])
  })
})

function randomIdOf(publicId: string): string {
  return `${publicId.slice(0, 6)}-${randomUUID().replace(/^(.{14})./, '$17')}`
}

describe('an official who joins', () => {
  const joiner = (staffNo: string, more: object = {}) => ({
    staffNo,
    name: '新来的',
    organizationId: bureau.id,
    login: `join-${staffNo}`,
    begins: [wanted('handler', bureau)],
    reason: '公开招录',
    ...more,
  })
  const propose = async (fields: object, by = admin) => by.post('/api/joiners', fields)
  const enter = (staffNo: string, startCode: string) =>
    anonymous('/api/recoveries/by-code', { account: `join-${staffNo}`, startCode })
  type Proposed = { change: StaffChangeView; codePart: string }

  it('is there from the first day on, with posts and an account whose password nobody else ever knew', async () => {
    const answer = await propose(joiner('9001', { firstDay: '2026-10-22' }))
    const { change, codePart } = answer.json<Proposed>()
    expect(change).toMatchObject({ kindTitle: '入职', standing: '待确认', staffName: '新来的' })
    const { staffId } = change
    const account = (await admin.get('/api/staff-accounts?q=9001')).json<{ accounts: { id: string }[] }>().accounts[0]!
    expect(account).toMatchObject({ opensOn: '2026-10-22', roleTitles: [] })
    expect(codeOf(await admin.post(`/api/staff-accounts/${account.id}/factor-resets`, resetAsked))).toBe(
      'identity/not-begun',
    )
    expect(codeOf(await decide(admin, change, 'confirm'))).toBe('permit/not-allowed')
    const confirmed = (await decide(security, change, 'confirm')).json<ConfirmedChangeView>()
    expect(confirmed).toMatchObject({ standing: '已确认，到日生效' })
    const code = `${codePart}${confirmed.codePart}`
    expect(codePart).not.toBe(confirmed.codePart)
    const seen = (await security.get('/api/staff-changes?kind=join&q=9001')).json<{ changes: ConfirmedChangeView[] }>()
    expect(seen.changes).toMatchObject([{ id: change.id }])
    expect(seen.changes[0]).not.toHaveProperty('codePart')

    app.at('2026-10-21T23:59:50+08:00')
    expect(codeOf(await enter('9001', code))).toBe('identity/recovery-not-proved')
    app.at('2026-10-22T00:00:10+08:00')
    expect(await holds(staffId)).toEqual(['handler 审批局'])
    expect(codeOf(await enter('9001', `${codePart}${codePart}`))).toBe('identity/recovery-not-proved')
    const begun = await enter('9001', code)
    expect(begun.json()).toMatchObject({ step: 'password' })
    const cookie = begun.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const password = 'a-tree-in-lingshan-7'
    expect((await anonymous('/api/recoveries/current/password', { newPassword: password }, cookie)).statusCode).toBe(
      200,
    )
    expect(codeOf(await enter('9001', code))).toBe('identity/recovery-not-proved')
    const inside = await signIn(app, 'join-9001', password)
    expect(inside.session.roles).toEqual(['handler'])
    app.at('2026-10-22T00:01:00+08:00')
    await runTimer()
    expect((await staffOf(staffId)).posts).toMatchObject([{ role: 'handler', startedOn: '2026-10-22' }])
    expect(await kindsOf(`staff:${staffId}`)).toEqual([
      'StaffCreated',
      'JoiningProposed',
      'StaffChangeConfirmed',
      'PostAssigned',
      'StaffJoined',
    ])
  })

  it('has a code for three days, and after that is given another by two like whoever forgot the password', async () => {
    const { change, codePart } = (await propose(joiner('9002'))).json<Proposed>()
    const confirmed = (await decide(security, change, 'confirm')).json<ConfirmedChangeView>()
    expect(confirmed.standing).toBe('已生效')
    app.at('2026-10-23T00:00:00+08:00')
    expect(codeOf(await enter('9002', `${codePart}${confirmed.codePart}`))).toBe('identity/recovery-not-proved')
    admin = await signIn(app, 'admin')
    const account = (await admin.get('/api/staff-accounts?q=9002')).json<{ accounts: { id: string }[] }>().accounts[0]!
    expect((await admin.post(`/api/staff-accounts/${account.id}/factor-resets`, resetAsked)).statusCode).toBe(200)
  })

  it('who is sent back or cancelled never gets in, and may be proposed again under the same number', async () => {
    const { change } = (await propose(joiner('9003'))).json<Proposed>()
    expect(codeOf(await propose(joiner('9004', { login: 'join-9003' })))).toBe('identity/login-taken')
    expect((await decide(security, change, 'refuse', { reason: '没有录用文件' })).json()).toMatchObject({
      standing: '已退回',
    })
    expect((await trySignIn(app, 'join-9003', 'anything-at-all-1')).statusCode).toBe(401)
    expect(codeOf(await propose(joiner('9003', { name: '别人' })))).toBe('organizations/comes-back-as-another')
    const again = (await propose(joiner('9003', { firstDay: '2026-11-02' }))).json<Proposed>()
    const confirmed = (await decide(security, again.change, 'confirm')).json<ConfirmedChangeView>()
    const cancelled = await decide(admin, confirmed, 'cancel', { reason: '本人放弃' })
    expect(cancelled.json()).toMatchObject({ standing: '已取消' })
    app.at('2026-11-02T09:00:00+08:00')
    await runTimer()
    expect(codeOf(await enter('9003', `${again.codePart}${confirmed.codePart}`))).toBe('identity/recovery-not-proved')
    expect((await staffOf(change.staffId)).posts).toEqual([])
  })

  it('keeps to the rules of posts, and is of the place of who proposes', async () => {
    const two = [wanted('auditor', bureau), wanted('handler', bureau)]
    expect(codeOf(await propose(joiner('9005', { begins: two })))).toBe('organizations/post-conflicts')
    expect(codeOf(await propose(joiner('9005'), security))).toBe('permit/not-allowed')
    const county = (await signIn(app, 'zhaojingtai')).actor.organizationId!
    expect(codeOf(await propose(joiner('9005', { organizationId: county })))).toBe('permit/out-of-reach')
  })
})

const resetAsked = { reason: '首次登录', what: 'password' }
