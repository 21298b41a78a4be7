import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import type { AuditEntry } from '../src/modules/audit/contract/index.ts'
import { RESIDENT, inHandling, ok, refusalOf, registered, signInAll } from '../src/modules/cases/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import { ApproveExport, RefuseExport, WithdrawExport } from '../src/modules/exports/contract/index.ts'
import type { ExportRule, ExportView } from '../src/modules/exports/contract/index.ts'

let app: TestApp
let by: Record<'clerk' | 'handler' | 'reviewer' | 'head' | 'security' | 'supervisor' | 'auditor' | 'admin', SignedIn>
let caseNo: string
let caseId: string
beforeAll(async () => {
  app = await openTestApp()
  by = await signInAll(app, {
    clerk: 'chenjing',
    handler: 'huangzhiqiang',
    reviewer: 'liangxiuying',
    head: 'weijianhua',
    security: 'luweiping',
    supervisor: 'mozhengming',
    auditor: 'ningshenji',
    admin: 'admin',
  })
  const standing = await inHandling(app, by.clerk)
  caseId = standing.caseId
  caseNo = (await ok<{ caseNo: string }>(by.clerk.get(`/api/cases/${caseId}`))).caseNo
})
afterAll(() => app.close())

const CASES = {
  list: 'cases.list',
  filter: {},
  columns: ['caseNo', 'applicantName', 'applicantCode', 'applicantPhone', 'state'],
  inFull: false,
  format: 'csv',
  purpose: 'statistics',
  reason: '月度办件情况统计',
}

const DECISIONS = { approve: ApproveExport, refuse: RefuseExport, withdraw: WithdrawExport }
const ask = (who: SignedIn, of: object = {}) => ok<ExportView>(who.post('/api/exports', { ...CASES, ...of }))
const decide = (who: SignedIn, one: ExportView, act: 'approve' | 'refuse' | 'withdraw', body: object = {}) =>
  who.post(DECISIONS[act].path.replace(':exportId', one.id), { version: one.version, ...body })
const approve = (who: SignedIn, one: ExportView) => ok<ExportView>(decide(who, one, 'approve'))
const mine = async (who: SignedIn, id: string) =>
  (await ok<{ exports: ExportView[] }>(who.get('/api/exports/mine'))).exports.find((one) => one.id === id)!
const content = (who: SignedIn, { id }: { id: string }) => who.get(`/api/exports/${id}/content`)
const codeOf = async (answering: Parameters<typeof refusalOf>[0]) => (await refusalOf(answering)).code
const setRule = async (rule: Partial<ExportRule>) => {
  const was = await ok<ExportRule>(by.security.get('/api/export-rule'))
  return app.server.inject({
    method: 'PUT',
    url: '/api/export-rule',
    headers: { ...by.security.headers, 'idempotency-key': crypto.randomUUID() },
    payload: { ...was, ...rule, reason: '试行' },
  })
}

/** Asked for, approved and made. */
async function made(who: SignedIn, approver: SignedIn, of: object = {}): Promise<ExportView> {
  const asked = await ask(who, of)
  await approve(approver, asked)
  await app.drain()
  return mine(who, asked.id)
}

describe('an export', () => {
  it('is counted beforehand, and says whether it may be in full and who approves', async () => {
    const preview = await ok<object>(
      by.handler.post('/api/exports/preview', { list: 'cases.list', filter: { state: 'accepted' } }),
    )
    expect(preview).toMatchObject({
      listTitle: '办件清单',
      conditions: ['状态：已受理'],
      rows: 1,
      mayBeInFull: true,
      needsApproval: { masked: true, inFull: true },
      approverTitle: '机关负责人或者安全管理员',
    })
  })

  it('goes from asking over approval to a file that only the asker gets, masked, with the mark of whose it is', async () => {
    const asked = await ask(by.handler)
    expect(asked).toMatchObject({ state: 'asked', counted: 1, neededApproval: true, abilities: { decide: false } })
    expect(await codeOf(content(by.handler, asked))).toBe('exports/not-made')
    const waiting = await ok<{ exports: ExportView[]; waiting: number }>(by.head.get('/api/exports?state=asked'))
    expect(waiting.exports.find(({ id }) => id === asked.id)).toMatchObject({
      reason: '月度办件情况统计',
      askedByName: '黄志强',
      abilities: { decide: true },
    })
    expect((await by.head.get('/api/exports/waiting')).json()).toEqual({ waiting: waiting.waiting })
    await approve(by.head, asked)
    await app.drain()
    const done = await mine(by.handler, asked.id)
    expect(done).toMatchObject({ state: 'made', written: 1, decidedByName: '韦建华', abilities: { download: true } })
    const file = await content(by.handler, done)
    expect(file.headers['content-type']).toContain('text/csv')
    expect(file.headers['content-disposition']).toContain('attachment')
    const [mark, head, row, ...rest] = file.payload.split('\r\n')
    expect(mark).toMatch(
      /^\uFEFF办件清单；导出编号 [0-9a-f]{12}；导出人 黄志强（灵山县行政审批局）；批准人 韦建华；.*用途 统计分析/,
    )
    expect(head).toBe('办件编号,申请人,证件号码,联系电话,状态')
    expect(row).toBe(`${caseNo},王*,999***********0243,139****0001,已受理`)
    expect(rest).toEqual([''])
    expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(done.sha256)
    for (const other of [by.head, by.security, by.clerk, by.supervisor])
      expect((await content(other, done)).statusCode).toBeGreaterThan(402)
    expect(await codeOf(content(by.clerk, done))).toBe('exports/unknown')
  })

  it('in full holds what is masked elsewhere, and who had a person’s data is found by that person', async () => {
    const done = await made(by.handler, by.head, { inFull: true, format: 'xlsx' })
    expect(done).toMatchObject({ state: 'made', written: 1, inFull: true })
    const file = await content(by.handler, done)
    expect(file.rawPayload.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
    await app.drain()
    const { key } = await ok<{ key: string }>(by.auditor.post('/api/audit/people', { person: RESIDENT.code }))
    const { entries } = await ok<{ entries: AuditEntry[] }>(by.auditor.get(`/api/audit/entries?person=${key}`))
    const ofExport = entries.filter(({ subject }) => subject === done.id)
    expect(ofExport.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['申请导出数据', '批准导出数据', '生成导出文件', '查阅个人信息', '下载导出文件']),
    )
    const read = ofExport.find(({ title }) => title === '查阅个人信息')!
    expect(read).toMatchObject({ actorName: '黄志强', category: 'reads' })
    expect(read.detail).toContain(done.sha256)
    const chain = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where stream like 'export:%' or kind = 'ledger/PersonalDataRead.v1'`,
    )
    const told = chain.map(({ canonical }) => canonical).join('\n')
    for (const secret of [RESIDENT.name, RESIDENT.code, RESIDENT.phone, '月度办件情况统计'])
      expect(told).not.toContain(secret)
  })

  it('of what supervisors watch and of what an auditor found is made too; the latter counts as a search', async () => {
    const limits = await made(by.supervisor, by.security, {
      list: 'limits.running',
      columns: ['subjectNo', 'kind', 'dueOn'],
    })
    expect((await content(by.supervisor, limits)).payload).toContain(`${caseNo},承诺办结,`)
    const entries = await made(by.auditor, by.security, {
      list: 'audit.entries',
      filter: { staff: '陈静', category: 'business' },
      columns: ['position', 'title', 'actorName', 'caseNo'],
    })
    expect(entries.conditions).toEqual(['工作人员：陈静', '类别：办件与业务'])
    expect((await content(by.auditor, entries)).payload).toMatch(new RegExp(`受理,陈静,${caseNo}`))
    const searched = await app.sql(`select from ledger.entries where kind = 'audit/AuditSearched.v1'`)
    expect(searched.length).toBeGreaterThan(0)
  })

  it('by a person searches for that person: on record, and masked to whoever decides', async () => {
    const asked = await ask(by.handler, { filter: { person: RESIDENT.name } })
    expect(asked.conditions).toEqual(['申请人：王*'])
    const found = await app.sql(
      `select from ledger.entries where kind = 'ledger/PersonSearched.v1' and canonical like '%办件导出%'`,
    )
    expect(found).toHaveLength(1)
    const rows = await app.sql<{ conditions: Buffer }>('select conditions from exports.exports')
    expect(rows.some(({ conditions }) => conditions.includes('王芳'))).toBe(false)
    expect(await ok<ExportView>(decide(by.handler, asked, 'withdraw'))).toMatchObject({ state: 'withdrawn' })
    expect(await codeOf(decide(by.head, { ...asked, version: 2 }, 'approve'))).toBe('exports/decided')
  })
})

describe('asking is refused', () => {
  it.each([
    ['a list that is none', 'handler', { list: 'cases.secrets' }, 'exports/list-unknown'],
    ['a list of others', 'handler', { list: 'audit.entries', columns: ['title'] }, 'exports/list-unknown'],
    ['a condition that the list has not got', 'handler', { filter: { nobody: 'x' } }, 'exports/conditions-unfit'],
    ['a state that is none', 'handler', { filter: { state: 'lost' } }, 'exports/conditions-unfit'],
    ['a column that is none', 'handler', { columns: ['caseNo', 'answers'] }, 'exports/columns-unfit'],
    ['nothing found', 'handler', { filter: { number: 'no such' } }, 'exports/no-rows'],
    ['in full by who may not reveal', 'supervisor', { inFull: true }, 'exports/not-in-full'],
    [
      'in full of what has nothing masked',
      'auditor',
      { list: 'audit.entries', columns: ['title'], inFull: true },
      'exports/not-in-full',
    ],
    ['without a reason', 'handler', { reason: '看看' }, 'http/invalid-input'],
  ] as const)('%s', async (_, who, of, code) => {
    expect(await codeOf(by[who].post('/api/exports', { ...CASES, ...of }))).toBe(code)
  })

  it('to who has no list to export', async () => {
    expect(await codeOf(by.security.post('/api/exports', CASES))).toBe('permit/not-allowed')
    expect(await codeOf(by.admin.post('/api/exports', CASES))).toBe('permit/not-allowed')
  })

  it('where it would be more rows than the county allows', async () => {
    await registered(app, by.clerk)
    expect((await setRule({ mostRows: 1 })).statusCode).toBe(200)
    expect(await refusalOf(by.clerk.post('/api/exports', CASES))).toMatchObject({
      code: 'exports/too-many-rows',
      detail: '符合条件的超过 1 行，一次最多导出 1 行。请缩小筛选范围后再申请。',
    })
    expect((await setRule({ mostRows: 50_000 })).statusCode).toBe(200)
  })
})

describe('approving is refused', () => {
  it('to oneself, whatever one’s office', async () => {
    const own = await ask(by.head)
    expect(await codeOf(decide(by.head, own, 'approve'))).toBe('exports/second-person')
    expect(await codeOf(decide(by.head, own, 'refuse', { reason: '不批' }))).toBe('exports/second-person')
    const listed = await ok<{ exports: ExportView[] }>(by.head.get('/api/exports?state=asked'))
    expect(listed.exports.map(({ id }) => id)).not.toContain(own.id)
    await expect(
      app.sql(`update exports.exports set decided_by = asked_by where id = $1`, [own.id.slice(7)]),
    ).rejects.toMatchObject({ constraint: 'exports_are_decided_by_another' })
  })

  it('to colleagues without the permit, and to a head who reaches less than the asker', async () => {
    const asked = await ask(by.clerk)
    expect(await codeOf(decide(by.handler, asked, 'approve'))).toBe('permit/not-allowed')
    expect(await codeOf(decide(by.head, asked, 'approve'))).toBe('exports/unknown')
    expect(await approve(by.security, asked)).toMatchObject({ state: 'approved', decidedByName: '陆卫平' })
  })

  it('where the county has it done by another office', async () => {
    await setRule({ approver: 'security-admin' })
    const asked = await ask(by.handler)
    expect(await refusalOf(decide(by.head, asked, 'approve'))).toMatchObject({
      code: 'exports/not-approver',
      detail: '按本地的规则，这项导出由安全管理员审批。',
    })
    await setRule({ approver: 'either' })
    const refused = await ok<ExportView>(decide(by.head, asked, 'refuse', { reason: '范围太大' }))
    expect(refused).toMatchObject({ state: 'refused', decisionReason: '范围太大' })
    expect(await codeOf(decide(by.security, refused, 'approve'))).toBe('exports/decided')
    expect(await codeOf(decide(by.handler, refused, 'withdraw'))).toBe('exports/not-waiting')
  })

  it('without a fresh proof of who decides, and in a version that is gone', async () => {
    const asked = await ask(by.handler)
    expect(await codeOf(decide(by.head, { ...asked, version: 7 }, 'approve'))).toBe('http/stale-version')
    await app.sql(`update identity.sessions set proved_at = now() - interval '1 hour' where account_id = $1`, [
      by.head.accountId.slice(7),
    ])
    expect(await codeOf(decide(by.head, asked, 'approve'))).toBe('permit/proof-needed')
    await app.sql(`update identity.sessions set proved_at = now() where account_id = $1`, [by.head.accountId.slice(7)])
  })
})

describe('what is approved is made as the asker reads then', () => {
  const postsOf = async (who: SignedIn) =>
    (
      await app.sql<{ posts: { role: string; organizationId: string }[] }>(
        'select posts from identity.accounts where id = $1',
        [who.accountId.slice(7)],
      )
    )[0]!.posts
  const setPosts = (who: SignedIn, posts: object) =>
    app.sql('update identity.accounts set posts = $2 where id = $1', [who.accountId.slice(7), JSON.stringify(posts)])

  it('not at all when the post is gone meanwhile', async () => {
    const asked = await ask(by.reviewer)
    const held = await postsOf(by.reviewer)
    await approve(by.head, asked)
    await setPosts(by.reviewer, [])
    await app.drain()
    await setPosts(by.reviewer, held)
    expect(await mine(by.reviewer, asked.id)).toMatchObject({
      state: 'failed',
      failure: '申请人的岗位已经变动，不能再查看这份清单',
      abilities: { download: false },
    })
  })

  it('not in full when that permit is gone, and without what is out of reach now', async () => {
    const [inFull, masked] = [await ask(by.reviewer, { inFull: true }), await ask(by.reviewer)]
    const held = await postsOf(by.reviewer)
    await approve(by.head, inFull)
    await approve(by.head, masked)
    await setPosts(by.reviewer, [{ ...held[0]!, role: 'agency-head', organizationId: '450721-' + '0'.repeat(36) }])
    await app.drain()
    await setPosts(by.reviewer, held)
    expect(await mine(by.reviewer, inFull.id)).toMatchObject({
      state: 'failed',
      failure: '申请人的岗位已经变动，不能再查看完整个人信息',
    })
    const empty = await mine(by.reviewer, masked.id)
    expect(empty).toMatchObject({ state: 'made', written: 0 })
    expect((await content(by.reviewer, empty)).payload).not.toContain(caseNo)
  })

  it('not for an account that is closed', async () => {
    const asked = await ask(by.reviewer)
    await approve(by.head, asked)
    const set = (state: string, at: string) =>
      app.sql(`update identity.accounts set state = $2, closed_at = ${at} where id = $1`, [
        by.reviewer.accountId.slice(7),
        state,
      ])
    await set('closed', 'now()')
    await app.drain()
    await set('active', 'null')
    expect(await mine(by.reviewer, asked.id)).toMatchObject({ state: 'failed', failure: '申请人的账号已经停用' })
  })

  it('not when it is far more than was approved', async () => {
    const asked = await ask(by.handler)
    await app.sql('update exports.exports set counted = -200 where id = $1', [asked.id.slice(7)])
    await approve(by.head, asked)
    await app.drain()
    expect((await mine(by.handler, asked.id)).failure).toContain('多出许多')
  })
})

describe('a made file', () => {
  it('is downloaded so often as the county says, then erased', async () => {
    await setRule({ mostDownloads: 2 })
    const done = await made(by.handler, by.head)
    await setRule({ mostDownloads: 3 })
    expect((await content(by.handler, done)).statusCode).toBe(200)
    expect((await content(by.handler, done)).statusCode).toBe(200)
    expect(await codeOf(content(by.handler, done))).toBe('exports/used-up')
    await erase()
    expect(await mine(by.handler, done.id)).toMatchObject({ state: 'erased', downloads: 2, sha256: done.sha256 })
    expect(await isKept(done.sha256!)).toBe(false)
  })

  it('is erased when its days are over, and refused before the timer comes', async () => {
    const done = await made(by.handler, by.head)
    expect(await isKept(done.sha256!)).toBe(true)
    await app.sql(`update exports.exports set expires_at = now() - interval '1 minute' where id = $1`, [
      done.id.slice(7),
    ])
    expect(await refusalOf(content(by.handler, done))).toMatchObject({ status: 410, code: 'exports/expired' })
    await erase()
    expect(await codeOf(content(by.handler, done))).toBe('exports/expired')
    expect(await isKept(done.sha256!)).toBe(false)
    const erased = await app.sql(`select from ledger.entries where kind = 'exports/ExportErased.v1'`)
    expect(erased.length).toBeGreaterThan(1)
  })

  it('is nobody’s by the routes of files', async () => {
    const done = await made(by.handler, by.head)
    const [row] = await app.sql<{ file_id: string }>('select file_id from exports.exports where id = $1', [
      done.id.slice(7),
    ])
    for (const who of [by.handler, by.clerk, by.head])
      expect(await codeOf(who.get(`/api/files/${row!.file_id}/content`))).toBe('files/unknown')
  })

  async function erase(): Promise<void> {
    const timer = app.modules.exports.timers!.find(({ name }) => name === 'exports/erase-exports')!
    await timer.work((fn) => app.act({ mode: 'record', role: 'yiwang_worker' }, fn))
    await app.drain()
  }

  async function isKept(sha256: string): Promise<boolean> {
    const folder = join(app.dataDir, 'files', sha256.slice(0, 2), sha256.slice(2, 4))
    return (await readdir(folder).catch((): string[] => [])).includes(sha256)
  }
})

describe('the county’s rule', () => {
  it('may let small masked exports go without approval; never full ones, never the audit', async () => {
    expect((await setRule({ freeRows: 100 })).statusCode).toBe(200)
    const free = await ask(by.handler)
    expect(free).toMatchObject({ state: 'approved', neededApproval: false })
    await app.drain()
    expect((await content(by.handler, free)).payload).toContain('按本地规则免审批')
    expect(await ask(by.handler, { inFull: true })).toMatchObject({ state: 'asked', neededApproval: true })
    expect(await ask(by.auditor, { list: 'audit.entries', columns: ['title'] })).toMatchObject({ state: 'asked' })
    await setRule({ freeRows: 0 })
  })

  it('is set by security alone, with what it was on record, and not in a version that is gone', async () => {
    expect(await codeOf(by.head.get('/api/export-rule'))).toBe('permit/not-allowed')
    const answer = await setRule({ version: 0 })
    expect(answer.json()).toMatchObject({ code: 'exports/rule-changed' })
    const [last] = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where kind = 'exports/ExportRuleSet.v1' order by id desc limit 1`,
    )
    expect(JSON.parse(last!.canonical)).toMatchObject({ body: { is: { freeRows: 0 }, was: { freeRows: 100 } } })
  })
})
