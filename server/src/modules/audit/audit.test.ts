import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { RESIDENT, ok, received, signInCast } from '../cases/fixtures.ts'
import type { Cast } from '../cases/fixtures.ts'
import { signIn, trySignIn } from '../identity/fixtures.ts'
import type { SignedIn } from '../identity/fixtures.ts'
import type { AuditEntry } from './contract/index.ts'

interface Answer {
  readonly entries: readonly AuditEntry[]
  readonly next?: string
  readonly personMasked?: string
  readonly behind: number
}

let app: TestApp
let cast: Cast
let auditor: SignedIn
let caseId: string
let caseNo: string
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
  const submitted = await received(app, cast)
  caseId = submitted.caseId
  await trySignIn(app, 'chenjing', 'wrong')
  await trySignIn(app, 'nobody-is-called-so', 'wrong')
  const reveal = { purpose: 'verify-identity', reason: '电话核实经营场所' }
  await ok(cast.clerk.post(`/api/cases/${caseId}/applicant`, reveal))
  await ok(cast.clerk.get(`/api/cases?person=${encodeURIComponent(RESIDENT.name)}`))
  caseNo = (await ok<{ caseNo: string }>(cast.clerk.get(`/api/cases/${caseId}`))).caseNo
  auditor = await signIn(app, 'ningshenji')
  await app.drain()
})
afterAll(() => app.close())

async function search(conditions: Record<string, string> = {}): Promise<Answer> {
  return ok<Answer>(auditor.get(`/api/audit/entries?${new URLSearchParams(conditions)}`))
}
const keyOf = async (person: string): Promise<string> =>
  (await ok<{ key: string }>(auditor.post('/api/audit/people', { person }))).key
const titles = ({ entries }: Answer): string[] => entries.map(({ title }) => title)

describe('the auditor', () => {
  it('finds what an official did, newest first, by the name', async () => {
    const found = await search({ staff: '陈静' })
    expect(titles(found)).toEqual(expect.arrayContaining(['登录', '收件', '查阅个人信息', '按人查找', '登录失败']))
    expect(found.entries.every((entry) => entry.actorName === '陈静' && entry.actorKind === 'staff')).toBe(true)
    const times = found.entries.map((entry) => entry.recordedAt)
    expect(times).toEqual(times.toSorted().toReversed())
    expect((await search({ staff: '查无此人' })).entries).toEqual([])
  })

  it('finds who read somebody’s data, by the number of the citizen, with purpose and reason', async () => {
    const found = await search({ person: await keyOf(RESIDENT.code), category: 'reads' })
    const revealed = found.entries.find((entry) => entry.detail.includes('申请人完整信息'))
    expect(revealed).toMatchObject({
      actorName: '陈静',
      subject: caseId,
      caseNo,
      detail: '申请人完整信息；核实身份',
      reason: '电话核实经营场所',
    })
    expect(found.personMasked).toBe('999***********0243')
    expect((await search({ person: await keyOf('999999200001010628') })).entries).toEqual([])
  })

  it('has no name and no number in an address: only what he himself was given', async () => {
    const key = await keyOf(RESIDENT.code)
    expect(key).not.toContain(RESIDENT.code)
    const refused = await auditor.get(`/api/audit/entries?person=${'A'.repeat(40)}`)
    expect(refused.json()).toMatchObject({ status: 422, code: 'audit/person-key-unknown' })
  })

  it('is on record himself when he looks for a person, and not for leafing on', async () => {
    const before = await recorded()
    await search({ staff: '黄志强' })
    const first = await search({ person: await keyOf(RESIDENT.code), limit: '1' })
    await search({ person: await keyOf(RESIDENT.code), limit: '1', cursor: first.next! })
    await search({ category: 'posts' })
    const after = await recorded()
    expect(after.length - before.length).toBe(2)
    expect(after.at(-1)).not.toContain(RESIDENT.code)
    await app.drain()
    expect(titles(await search({ staff: '宁审计' }))).toContain('按人查询审计记录')
  })

  it('finds all that was done with a case, by its number, and is told when there is none', async () => {
    const found = await search({ caseNo })
    expect(titles(found)).toEqual(expect.arrayContaining(['提交申请', '收件', '查阅个人信息']))
    expect(found.entries.every((entry) => entry.subject === caseId)).toBe(true)
    const none = await auditor.get('/api/audit/entries?caseNo=45072100000')
    expect(none.json()).toMatchObject({ status: 404, code: 'audit/case-unknown' })
  })

  it('sees sign-ins, failures and lock-outs, posts and configuration, each in its category', async () => {
    const failures = await search({ category: 'refusals', kind: 'identity/SignInFailed.v1' })
    expect(failures.entries.map((entry) => entry.detail)).toEqual(
      expect.arrayContaining(['口令不正确', '没有这个账号']),
    )
    expect(titles(await search({ category: 'sign-ins', limit: '100' }))).toContain('登录')
    expect(titles(await search({ category: 'posts', limit: '100' }))).toContain('任命岗位')
    expect(titles(await search({ category: 'configuration', limit: '100' }))).toContain('发布流程')
    for (let tries = 0; tries < 12; tries += 1) await trySignIn(app, 'huangzhiqiang', 'wrong')
    await app.drain()
    const locked = await search({ category: 'refusals', staff: '黄志强' })
    expect(locked.entries.some((entry) => /锁定 \d+ 秒/.test(entry.detail))).toBe(true)
  })

  it('chooses among all kinds of entries, each in its category (audit.listAuditKinds)', async () => {
    const { kinds } = await ok<{ kinds: { kind: string; category: string }[] }>(auditor.get('/api/audit/kinds'))
    const reads = kinds.filter(({ category }) => category === 'reads').map(({ kind }) => kind)
    expect(reads).toEqual(['ledger/PersonalDataRead.v1', 'ledger/PersonSearched.v1'])
    expect(kinds.map(({ kind }) => kind)).toContain('cases/CaseAccepted.v1')
  })

  it('narrows by days of Beijing, and pages without missing or repeating', async () => {
    const { today } = await app.act({ mode: 'read' }, (ctx) => Promise.resolve(ctx))
    expect((await search({ to: '2020-01-01' })).entries).toEqual([])
    expect((await search({ from: today })).entries.length).toBeGreaterThan(0)
    const all = await search({ staff: '陈静', limit: '100' })
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await search({ staff: '陈静', limit: '2', ...(cursor !== undefined && { cursor }) })
      seen.push(...page.entries.map((entry) => entry.position))
      cursor = page.next
    } while (cursor !== undefined)
    expect(seen).toEqual(all.entries.map((entry) => entry.position))
  })

  it('sees his own county and what belongs to the installation, and nothing of another county', async () => {
    await signIn(app, 'zhaojingtai')
    await app.drain()
    expect((await search({ staff: '赵景泰' })).entries).toEqual([])
    const streams = (await search({ limit: '100' })).entries.map((entry) => entry.stream ?? '')
    expect(streams.filter((stream) => stream.includes('620423-'))).toEqual([])
  })
})

describe('the audit index', () => {
  it('is the same after it was made again from the first entry', async () => {
    const rows = () => app.sql('select * from audit.entries order by jurisdiction, position')
    const before = await rows()
    expect(before.length).toBeGreaterThan(20)
    await app.sql(`update audit.entries set subject = null`)
    const { next, size } = await app.readers.rebuild('audit/index')
    expect(next).toBe(size)
    expect(await rows()).toEqual(before)
  })

  it('is for the auditor alone: not for supervisors, clerks and the other administrators', async () => {
    for (const login of ['chenjing', 'mozhengming', 'admin', 'luweiping']) {
      const answer = await (await signIn(app, login)).get('/api/audit/entries')
      expect(answer.statusCode, login).toBe(403)
    }
  })

  it('follows indexes: an official’s newest entries are not looked for among everybody’s', async () => {
    const plan = await app.sql<{ 'QUERY PLAN': string }>(
      `explain select * from audit.entries where staff_id = any($1) order by recorded_at desc, position desc limit 50`,
      [['450721-00000000-0000-7000-8000-000000000000']],
    )
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/entries_by_staff/)
  })
})

describe('what the audit shows is kept', () => {
  /** 网络安全法第二十一条: logs are kept for six months at least. Here they are kept for good. */
  it('nobody who serves may delete or change an entry, and the years that leave the database stay readable in their archive', async () => {
    const roles = ['yiwang_app', 'yiwang_worker', 'yiwang_reader', 'yiwang_sequencer']
    for (const role of roles) {
      const [may] = await app.sql(
        `select has_table_privilege($1, 'ledger.entries', 'delete') as deletes, has_table_privilege($1, 'ledger.entries', 'update') as updates,
           has_table_privilege($1, 'ledger.entries', 'truncate') as empties`,
        [role],
      )
      expect(may, role).toEqual({ deletes: false, updates: false, empties: false })
    }
  })

  it('half a year later, with all nightly work done, nothing of it is gone', async () => {
    const before = await app.sql<{ n: string }>('select count(*) as n from audit.entries')
    const offset = app.clock.offsetMs()
    app.clock.setOffsetMs(offset + 190 * 86_400_000)
    for (const timer of Object.values(app.modules).flatMap((part) => part.timers ?? []))
      await timer.work((fn) => app.act({ mode: 'record', role: 'yiwang_worker' }, fn))
    await app.drain()
    const after = await app.sql<{ n: string }>('select count(*) as n from audit.entries')
    expect(Number(after[0]!.n)).toBeGreaterThanOrEqual(Number(before[0]!.n))
    auditor = await signIn(app, 'ningshenji')
    expect(titles(await search({ caseNo }))).toContain('提交申请')
    app.clock.setOffsetMs(offset)
  })
})

async function recorded(): Promise<string[]> {
  const rows = await app.sql<{ canonical: string }>(
    `select canonical from ledger.entries where kind = 'audit/AuditSearched.v1' order by id`,
  )
  return rows.map(({ canonical }) => canonical)
}
