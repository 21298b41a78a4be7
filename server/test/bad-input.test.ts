import { randomUUID } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { todayIn } from '../src/kernel/index.ts'
import {
  FOOD_ANSWERS,
  FOOD_ITEM,
  STRANGER,
  act,
  bareDraft,
  draftCase,
  findItemId,
  ok,
  refusalOf,
  refusedAct,
  registered,
  signInCast,
  upload,
  viewOf,
} from '../src/modules/cases/fixtures.ts'
import type { Cast } from '../src/modules/cases/fixtures.ts'
import { signIn, testCitizenId } from '../src/modules/identity/fixtures.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

let app: TestApp
let cast: Cast
let itemId: string
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
  itemId = await findItemId(app, FOOD_ITEM)
})
afterAll(() => app.close())

const CHINESE = /\p{Script=Han}/u
const application = () => ({ itemId, applicant: STRANGER, answers: FOOD_ANSWERS, paperMaterialIds: [] })

/** A post as it comes over the wire: its body and its type are whatever a broken client makes of them. */
function send(options: InjectOptions): Promise<LightMyRequestResponse> {
  const headers = { ...cast.clerk.headers, 'idempotency-key': randomUUID(), ...options.headers }
  return app.server.inject({ method: 'POST', url: '/api/cases/register', ...options, headers })
}

const countCases = async (): Promise<number> =>
  Number((await app.sql<{ count: string }>('select count(*) from cases.cases'))[0]?.count)

describe('a body that cannot be read', () => {
  it.each([
    ['malformed JSON', '{ "itemId": ', 'application/json', 400, 'http/malformed-body'],
    ['an empty body', '', 'application/json', 400, 'http/malformed-body'],
    ['a type that no route takes', '<case/>', 'application/xml', 415, 'http/unsupported-type'],
    ['more than 256 KiB', JSON.stringify({ answers: 'x'.repeat(300_000) }), 'application/json', 413, 'http/too-large'],
  ])('is refused in Chinese: %s', async (_, payload, type, status, code) => {
    const before = await countCases()
    const refused = await refusalOf(send({ payload, headers: { 'content-type': type } }))
    expect(refused).toMatchObject({ status, code })
    expect(refused.detail).toMatch(CHINESE)
    expect(await countCases()).toBe(before)
  })

  it('is refused where an upload should be and is not, and the other way round', async () => {
    const { caseId } = await bareDraft(app, cast.resident)
    const url = `/api/cases/${caseId}/materials/layout/files`
    const json = await refusalOf(cast.resident.post(url, { file: 'layout' }))
    expect(json).toMatchObject({ status: 415, code: 'http/unsupported-type' })
    const form = new FormData()
    form.set('itemId', itemId)
    const multipart = await refusalOf(send({ payload: form }))
    expect(multipart.status).toBeGreaterThanOrEqual(400)
    expect(multipart.status).toBeLessThan(500)
    expect(multipart.detail).toMatch(CHINESE)
  })
})

describe('a field that is wrong', () => {
  it.each([
    [
      'a phone of ten digits',
      { applicant: { ...STRANGER, phone: '1390000000' } },
      '/applicant/phone',
      '手机号码不正确',
    ],
    [
      'a code of seventeen characters',
      { applicant: { ...STRANGER, code: '99999920000101062' } },
      '/applicant/code',
      '至少填写 18 个字',
    ],
    ['no answers', { answers: undefined }, '/answers', '这一项必须填写'],
    ['an id that is none', { itemId: '450721-------------------------------------' }, '/itemId', '格式不正确'],
    ['a kind that nobody is', { applicant: { ...STRANGER, kind: 'robot' } }, '/applicant/kind', '请从给出的选项中选择'],
  ])('is named with what to do: %s', async (_, change, path, message) => {
    const refused = await refusalOf(cast.clerk.post('/api/cases/register', { ...application(), ...change }))
    expect(refused).toMatchObject({ status: 400, code: 'http/invalid-input' })
    expect(refused.fields?.find((field) => field.path === path)?.message).toContain(message)
  })

  it.each([
    ['citizen id', { kind: 'person', code: '999999200001010629' }, '公民身份号码不正确'],
    ['credit code', { kind: 'organization', code: '91450721MAYW00016E' }, '统一社会信用代码不正确'],
  ])('fails its checksum: %s', async (_, change, message) => {
    const applicant = { ...STRANGER, ...change }
    const refused = await refusalOf(cast.clerk.post('/api/cases/register', { ...application(), applicant }))
    expect(refused).toMatchObject({ status: 422, code: 'cases/applicant-invalid' })
    expect(refused.fields?.[0]?.message).toContain(message)
  })

  it('is a division that does not exist', async () => {
    const payload = {
      name: '测试居民',
      citizenId: testCitizenId(501),
      phone: '13900019999',
      password: 'yiwang-demo',
      division: '450799',
    }
    const refused = await refusalOf(send({ url: '/api/registrations', payload }))
    expect(refused).toMatchObject({ status: 404, code: 'organizations/division-unknown' })
    expect(refused.detail).toMatch(CHINESE)
  })
})

describe('a file', () => {
  const file = (name: string, type: string, bytes: Buffer) => ({ name, type, bytes })

  it('that is not what its name says is refused by its content', async () => {
    const { caseId } = await bareDraft(app, cast.resident)
    const program = file('平面图.pdf', 'application/pdf', Buffer.from('MZ\u0090\u0000\u0003 this is a program'))
    const refused = await refusalOf(upload(app, cast.resident, { caseId, materialId: 'layout' }, program))
    expect(refused).toMatchObject({ status: 422, code: 'files/not-what-its-name-says' })
    expect(refused.detail).toMatch(CHINESE)
    expect((await viewOf(cast.resident, caseId)).materials.flatMap((one) => one.files)).toEqual([])
  })

  it('of 21 MB is refused where 20 is the limit, and one just below is taken', async () => {
    const { caseId } = await bareDraft(app, cast.resident)
    const head = Buffer.from('%PDF-1.4\n')
    const sized = (bytes: number) =>
      file('大.pdf', 'application/pdf', Buffer.concat([head, Buffer.alloc(bytes - head.length, 32)]))
    const refused = await refusalOf(
      upload(app, cast.resident, { caseId, materialId: 'layout' }, sized(21 * 1024 * 1024)),
    )
    expect(refused).toMatchObject({ status: 413, code: 'http/too-large' })
    expect(refused.detail).toMatch(CHINESE)
    const taken = await upload(app, cast.resident, { caseId, materialId: 'layout' }, sized(20 * 1024 * 1024 - 1))
    expect(taken.statusCode).toBe(200)
  })
})

describe('a request that comes again, or too late', () => {
  it('with the same key and body is answered as the first time, and makes one case', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const before = await countCases()
    const first = await ok(send({ payload: application(), headers }))
    const second = await ok(send({ payload: application(), headers }))
    expect(second).toEqual(first)
    expect(await countCases()).toBe(before + 1)
  })

  it('with the same key at the same moment makes one case too', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const before = await countCases()
    const answers = await Promise.all(Array.from({ length: 4 }, () => ok(send({ payload: application(), headers }))))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await countCases()).toBe(before + 1)
  })

  it('with the same key and another body is refused', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    await ok(send({ payload: application(), headers }))
    const other = { ...application(), applicant: { ...STRANGER, name: '陆大梅' } }
    const refused = await refusalOf(send({ payload: other, headers }))
    expect(refused).toMatchObject({ status: 422, code: 'http/key-reused' })
    expect(refused.detail).toContain('已用于另一次不同的提交')
  })

  it('without a key is refused', async () => {
    const refused = await refusalOf(send({ payload: application(), headers: { 'idempotency-key': 'short' } }))
    expect(refused).toMatchObject({ status: 400, code: 'http/key-missing' })
  })

  it('in an old version is told who was quicker with what', async () => {
    const at = await registered(app, cast.clerk)
    await act(cast.clerk, at, 'accept')
    const refused = await refusedAct(cast.clerk, at, 'accept')
    expect(refused).toMatchObject({ status: 409, code: 'http/stale-version' })
    expect(refused.detail).toMatch(/^陈静已于.+办理了“受理”。请刷新后核对/)
  })

  it('after the session has ended is asked to sign in, and can be sent again as it is', async () => {
    const gone = await signIn(app, 'chenjing')
    const headers = { ...gone.headers, 'idempotency-key': randomUUID() }
    await app.sql(`update identity.sessions set idle_expires_at = created_at where account_id = $1`, [
      gone.accountId.slice(7),
    ])
    const refused = await refusalOf(send({ payload: application(), headers }))
    expect(refused).toMatchObject({ status: 401, code: 'permit/sign-in-required' })
    expect(refused.detail).toContain('登录后会回到这里，您填写的内容不会丢失')
    cast = await signInCast(app)
    const again = { 'idempotency-key': headers['idempotency-key'] }
    expect((await send({ payload: application(), headers: again })).statusCode).toBe(200)
  })

  it('from a page of another session is refused without its token', async () => {
    const refused = await refusalOf(send({ payload: application(), headers: { 'x-csrf-token': 'guessed' } }))
    expect(refused).toMatchObject({ status: 403, code: 'http/csrf-token' })
  })
})

describe('an item that was suspended between reading its guide and submitting', () => {
  it('takes no application, and keeps what was typed as a draft', async () => {
    const draft = await draftCase(app, cast.resident)
    const admin = await signIn(app, 'tanwenbin')
    const { version } = await ok<{ version: number }>(admin.get(`/api/admin/items/${itemId}`))
    const suspension = {
      version,
      basis: '县人民政府关于暂停实施的决定',
      effectiveOn: todayIn(new Date()),
      runningCases: '已受理的继续办理',
    }
    await ok(admin.post(`/api/admin/items/${itemId}/suspend`, suspension))
    const refused = await refusedAct(cast.resident, draft, 'submit', { truthful: true })
    expect(refused).toMatchObject({ status: 409, code: 'cases/item-closed-meanwhile' })
    expect(refused.detail).toMatch(/已暂停办理.+保存在草稿里/)
    expect(await viewOf(cast.resident, draft.caseId)).toMatchObject({ state: 'draft', answers: FOOD_ANSWERS })
  })
})

describe('an address of something that is not there', () => {
  const NOTHING = '450721-00000000-0000-7000-8000-000000000000'

  it.each([
    ['a case', `/api/cases/${NOTHING}`, 404, 'cases/not-found'],
    ['a file', `/api/files/${NOTHING}`, 404, 'files/unknown'],
    ['an item', `/api/items/${NOTHING}`, 404, 'catalogue/no-such-item'],
    ['a version of an item', () => `/api/items/${itemId}?version=99`, 404, 'catalogue/no-such-version'],
    ['a page of the inbox', `/api/inbox?after=2026-13-45~${NOTHING.slice(7)}`, 400, 'flows/page-unknown'],
    ['an address', '/api/nothing-of-this-name', 404, 'http/not-found'],
  ])('is answered in Chinese: %s', async (_, url, status, code) => {
    const refused = await refusalOf(cast.clerk.get(typeof url === 'string' ? url : url()))
    expect(refused).toMatchObject({ status, code })
    expect(refused.detail).toMatch(CHINESE)
  })

  it('is answered in Chinese to a supervisor too, and so is a checkpoint that is not ours', async () => {
    const supervisor = await signIn(app, 'mozhengming')
    const stream = await refusalOf(supervisor.get(`/api/supervision/streams/case/${NOTHING}`))
    expect(stream).toMatchObject({ status: 404, code: 'supervision/no-such-stream' })
    const checkpoint = 'elsewhere/ledger\n3\nAAAA\n'
    const foreign = await refusalOf(supervisor.post('/api/supervision/verifications', { checkpoint }))
    expect(foreign).toMatchObject({ status: 422, code: 'supervision/checkpoint-not-ours' })
    expect(foreign.detail).toMatch(CHINESE)
  })
})
