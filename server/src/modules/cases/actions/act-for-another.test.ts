import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { PDF, draftCase, findItemId, ok, refusalOf, sendForm, signInAll, submitted, viewOf } from '../fixtures.ts'
import { buildResident } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { PersonMandateView } from '../../identity/contract/index.ts'
import type { CasePage } from '../contract/index.ts'

const CHILD = { name: '王小满', citizenId: '999999201506200341' }
const ELDER = { name: '农秀兰', citizenId: '999999195210050411' }
const NOW = '2026-11-23T10:00:00+08:00'

let app: TestApp
let people: Record<'wang' | 'li' | 'wei' | 'clerk' | 'elsewhere', SignedIn>
let foodId: string
let hygieneId: string
beforeAll(async () => {
  app = await openTestApp()
  app.at(NOW)
  people = await signInAll(app, {
    wang: 'wangfang',
    li: 'liming',
    wei: 'weiliping',
    clerk: 'chenjing',
    elsewhere: 'zhaojingtai',
  })
  foodId = await findItemId(app, '食品经营许可')
  hygieneId = await findItemId(app, '公共场所卫生许可')
})
afterAll(() => app.close())

const list = (by: SignedIn) => ok<{ given: PersonMandateView[]; held: PersonMandateView[] }>(by.get('/api/my/mandates'))

async function give(by: SignedIn, days = { validFrom: '2026-11-23', validTo: '2026-12-23' }, itemIds = [foodId]) {
  const body = { agentAccountId: people.wei.accountId, itemIds, ...days }
  return ok<PersonMandateView>(by.post('/api/my/village-mandates', body))
}

const accept = ({ id, version }: PersonMandateView, by: SignedIn) =>
  ok<PersonMandateView>(by.post(`/api/my/mandates/${id}/accept`, { version }))
const actFor = (by: SignedIn, mandateId: string) => by.post('/api/session/acting', { mandateId })
const leave = (by: SignedIn) => ok<object>(by.post('/api/session/acting/end'))
const end = ({ id, version }: PersonMandateView, by: SignedIn) => by.post(`/api/my/mandates/${id}/end`, { version })

async function agreed(by: SignedIn, itemIds = [foodId]): Promise<PersonMandateView> {
  return accept(await give(by, undefined, itemIds), people.wei)
}

async function askGuardianship(
  by: SignedIn,
  ward: { name: string; citizenId: string },
  more: Record<string, string> = {},
) {
  const fields = {
    wardName: ward.name,
    wardCitizenId: ward.citizenId,
    relation: 'parent',
    documentNo: 'P450000123',
    division: '450721',
    ...more,
  }
  return sendForm(app, by, {
    url: '/api/my/guardianships',
    fields: fields,
    file: { name: '出生医学证明.pdf', type: 'application/pdf', bytes: PDF },
  })
}

describe('a villager asks the village’s agent', () => {
  it('whose work is the villager’s: own applications, both names on record, and the villager reads of it', async () => {
    const mandate = await give(people.wang)
    expect(mandate).toMatchObject({ standing: 'offered', principalName: '王芳', agentName: '韦丽萍' })
    expect((await refusalOf(actFor(people.wei, mandate.id))).code).toBe('identity/mandate-not-in-force')
    await accept(mandate, people.wei)
    const session = await ok<{ acting: object }>(actFor(people.wei, mandate.id))
    expect(session.acting).toMatchObject({ principalName: '王芳', isOver: false })
    const { caseId } = await draftCase(app, people.wei, { mandateId: mandate.id })
    const seen = await viewOf(people.wang, caseId)
    expect(seen.applicant).toMatchObject({ name: '王芳', code: '999999199003120243', agentName: '韦丽萍' })
    expect(seen.timeline.map(({ actorName }) => actorName)).toContain('代办人')
    const [entry] = await app.sql<{ actor: Record<string, string> }>(
      `select canonical::jsonb -> 'actor' as actor from ledger.entries where stream = $1 order by seq limit 1`,
      [`case:${caseId}`],
    )
    expect(entry?.actor).toMatchObject({
      accountId: people.wei.accountId,
      onBehalfOf: people.wang.accountId,
      mandateId: mandate.id,
    })
    const record = (by: SignedIn) => by.get(`/api/my/mandates/${mandate.id}/record`) // identity.getMandateRecord
    const { entries } = await ok<{ entries: { title: string; byName: string }[] }>(record(people.wang))
    expect(entries.map(({ title, byName }) => `${title} ${byName}`)).toEqual([
      '登记授权 王芳',
      '接受授权 韦丽萍',
      '开始代办 韦丽萍',
    ])
    expect((await refusalOf(record(people.li))).code).toBe('identity/mandate-unknown')
    const done = await ok<CasePage>(people.wang.get(`/api/my/mandates/${mandate.id}/cases`))
    expect(done.cases.map((one) => one.caseId)).toEqual([caseId])
    await app.drain()
    const notices = await ok<{ notices: { title: string }[] }>(people.wang.get('/api/my/notices'))
    expect(notices.notices.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['有人正在代您办理', '帮办代办授权已被接受']),
    )
    await leave(people.wei)
  })

  it('who sees what he began by the mandate, and nothing else of the villager’s or of his own', async () => {
    const own = await draftCase(app, people.wang, {})
    const hers = await draftCase(app, people.wei, {})
    const mandate = await agreed(people.wang)
    await ok(actFor(people.wei, mandate.id))
    const begun = await draftCase(app, people.wei, { mandateId: mandate.id })
    expect((await people.wei.get(`/api/cases/${own.caseId}`)).statusCode).toBe(404)
    expect((await people.wei.get(`/api/cases/${hers.caseId}`)).statusCode).toBe(404)
    const mine = await ok<CasePage>(people.wei.get('/api/my/cases'))
    expect(mine.cases.map(({ caseId }) => caseId)).toEqual([begun.caseId])
    const file = (await viewOf(people.wei, begun.caseId)).materials.flatMap(({ files }) => files)[0]
    expect((await people.wei.get(file!.href)).statusCode).toBe(200)
    expect((await people.wang.get(file!.href)).statusCode).toBe(200)
    expect((await ok<{ licences: [] }>(people.wei.get('/api/licences/mine'))).licences).toEqual([])
    await leave(people.wei)
    expect((await people.wei.get(`/api/cases/${begun.caseId}`)).statusCode).toBe(404)
    expect((await people.wei.get(file!.href)).statusCode).toBe(404)
  })

  it('for named items alone, and not for a company of the agent’s', async () => {
    const mandate = await agreed(people.wang)
    await ok(actFor(people.wei, mandate.id))
    const body = { itemId: hygieneId, applicantKind: 'person', mandateId: mandate.id }
    expect((await refusalOf(people.wei.post('/api/cases', body))).code).toBe('cases/outside-mandate')
    const unsaid = { itemId: foodId, applicantKind: 'person' }
    expect((await refusalOf(people.wei.post('/api/cases', unsaid))).code).toBe('cases/acting-changed')
    await leave(people.wei)
    const late = { ...unsaid, mandateId: mandate.id }
    expect((await refusalOf(people.wei.post('/api/cases', late))).code).toBe('cases/acting-changed')
  })

  it('and takes it back at once: the draft stays with the villager, the agent may do nothing until he leaves', async () => {
    const mandate = await agreed(people.wang)
    await ok(actFor(people.wei, mandate.id))
    const { caseId, version } = await draftCase(app, people.wei, { mandateId: mandate.id })
    expect((await end(mandate, people.li)).statusCode).toBe(404)
    expect((await end({ ...mandate, version: 1 }, people.wang)).statusCode).toBe(409)
    await ok(end(mandate, people.wang))
    expect((await people.wei.get(`/api/cases/${caseId}`)).statusCode).toBe(404)
    const submit = await people.wei.post(`/api/cases/${caseId}/submit`, { version, truthful: true })
    expect(submit.statusCode).toBe(403)
    const session = await ok<{ acting?: { isOver: boolean } }>(people.wei.get('/api/session'))
    expect(session.acting?.isOver).toBe(true)
    const own = { itemId: foodId, applicantKind: 'person' }
    expect((await people.wei.post('/api/cases', own)).statusCode).toBe(403)
    await ok(people.wang.post(`/api/cases/${caseId}/submit`, { version, truthful: true }))
    await leave(people.wei)
    expect((await people.wei.post('/api/cases', own)).statusCode).toBe(200)
    expect((await refusalOf(actFor(people.wei, mandate.id))).code).toBe('identity/mandate-not-in-force')
  })

  it('on paper at the window without an account; the signed paper is the window’s to read', async () => {
    const fields = {
      principalName: ELDER.name,
      principalCitizenId: ELDER.citizenId,
      agentAccountId: people.wei.accountId,
      items: foodId,
      documentNo: '白木代办2026-7',
      validFrom: '2026-11-23',
      validTo: '2026-12-23',
      division: '450721001210',
    }
    const paper = { name: '委托书.pdf', type: 'application/pdf', bytes: PDF }
    const given = await ok<PersonMandateView>(
      sendForm(app, people.clerk, { url: '/api/village-mandates', fields: fields, file: paper }),
    )
    expect(given).toMatchObject({ proof: 'paper', standing: 'offered' })
    expect((await people.clerk.get(`/api/files/${given.evidenceFileId}/content`)).statusCode).toBe(200)
    expect((await people.elsewhere.get(`/api/files/${given.evidenceFileId}/content`)).statusCode).toBe(404)
    const foreign = await sendForm(app, people.elsewhere, { url: '/api/village-mandates', fields: fields, file: paper })
    expect(foreign.statusCode).toBe(404)
    await accept(given, people.wei)
    await ok(actFor(people.wei, given.id))
    const { caseId } = await submitted(app, people.wei, { mandateId: given.id })
    expect((await viewOf(people.wei, caseId)).applicant).toMatchObject({ name: ELDER.name, phone: '13900000003' })
    await ok(people.clerk.post(`/api/mandates/${given.id}/revoke`, { version: given.version + 1, reason: '本人要求' }))
    expect((await people.wei.get(`/api/cases/${caseId}`)).statusCode).toBe(404)
    await leave(people.wei)
  })

  it('refuses whom no village has named, oneself, days too many, and whoever is not proved', async () => {
    const days = { validFrom: '2026-11-23', validTo: '2026-12-23' }
    const to = (agentAccountId: string, more: object = {}) =>
      refusalOf(people.wang.post('/api/my/village-mandates', { agentAccountId, itemIds: [foodId], ...days, ...more }))
    expect((await to(people.li.accountId)).code).toBe('identity/village-agent-unknown')
    expect((await to(people.wei.accountId, { validTo: '2027-12-31' })).code).toBe('identity/mandate-too-long')
    expect((await to(people.wei.accountId, { validTo: '2026-11-01' })).code).toBe('identity/mandate-period')
    const toSelf = people.wei.post('/api/my/village-mandates', {
      agentAccountId: people.wei.accountId,
      itemIds: [foodId],
      ...days,
    })
    expect((await refusalOf(toSelf)).code).toBe('identity/mandate-to-oneself')
    const stranger = await buildResident(app)
    const body = { agentAccountId: people.wei.accountId, itemIds: [foodId], ...days }
    const unproved = await refusalOf(stranger.post('/api/my/village-mandates', body))
    expect(unproved.code).toBe('identity/mandate-real-name')
  })

  it('and the agent who is no longer named loses what rests on it', async () => {
    const named = await ok<{ accountId: string }>(
      people.clerk.post('/api/village-agents', { citizenId: '999999198506070319', village: '450721001210' }),
    )
    const twice = people.clerk.post('/api/village-agents', { citizenId: '999999198506070319', village: '450721001210' })
    expect((await refusalOf(twice)).code).toBe('identity/village-agent-named')
    const agents = await ok<{ agents: { name: string; villageName: string }[] }>(
      people.wang.get('/api/village-agents?division=450721001'),
    )
    expect(agents.agents).toContainEqual(
      expect.objectContaining({ name: '李明', villageName: '灵山县灵城街道白木村委会' }),
    )
    await ok(
      people.wang.post('/api/my/village-mandates', {
        agentAccountId: named.accountId,
        itemIds: [foodId],
        validFrom: '2026-11-23',
        validTo: '2026-12-01',
      }),
    )
    const path = `/api/village-agents/${named.accountId}/end`
    expect((await people.elsewhere.post(path, { reason: '换届' })).statusCode).toBe(404)
    expect(await ok(people.clerk.post(path, { reason: '换届' }))).toMatchObject({ ended: 1 })
    expect((await refusalOf(people.clerk.post(path, { reason: '换届' }))).code).toBe('identity/village-agent-unknown')
  })
})

describe('a guardian', () => {
  it('asks with a document, is confirmed by the window, and sees all that is the child’s until the birthday', async () => {
    const asked = await ok<PersonMandateView>(askGuardianship(people.wang, CHILD))
    expect(asked).toMatchObject({ standing: 'asked', validTo: '2033-06-19', relation: '父母' })
    expect((await refusalOf(askGuardianship(people.wang, CHILD))).code).toBe('identity/mandate-exists')
    expect((await refusalOf(actFor(people.wang, asked.id))).code).toBe('identity/mandate-not-in-force')
    const waiting = await ok<{ mandates: PersonMandateView[] }>(people.clerk.get('/api/mandates'))
    expect(waiting.mandates.map(({ id }) => id)).toEqual([asked.id])
    const elsewhere = await ok<{ mandates: PersonMandateView[] }>(people.elsewhere.get('/api/mandates'))
    expect(elsewhere.mandates).toEqual([])
    const confirm = (by: SignedIn) => by.post(`/api/mandates/${asked.id}/confirm`, { version: asked.version })
    expect((await confirm(people.elsewhere)).statusCode).toBe(404)
    const confirmed = await ok<PersonMandateView>(confirm(people.clerk))
    expect(confirmed.standing).toBe('in-force')
    expect((await refusalOf(confirm(people.clerk))).code).toBe('identity/mandate-answered')
    await ok(actFor(people.wang, asked.id))
    const { caseId } = await draftCase(app, people.wang, { mandateId: asked.id })
    expect((await viewOf(people.wang, caseId)).applicant).toMatchObject({ name: CHILD.name, code: CHILD.citizenId })
    app.at('2033-06-20T08:00:00+08:00')
    const later = (await signInAll(app, { wang: 'wangfang' })).wang
    expect((await refusalOf(actFor(later, asked.id))).code).toBe('identity/mandate-not-in-force')
    expect((await list(later)).held.find(({ id }) => id === asked.id)?.standing).toBe('over')
    app.at(NOW)
    people.wang = (await signInAll(app, { wang: 'wangfang' })).wang
  })

  it('ends for whoever is acting at midnight of the birthday', async () => {
    const fields = { guardianCitizenId: '999999198506070319', relation: 'appointed' }
    const ward = {
      wardName: '韦晓东',
      wardCitizenId: '999999200811242017',
      documentNo: '灵民字1号',
      division: '450721',
    }
    const file = { name: '指定书.pdf', type: 'application/pdf', bytes: PDF }
    const given = await ok<PersonMandateView>(
      sendForm(app, people.clerk, { url: '/api/guardianships', fields: { ...fields, ...ward }, file: file }),
    )
    expect(given).toMatchObject({ standing: 'offered', validTo: '2026-11-23' })
    await accept(given, people.li)
    await ok(actFor(people.li, given.id))
    app.at('2026-11-23T23:58:00+08:00')
    people.li = (await signInAll(app, { li: 'liming' })).li
    await ok(actFor(people.li, given.id))
    expect((await people.li.get('/api/my/cases')).statusCode).toBe(200)
    app.at('2026-11-24T00:01:00+08:00')
    expect((await people.li.get('/api/my/cases')).statusCode).toBe(403)
    await leave(people.li)
    expect((await people.li.get('/api/my/cases')).statusCode).toBe(200)
    app.at(NOW)
    people.li = (await signInAll(app, { li: 'liming' })).li
  })

  it('of a grown-up names a last day, is no minor, and nobody’s own', async () => {
    expect((await refusalOf(askGuardianship(people.li, ELDER, { relation: 'appointed' }))).code).toBe(
      'identity/ward-of-age',
    )
    const late = await refusalOf(askGuardianship(people.li, ELDER, { relation: 'appointed', validTo: '2039-01-01' }))
    expect(late.code).toBe('identity/ward-of-age')
    const self = { name: '李明', citizenId: '999999198506070319' }
    expect((await refusalOf(askGuardianship(people.li, self))).code).toBe('identity/mandate-to-oneself')
    const minor = await buildResident(app)
    const sealed = await app.as(
      minor.actor,
      ({ vault }) => Promise.resolve(vault.seal('999999201001010016', 'identity.account_citizen_id')),
      'read',
    )
    await app.sql(
      `update identity.accounts set real_name_level = 2, real_name_source = 'test', citizen_id = $2 where id = $1::uuid`,
      [minor.accountId.slice(7), sealed],
    )
    expect((await refusalOf(askGuardianship(minor, CHILD))).code).toBe('identity/guardian-minor')
    const held = await ok<PersonMandateView>(askGuardianship(people.li, ELDER, { validTo: '2028-01-01' }))
    await ok(people.clerk.post(`/api/mandates/${held.id}/revoke`, { version: held.version, reason: '材料不符' }))
    const answer = people.clerk.post(`/api/mandates/${held.id}/confirm`, { version: held.version + 1 })
    expect((await refusalOf(answer)).code).toBe('identity/mandate-revoked')
  })
})

type Held = { view: PersonMandateView; from: number; to: number; items: string[]; accepted: boolean; revoked: boolean }

/** The plain way to say who may do what: lists of what happened, and a look through them. */
interface Model {
  day: number
  readonly mandates: Held[]
  acting: number | undefined
  readonly begun: { caseId: string; by: number }[]
}

const START = Date.UTC(2026, 10, 23, 2)
const dayText = (day: number) => new Date(START + day * 86_400_000).toISOString().slice(0, 10)
const holds = (model: Model, which: number) => {
  const found = model.mandates[which]
  return !!found && found.accepted && !found.revoked && found.from <= model.day && model.day <= found.to
}

const steps = fc.oneof(
  fc.record({ kind: fc.constant('give' as const), from: fc.nat(3), days: fc.nat(3), items: fc.nat(2) }),
  fc.record({
    kind: fc.constantFrom('accept' as const, 'revoke' as const, 'lay-down' as const, 'act' as const),
    which: fc.nat(3),
  }),
  fc.record({ kind: fc.constant('apply' as const), item: fc.nat(1) }),
  fc.record({ kind: fc.constantFrom('leave' as const, 'next-day' as const, 'look' as const) }),
)
type Walk = typeof steps extends fc.Arbitrary<infer One> ? One : never

describe('whatever happens between a villager and an agent', () => {
  it('what the agent may do is what a plain list of what happened says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 8, maxLength: 25 }), async (walk) => {
        app.at(new Date(START).toISOString())
        people = { ...people, ...(await signInAll(app, { wang: 'wangfang', wei: 'weiliping' })) }
        const model: Model = { day: 0, mandates: [], acting: undefined, begun: [] }
        for (const step of walk) await go(model, step)
      }),
      { numRuns: 12 },
    )
  }, 240_000)
})

async function go(model: Model, step: Walk): Promise<void> {
  switch (step.kind) {
    case 'give': {
      const [from, to] = [model.day + step.from, model.day + step.from + step.days]
      const items = [[foodId], [hygieneId], [foodId, hygieneId]][step.items] ?? []
      const view = await give(people.wang, { validFrom: dayText(from), validTo: dayText(to) }, items)
      model.mandates.push({ view, from, to, items, accepted: false, revoked: false })
      return
    }
    case 'next-day':
      model.day += 1
      app.at(new Date(START + model.day * 86_400_000).toISOString())
      people = { ...people, ...(await signInAll(app, { wang: 'wangfang', wei: 'weiliping' })) }
      model.acting = undefined
      return
    case 'leave':
      await leave(people.wei)
      model.acting = undefined
      return
    case 'look':
      return look(model)
    case 'apply':
      return apply(model, [foodId, hygieneId][step.item] ?? '')
    default:
      return answer(model, step.kind, step.which)
  }
}

async function answer(model: Model, kind: 'accept' | 'revoke' | 'lay-down' | 'act', which: number): Promise<void> {
  const found = model.mandates[which]
  if (!found) return
  const { view } = found
  if (kind === 'act') {
    expect((await actFor(people.wei, view.id)).statusCode).toBe(holds(model, which) ? 200 : 409)
    if (holds(model, which)) model.acting = which
    return
  }
  const by = kind === 'revoke' ? people.wang : people.wei
  const path = kind === 'accept' ? 'accept' : 'end'
  const result = await by.post(`/api/my/mandates/${view.id}/${path}`, { version: view.version })
  const isLate = found.revoked || (kind === 'accept' && found.accepted)
  expect(result.statusCode).toBe(isLate ? 409 : 200)
  if (isLate) return
  found.view = result.json<PersonMandateView>()
  if (kind === 'accept') found.accepted = true
  else found.revoked = true
}

async function apply(model: Model, itemId: string): Promise<void> {
  const found = model.acting === undefined ? undefined : model.mandates[model.acting]
  const mandateId = found?.view.id
  const answered = await people.wei.post('/api/cases', { itemId, applicantKind: 'person', mandateId })
  const isOver = model.acting !== undefined && !holds(model, model.acting)
  const isMeant = found === undefined || found.items.includes(itemId)
  expect(answered.statusCode).toBe(isOver || !isMeant ? 403 : 200)
  if (answered.statusCode !== 200 || model.acting === undefined) return
  model.begun.push({ caseId: answered.json<{ caseId: string }>().caseId, by: model.acting })
}

async function look(model: Model): Promise<void> {
  const { acting } = model
  const visible = new Set(
    acting !== undefined && holds(model, acting)
      ? model.begun.filter(({ by }) => by === acting).map((one) => one.caseId)
      : [],
  )
  for (const { caseId } of model.begun) {
    expect((await people.wei.get(`/api/cases/${caseId}`)).statusCode).toBe(visible.has(caseId) ? 200 : 404)
    expect((await people.wang.get(`/api/cases/${caseId}`)).statusCode).toBe(200)
  }
}
