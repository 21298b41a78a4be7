import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../src/kernel/index.ts'
import type { ItemContent } from '../src/modules/catalogue/contract/index.ts'
import type { CaseStanding } from '../src/modules/cases/contract/index.ts'
import { act, inHandling, ok, refusalOf, signInAll, step, submitted, viewOf } from '../src/modules/cases/fixtures.ts'
import { buildResident, signIn } from '../src/modules/identity/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import type { RightOffered, RightsRequest } from '../src/modules/personal-data/contract/index.ts'
import type { ModuleParts } from '../src/platform/module/index.ts'
import { seedRights } from '../src/seed-rights.ts'
import { actorWith, openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

const OFFICE = { jurisdiction: '450721', name: '灵山县行政审批局' }
const EXPLAIN = {
  item: '个人信息处理规则解释说明',
  answers: { holding: 'cases/cases', kind: 'rules', question: '为什么需要我的手机号？' },
}
const ANSWER = '手机号用于补正告知和结果通知，依据行政许可法第三十二条；没有提供给其他部门。'

interface Answer {
  rights: RightOffered[]
  requests: RightsRequest[]
}

const LOGINS = {
  resident: 'wangfang',
  clerk: 'chenjing',
  officer: 'luojiaxin',
  handler: 'huangzhiqiang',
  approver: 'qinguodong',
  certificate: 'suli',
}
const PHONE = '13900007788'

let app: TestApp
let cast: Record<keyof typeof LOGINS, SignedIn>
beforeAll(async () => {
  app = await openTestApp()
  app.at('2026-11-23T10:00:00+08:00')
  cast = await signInAll(app, LOGINS)
})
afterAll(() => app.close())

/** How many cases the handler could ask to take out. */
async function exportable(): Promise<number> {
  const list = app.modules.cases.lists!.find(({ name }) => name === 'cases.list')!
  const organization = (
    await app.sql<{ id: string }>(`select jurisdiction || '-' || id as id from organizations.organizations
    where name = '灵山县行政审批局'`)
  )[0]!.id
  const actor = actorWith(app, ['window-clerk'], { organizationId: organization })
  return app.as(actor, (ctx) => list.count(ctx, {}, 10_000), 'read')
}

/** Later, by the phone that the account was registered with. */
const signInByPhone = (by: { phone: string }) => signIn(app, by.phone)

/** Stands for the population base, which knows nobody of these names. */
const prove = ({ accountId }: SignedIn) =>
  app.sql(`update identity.accounts set real_name_level = 2, real_name_source = '测试' where id = $1`, [
    accountId.slice(7),
  ])

const myData = () => ok<Answer>(cast.resident.get('/api/my/personal-data'))

/** From the person's request to the officer's desk. */
async function asked(
  application: { item: string; answers: object },
  by: SignedIn = cast.resident,
): Promise<CaseStanding> {
  const received = await act(cast.clerk, await submitted(app, by, application), 'receive')
  return act(cast.clerk, received, 'accept')
}

describe('the items for rights to personal data', () => {
  it('list in their forms every kind that is held, and no other', async () => {
    const parts: readonly ModuleParts<unknown>[] = Object.values(app.modules)
    const held = parts.flatMap((part) => part.holdings ?? []).map(({ name, title }) => ({ const: name, title }))
    const folder = new URL('../../data/rights/', import.meta.url)
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
    for (const name of names) {
      const { item } = JSON.parse(await readFile(new URL(name, folder), 'utf8')) as { item: ItemContent }
      const { holding } = item.form.schema['properties'] as { holding?: { oneOf: { const: string; title: string }[] } }
      if (!holding) continue
      const byName = (one: { const: string }, other: { const: string }) => one.const.localeCompare(other.const)
      expect(holding.oneOf.toSorted(byName), name).toEqual(held.toSorted(byName))
      expect(item.promisedLimit, name).toMatchObject({ value: 15, unit: 'workday' })
    }
  })

  it('are published for the office that is named, twice changes nothing, and no office is no publication', async () => {
    const count = () => app.sql('select count(*) from ledger.entries')
    const before = await count()
    await seedRights(app, OFFICE)
    expect(await count()).toEqual(before)
    await expect(seedRights(app, { ...OFFICE, name: '没有这个局' })).rejects.toThrow('no organization called')
  })

  it('are offered to a person beside what is held', async () => {
    expect((await myData()).rights).toContainEqual({
      right: 'explain',
      itemId: expect.stringMatching(/^450721-/) as string,
      name: EXPLAIN.item,
    })
  })
})

describe('a request to explain', () => {
  it('is handled by the data protection officer and decided by another, and answered in writing in the words of the first', async () => {
    const at = await asked(EXPLAIN)
    const [request] = (await myData()).requests
    expect(request).toMatchObject({
      caseId: at.caseId,
      isDraft: false,
      stateTitle: '已受理',
      due: { title: '承诺办结时限', on: '2026-12-14' },
    })
    expect((await viewOf(cast.handler, at.caseId)).abilities.handle).toBe(false)
    const view = await viewOf(cast.officer, at.caseId)
    expect(view).toMatchObject({ right: 'explain', abilities: { handle: true, approve: false } })
    const handled = await step(cast.officer, at, 'pass', ANSWER)
    expect((await viewOf(cast.officer, at.caseId)).abilities).toMatchObject({ approve: false })
    const granted = await step(cast.approver, handled, 'pass', '同意')
    const { documents } = await viewOf(cast.resident, granted.caseId)
    expect(documents.at(-1)).toMatchObject({ template: 'decision-rights', title: '个人信息权利请求答复书' })
    await app.drain()
    const page = await ok<{ kinds: { name: string; things: object[] }[] }>(cast.resident.get('/api/my/personal-data'))
    expect(JSON.stringify(page.kinds.find(({ name }) => name === 'documents/documents'))).toContain(ANSWER)
    const closed = await act(cast.certificate, granted, 'deliver', { method: 'electronic' })
    expect(closed.state).toBe('closed')
  })

  it('is not handled without an answer', async () => {
    const at = await asked(EXPLAIN)
    const view = await viewOf(cast.officer, at.caseId)
    const task = view.tasks.find(({ mine }) => mine)!
    const body = { version: view.version, taskId: task.taskId, outcome: 'pass' }
    expect(await refusalOf(cast.officer.post(`/api/cases/${at.caseId}/complete-step`, body))).toMatchObject({
      status: 422,
      code: 'cases/opinion-required',
    })
  })

  it('that is refused says why and where to turn: the courts, by article 50', async () => {
    const handled = await step(cast.officer, await asked(EXPLAIN), 'pass', '建议不予答复：涉及国家秘密')
    const denied = await step(cast.approver, handled, 'deny', '所问内容涉及国家秘密')
    const { documents, decision } = await viewOf(cast.resident, denied.caseId)
    expect(documents.at(-1)).toMatchObject({ template: 'decision-rights-deny', title: '个人信息权利请求答复书' })
    expect(decision).toMatchObject({ granted: false, reason: '所问内容涉及国家秘密' })
    expect(decision?.remedy).toMatch(/行政复议.*个人信息保护法》第五十条.*人民法院/)
  })
})

const requestOf = (at: CaseStanding) => `/api/personal-data/requests/${at.caseId}`

/** From the officer's desk to the decision. */
async function granted(
  application: { item: string; answers: object },
  by: SignedIn = cast.resident,
): Promise<CaseStanding> {
  const handled = await step(cast.officer, await asked(application, by), 'pass', '经核实，同意。')
  return step(cast.approver, handled, 'pass', '同意')
}

const carryOutRight = (at: CaseStanding, body: object, by = cast.officer) =>
  by.post(`${requestOf(at)}/carrying-out`, { version: at.version, ...body })

const CORRECT = '个人信息更正、补充'
const correction = (answers: object) => ({
  item: CORRECT,
  answers: { holding: 'identity/account', fact: '手机号', wrong: '旧号码', right: '新号码', ...answers },
})
const account = async (by: SignedIn) => {
  const { kinds } = await ok<{ kinds: { name: string; things: { facts: { label: string; value: string }[] }[] }[] }>(
    by.get('/api/my/personal-data'),
  )
  const { facts } = kinds.find(({ name }) => name === 'identity/account')!.things[0]!
  return Object.fromEntries(facts.map(({ label, value }) => [label, value]))
}

describe('a request to correct', () => {
  it('changes what is the account’s own, by the officer who has just shown who they are, and the record names neither value', async () => {
    const by = await buildResident(app, { name: '区更正' })
    const at = await granted(correction({ thing: by.accountId }), by)
    expect(await ok(cast.officer.get(requestOf(at)))).toMatchObject({ facts: ['姓名', '手机号', '公民身份号码'] })
    expect(await refusalOf(carryOutRight(at, { fact: '手机号', value: '12' }))).toMatchObject({
      code: 'identity/correction-invalid',
    })
    expect(await refusalOf(carryOutRight(at, { fact: '手机号', value: '13900000001' }))).toMatchObject({
      code: 'identity/correction-taken',
    })
    expect(await refusalOf(carryOutRight(at, { fact: '密码', value: 'x' }))).toMatchObject({
      code: 'personal-data/fact-not-changed',
    })
    expect(await refusalOf(carryOutRight(at, {}))).toMatchObject({ code: 'personal-data/correction-incomplete' })
    expect(await refusalOf(carryOutRight(at, { fact: '手机号', value: PHONE }, cast.handler))).toMatchObject({
      status: 403,
    })
    app.at('2026-11-23T10:10:00+08:00')
    expect(await refusalOf(carryOutRight(at, { fact: '手机号', value: PHONE }))).toMatchObject({
      code: 'permit/proof-needed',
    })
    app.at('2026-11-23T10:00:00+08:00')
    await ok(carryOutRight(at, { fact: '手机号', value: PHONE }))
    expect(await account(by)).toMatchObject({ 手机号: PHONE })
    const [event] = await app.sql(
      `select canonical as body from ledger.entries where kind = 'identity/AccountCorrected.v1'`,
    )
    expect(event!['body']).not.toContain(PHONE)
    expect(event!['body']).not.toContain(by.phone)
    const names = await app.sql(`select kind from identity.sign_in_names where account_id = $1`, [by.accountId])
    expect(names.filter(({ kind }) => kind === 'phone')).toHaveLength(1)
  })

  it('of a name leaves nothing proved that was proved of another name', async () => {
    const by = await buildResident(app, { name: '区旧名' })
    await prove(by)
    const at = await granted(correction({ thing: by.accountId, fact: '姓名' }), by)
    await ok(carryOutRight(at, { fact: '姓名', value: '区新名' }))
    expect(await account(by)).toMatchObject({ 姓名: '区新名', 实名等级: '1' })
  })

  it('is delivered only after it was carried out, and carried out once', async () => {
    const by = await buildResident(app)
    const at = await granted(correction({ thing: by.accountId }), by)
    expect((await viewOf(cast.officer, at.caseId)).abilities).toMatchObject({ carryOut: true })
    expect((await viewOf(cast.certificate, at.caseId)).abilities).toMatchObject({ deliver: false, carryOut: false })
    const early = cast.certificate.post(`/api/cases/${at.caseId}/deliver`, {
      version: at.version,
      method: 'electronic',
    })
    expect(await refusalOf(early)).toMatchObject({ code: 'cases/not-carried-out' })
    const done = await ok<CaseStanding>(carryOutRight(at, { note: '手机号已停用' }))
    expect(await refusalOf(carryOutRight(done, { note: '再来一次' }))).toMatchObject({
      code: 'cases/nothing-to-carry-out',
    })
    expect((await act(cast.certificate, done, 'deliver', { method: 'electronic' })).state).toBe('closed')
  })

  it('of a case rewrites nothing: a note stands beside it, for whoever opens it, and goes with it', async () => {
    const about = await inHandling(app, cast.clerk)
    const at = await granted(correction({ holding: 'cases/cases', thing: about.caseId, fact: '经营面积' }))
    const before = (await viewOf(cast.handler, about.caseId)).answers
    const note = '经营面积应为 68 平方米'
    await ok(carryOutRight(at, { note }))
    for (const by of [cast.handler, cast.resident])
      expect((await viewOf(by, about.caseId)).notes).toMatchObject([{ text: note }])
    expect((await viewOf(cast.handler, about.caseId)).answers).toEqual(before)
    const { kinds } = await ok<{ kinds: { name: string; things: { id: string; notes?: object[] }[] }[] }>(
      cast.resident.get('/api/my/personal-data'),
    )
    const thing = kinds.find(({ name }) => name === 'cases/cases')!.things.find(({ id }) => id === about.caseId)
    expect(thing!.notes).toMatchObject([{ text: note }])
    await app.as(systemActor('test'), (ctx) =>
      app.modules['personal-data'].api.notesBeside.erase(ctx, about.caseId).then(() => ctx.nothingChanged()),
    )
    expect((await viewOf(cast.handler, about.caseId)).notes).toEqual([])
  })

  it('that points at what is another’s is not granted', async () => {
    const by = await buildResident(app)
    const about = await inHandling(app, cast.clerk)
    const at = await asked(correction({ holding: 'cases/cases', thing: about.caseId }), by)
    const { hindrance } = await ok<{ hindrance: string }>(cast.officer.get(requestOf(at)))
    expect(hindrance).toContain('不是申请人的信息')
    const handled = await step(cast.officer, at, 'pass', '同意')
    const view = await viewOf(cast.approver, at.caseId)
    const task = view.tasks.find(({ mine }) => mine)!
    const body = { version: handled.version, taskId: task.taskId, outcome: 'pass' }
    expect(await refusalOf(cast.approver.post(`/api/cases/${at.caseId}/complete-step`, body))).toMatchObject({
      code: 'cases/right-not-grantable',
    })
  })
})

const deletion = (thing: string, holding = 'cases/cases') => ({
  item: '个人信息删除',
  answers: { holding, thing, ground: 'done', why: '已经办完了' },
})

/** A case of the resident's that ended before it was accepted. */
async function withdrawn(by: SignedIn = cast.resident): Promise<CaseStanding> {
  return act(by, await submitted(app, by), 'withdraw', { reason: '不办了' })
}

describe('a request to delete', () => {
  it('of what a law has kept is refused with that reason, and what is kept is kept alone: not shown in full, not exported', async () => {
    const about = await withdrawn()
    const at = await asked(deletion(about.caseId))
    const { hindrance } = await ok<{ hindrance: string }>(cast.officer.get(requestOf(at)))
    expect(hindrance).toContain('要保存到')
    const before = await exportable()
    const handled = await step(cast.officer, at, 'pass', '保存期限没有届满，建议不同意。')
    await step(cast.approver, handled, 'deny', hindrance)
    await app.drain()
    const reveal = cast.clerk.post(`/api/cases/${about.caseId}/applicant`, { purpose: 'handle-case', reason: '核对' })
    expect(await refusalOf(reveal)).toMatchObject({ status: 409, code: 'cases/restricted' })
    const view = await viewOf(cast.clerk, about.caseId)
    expect(view.abilities.reveal).toBe(false)
    expect(view.restrictedSince).toBeDefined()
    expect(await exportable()).toBe(before - 1)
  })

  it('of what still runs restricts nothing when it is refused', async () => {
    const about = await submitted(app, cast.resident)
    const handled = await step(cast.officer, await asked(deletion(about.caseId)), 'pass', '还在办理，建议不同意。')
    await step(cast.approver, handled, 'deny', '还没有办完')
    await app.drain()
    expect((await viewOf(cast.clerk, about.caseId)).restrictedSince).toBeUndefined()
  })

  it('of what need not be kept any more erases it, once granted, by the officer', async () => {
    const by = await buildResident(app, { name: '区删除' })
    await prove(by)
    const about = await withdrawn(by)
    app.at('2027-06-10T10:00:00+08:00')
    cast = await signInAll(app, LOGINS)
    const again = await signInByPhone(by)
    const at = await granted(deletion(about.caseId), again)
    const hold = (at: string) =>
      app.sql(`update cases.cases set held_at = ${at} where id = $1`, [about.caseId.slice(7)])
    await hold('now()')
    expect(await refusalOf(carryOutRight(at, {}))).toMatchObject({ code: 'personal-data/not-grantable' })
    await hold('null')
    await ok(carryOutRight(at, {}))
    expect((await viewOf(cast.clerk, about.caseId)).erased?.text).toContain('罗嘉信')
    expect((await viewOf(again, about.caseId)).answers).toEqual({})
  })

  it('of what goes by a rule of its own is not granted, and the rule is the reason', async () => {
    const at = await asked(deletion('', 'personal-data/record'))
    const { hindrance } = await ok<{ hindrance: string }>(cast.officer.get(requestOf(at)))
    expect(hindrance).toContain('不能单独删除，保存期限是')
  })
})

describe('the officer', () => {
  it('handles no case that is another’s to handle', async () => {
    const licence = await inHandling(app, cast.clerk)
    expect((await viewOf(cast.officer, licence.caseId)).abilities).toMatchObject({ handle: false, approve: false })
  })
})
