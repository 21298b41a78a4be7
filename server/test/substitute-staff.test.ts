import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accepted, signInCast, step, viewOf } from '../src/modules/cases/fixtures.ts'
import type { Cast } from '../src/modules/cases/fixtures.ts'
import type { InboxTask } from '../src/modules/flows/contract/index.ts'
import { signIn } from '../src/modules/identity/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import type { StaffView, SubstitutionView } from '../src/modules/organizations/contract/index.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

const MORNING = '2026-10-20T10:00:00+08:00'

let app: TestApp
let cast: Cast
let admin: SignedIn
let security: SignedIn
let head: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  app.at(MORNING)
  cast = await signInCast(app)
}, 120_000)
beforeEach(async () => {
  app.at(MORNING)
  admin = await signIn(app, 'admin')
  security = await signIn(app, 'luweiping')
  head = await signIn(app, 'weijianhua')
})
afterAll(() => app.close())

const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code

function staffOf(official: SignedIn): Promise<StaffView> {
  const { staffId } = official.actor
  return app.act({ mode: 'read' }, async (ctx) => (await app.modules.organizations.api.findStaff(ctx, staffId!))!)
}

async function wish(absent: SignedIn, substitute: SignedIn, days: object = {}) {
  const { posts } = await staffOf(absent)
  const postIds = posts.map(({ id }) => id)
  return { substituteId: substitute.actor.staffId!, postIds, endsOn: '2026-10-23', reason: '年休假', ...days }
}

const confirm = (by: SignedIn, { id, version }: SubstitutionView) =>
  by.post(`/api/substitutions/${id}/confirm`, { version })
const refuse = (by: SignedIn, { id, version }: SubstitutionView) =>
  by.post(`/api/substitutions/${id}/refuse`, { version, reason: '人手不够' })
const revoke = (by: SignedIn, { id, version }: SubstitutionView) =>
  by.post(`/api/substitutions/${id}/revoke`, { version, reason: '提前返岗' })

/** Named by the absent official, confirmed by the head. */
async function lend(absent: SignedIn, substitute: SignedIn, days: object = {}): Promise<SubstitutionView> {
  const named = await absent.post('/api/substitutions', await wish(absent, substitute, days))
  const answer = await confirm(head, named.json<SubstitutionView>())
  expect(answer.json()).toMatchObject({ state: 'confirmed' })
  return answer.json<SubstitutionView>()
}

async function inbox(official: SignedIn, scope = 'all'): Promise<InboxTask[]> {
  return (await official.get(`/api/inbox?limit=100&scope=${scope}`)).json<{ tasks: InboxTask[] }>().tasks
}

describe('AB角', () => {
  let lent: SubstitutionView | undefined
  afterEach(async () => {
    app.at(MORNING)
    if (lent) await revoke(await signIn(app, 'weijianhua'), lent)
    lent = undefined
  })

  it('is named by the one who goes away, and confirmed by the head or security: neither of the two, nor whoever named it', async () => {
    const named = await cast.handler.post('/api/substitutions', await wish(cast.handler, cast.reviewer))
    const view = named.json<SubstitutionView>()
    expect(view).toMatchObject({ absentName: '黄志强', substituteName: '梁秀英', standing: '待确认', mySide: 'absent' })
    expect(codeOf(await confirm(cast.reviewer, view))).toBe('permit/not-allowed')
    expect(codeOf(await confirm(admin, view))).toBe('permit/not-allowed')
    expect(await inbox(cast.reviewer, 'in-stead')).toEqual([])
    expect((await refuse(security, view)).json()).toMatchObject({ standing: '已退回', decidedByName: '陆卫平' })
    expect(codeOf(await refuse(security, view))).toBe('organizations/substitution-decided')
    const byHead = await head.post('/api/substitutions', {
      ...(await wish(cast.handler, cast.reviewer)),
      absentId: cast.handler.actor.staffId,
    })
    expect(codeOf(await confirm(head, byHead.json()))).toBe('organizations/second-person')
    const seen = (await security.get('/api/substitutions?state=proposed')).json<{ substitutions: SubstitutionView[] }>()
    expect(seen.substitutions).toMatchObject([{ id: byHead.json<SubstitutionView>().id, abilities: { decide: true } }])
    lent = (await confirm(security, byHead.json())).json<SubstitutionView>()
    expect(lent).toMatchObject({ standing: '代办中' })
    const mine = (await cast.reviewer.get('/api/my/substitutions')).json<{ substitutions: SubstitutionView[] }>()
    expect(mine.substitutions.map(({ mySide, standing }) => [mySide, standing])).toContainEqual([
      'substitute',
      '代办中',
    ])
  })

  it('lets B see and do what is of A, by B’s own name and in A’s stead; both are then kept apart from the review', async () => {
    const at = await accepted(app, cast)
    const { caseId } = at
    lent = await lend(cast.handler, cast.reviewer)
    const [task] = (await inbox(cast.reviewer, 'in-stead')).filter(({ subject }) => subject === caseId)
    expect(task).toMatchObject({ role: 'handler', insteadOfName: '黄志强', isMine: false })
    const claimed = await cast.reviewer.post(`/api/tasks/${task!.id}/claim`, { version: task!.version })
    // In the hands of the one who is away, where it stays when the days are over.
    expect(claimed.json()).toMatchObject({ assigneeId: cast.handler.actor.staffId })
    await step(cast.reviewer, at)
    const view = await viewOf(cast.approver, caseId)
    const handled = view.tasks.find((one) => one.step === 'handle')
    expect(handled).toMatchObject({ state: 'done', performerName: '梁秀英（代黄志强）' })
    expect(view.timeline.at(-1)).toMatchObject({ actorName: '梁秀英（代黄志强）' })
    const [entry] = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where stream = $1 and kind = 'flows/TaskCompleted.v1' order by seq desc limit 1`,
      [`case:${caseId}`],
    )
    expect(JSON.parse(entry!.canonical).actor).toMatchObject({
      staffId: cast.reviewer.actor.staffId,
      insteadOf: cast.handler.actor.staffId,
      substitutionId: lent.id,
    })
    const reviewing = view.tasks.find((one) => one.step === 'review' && one.state === 'open')!
    const [kept] = await app.sql<{ excluded_staff: string[] }>(
      `select excluded_staff from flows.tasks where subject = $1 and step = 'review' and state = 'open'`,
      [caseId],
    )
    expect(kept!.excluded_staff.toSorted()).toEqual(
      [cast.reviewer.actor.staffId!, cast.handler.actor.staffId!].toSorted(),
    )
    expect(codeOf(await cast.reviewer.post(`/api/tasks/${reviewing.taskId}/claim`, { version: 1 }))).toBe(
      'flows/same-person',
    )
  })

  it('ends by itself with its last day, or at once when it is taken back; open sessions know at the next request', async () => {
    const { caseId } = await accepted(app, cast)
    const first = await lend(cast.handler, cast.reviewer)
    const ofCase = (tasks: InboxTask[]) => tasks.filter(({ subject }) => subject === caseId).length
    expect(ofCase(await inbox(cast.reviewer, 'in-stead'))).toBe(1)
    expect((await revoke(cast.handler, first)).json()).toMatchObject({ standing: '已撤销' })
    expect(ofCase(await inbox(cast.reviewer, 'in-stead'))).toBe(0)
    expect(codeOf(await revoke(cast.handler, first))).toBe('organizations/substitution-decided')
    const stranger = await signIn(app, 'wenlv-handler')
    lent = await lend(cast.handler, cast.reviewer, { startsOn: '2026-10-21' })
    expect(codeOf(await revoke(stranger, lent))).toBe('organizations/substitution-unknown')
    expect(ofCase(await inbox(cast.reviewer, 'in-stead'))).toBe(0)
    app.at('2026-10-21T09:00:00+08:00')
    expect(ofCase(await inbox(await signIn(app, 'liangxiuying'), 'in-stead'))).toBe(1)
    app.at('2026-10-23T23:59:58+08:00')
    const late = await signIn(app, 'liangxiuying')
    expect(ofCase(await inbox(late, 'in-stead'))).toBe(1)
    app.at('2026-10-24T00:00:01+08:00')
    expect(ofCase(await inbox(late, 'in-stead'))).toBe(0)
  })

  it('is not lent on, nor given to somebody of another office, to an administrator, or to who is away as well', async () => {
    const name = async (absent: SignedIn, substitute: SignedIn, more: object = {}) =>
      codeOf(await absent.post('/api/substitutions', await wish(absent, substitute, more)))
    const elsewhere = await signIn(app, 'wenlv-handler')
    expect(await name(cast.handler, elsewhere)).toBe('organizations/substitute-unfit')
    expect(await name(cast.handler, cast.handler)).toBe('organizations/substitute-unfit')
    expect(await name(cast.handler, cast.reviewer, { endsOn: '2026-10-19' })).toBe('organizations/substitution-days')
    expect(await name(cast.handler, cast.reviewer, { endsOn: '2027-10-19' })).toBe('organizations/substitution-days')
    expect(await name(admin, security)).toBe('organizations/not-substitutable')
    expect(await name(cast.handler, security)).toMatch(/^organizations\/(substitute-unfit|post-conflicts)$/)
    const reviews = (await staffOf(cast.reviewer)).posts.map(({ id }) => id)
    expect(await name(cast.handler, cast.approver, { postIds: reviews })).toBe('organizations/post-unknown')
    const nothing = '450721-00000000-0000-7000-8000-000000000000'
    const other = { ...(await wish(cast.handler, cast.reviewer)), absentId: nothing }
    expect(codeOf(await head.post('/api/substitutions', other))).toBe('organizations/staff-unknown')
    expect(codeOf(await confirm(head, { id: nothing, version: 1 } as SubstitutionView))).toBe(
      'organizations/substitution-unknown',
    )

    // 审批人 stands in for the head: what the head may hand on, he may not.
    const named = await head.post('/api/substitutions', await wish(head, cast.approver))
    lent = (await confirm(security, named.json())).json<SubstitutionView>()
    expect(lent).toMatchObject({ state: 'confirmed' })
    const handedOn = { ...(await wish(cast.handler, cast.reviewer)), absentId: cast.handler.actor.staffId }
    expect(codeOf(await cast.approver.post('/api/substitutions', handedOn))).toBe('organizations/not-passed-on')
    const waiting = (await cast.handler.post('/api/substitutions', await wish(cast.handler, cast.reviewer))).json()
    expect(codeOf(await confirm(cast.approver, waiting))).toBe('organizations/not-passed-on')
    expect((await revoke(cast.reviewer, waiting)).json()).toMatchObject({ standing: '已撤销' })
    const heads = (await staffOf(head)).posts.map(({ id }) => id)
    expect(await name(cast.approver, cast.reviewer, { postIds: heads })).toBe('organizations/post-unknown')

    expect(await name(head, cast.reviewer)).toBe('organizations/substituted-already')
    expect(await name(cast.handler, head)).toBe('organizations/substitute-away')
  })

  it('offers oneself and one’s colleagues to who goes away, and the whole place to who looks after it', async () => {
    const people = async (by: SignedIn) =>
      (await by.get('/api/substitutable-staff')).json<{
        mayNameOthers: boolean
        people: { name: string; organizationId: string }[]
      }>()
    const mine = await people(cast.handler)
    expect(mine.mayNameOthers).toBe(false)
    expect(new Set(mine.people.map(({ organizationId }) => organizationId))).toEqual(
      new Set([cast.handler.actor.organizationId]),
    )
    expect(mine.people.map(({ name }) => name)).toContain('梁秀英')
    expect((await people(admin)).people.length).toBeGreaterThan(mine.people.length)
  })
})
