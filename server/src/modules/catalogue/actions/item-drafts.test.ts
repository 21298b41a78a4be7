import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId, splitPublicId, todayIn } from '../../../kernel/index.ts'
import type { InboxTask } from '../../flows/contract/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import { cataloguePermits } from '../contract/index.ts'
import type { DraftStanding, DraftView, ItemGuide } from '../contract/index.ts'
import { bytesOf, draftSections, itemFile } from '../fixtures.ts'
import { findDraft } from './draft-context.ts'

let app: TestApp
let drafter: SignedIn
let colleague: SignedIn
let lawyer: SignedIn
let publisher: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  drafter = await signIn(app, 'nongxuemei')
  colleague = await signIn(app, 'weidonglai')
  lawyer = await signIn(app, 'lumingde')
  publisher = await signIn(app, 'moliqing')
})
afterAll(() => app.close())

const viewOf = async (by: SignedIn, draftId: string) => (await by.get(`/api/item-drafts/${draftId}`)).json<DraftView>()

async function begin(itemId?: string): Promise<string> {
  const answer = await drafter.post('/api/item-drafts', itemId === undefined ? {} : { itemId })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<DraftStanding>().draftId
}

async function save(by: SignedIn, draftId: string, section: string, content: object, version?: number) {
  const seen = version ?? (await viewOf(by, draftId)).sections.find((one) => one.section === section)!.version
  return by.post(`/api/item-drafts/${draftId}/sections/${section}`, { version: seen, content })
}

const ACTS = {
  submit: (draftId: string) => `/api/item-drafts/${draftId}/submit`,
  review: (draftId: string) => `/api/item-drafts/${draftId}/review`,
  publish: (draftId: string) => `/api/item-drafts/${draftId}/publish`,
  rebase: (draftId: string) => `/api/item-drafts/${draftId}/rebase`,
  discard: (draftId: string) => `/api/item-drafts/${draftId}/discard`,
}

/** Acts on the draft as it stands. */
async function act(by: SignedIn, draftId: string, name: keyof typeof ACTS, more: object = {}) {
  const { version } = await viewOf(by, draftId)
  return by.post(ACTS[name](draftId), { version, ...more })
}

/** An item of the department, in a version that came by an import. */
async function imported(version: number, changes: object = {}): Promise<string> {
  const id = '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000dd'
  const file = itemFile({ id, version, item: { name: '养蜂场备案（起草测试二）', ...changes } })
  const report = await app.act({ mode: 'write' }, (ctx) =>
    app.modules.catalogue.api.importFile(ctx, { source: 'test.json', bytes: bytesOf(file) }),
  )
  expect(report.refused).toEqual([])
  return id
}

const FOOD_ITEM = '食品经营许可'

async function findItemId(name: string): Promise<string> {
  const answer = await app.server.inject({ url: `/api/items?q=${encodeURIComponent(name)}` })
  return answer.json<{ items: { id: string; name: string }[] }>().items.find((item) => item.name.includes(name))!.id
}

async function written(changes: object = {}): Promise<string> {
  const draftId = await begin()
  for (const [section, content] of Object.entries(draftSections(changes))) {
    const answer = await save(drafter, draftId, section, content)
    expect(answer.statusCode, answer.body).toBe(200)
  }
  return draftId
}

async function inboxOf(by: SignedIn, draftId: string): Promise<InboxTask[]> {
  const { tasks } = (await by.get('/api/inbox?limit=100')).json<{ tasks: InboxTask[] }>()
  return tasks.filter((task) => task.subject === draftId)
}

const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code

async function passed(draftId: string): Promise<void> {
  expect((await act(drafter, draftId, 'submit', { reason: '新设事项' })).statusCode).toBe(200)
  expect((await act(lawyer, draftId, 'review', { outcome: 'pass', opinion: '依据充分' })).statusCode).toBe(200)
}

describe('an item names templates of its documents', () => {
  it('that are published where it is, of the kind that is issued there; any other is told at its place', async () => {
    const keeper = await signIn(app, 'tanwenbin')
    const kind = 'decision-result-deny'
    const shipped = await keeper.get(`/api/documents/templates/${kind}/versions/1`)
    const { blocks } = shipped.json<{ blocks: object[] }>()
    const name = '养蜂场不予备案告知书'
    const published = await keeper.post('/api/documents/templates/bees-deny/versions', { kind, name, blocks })
    expect(published.json(), published.body).toEqual({ version: 1, problems: [] })
    const { documents } = (itemFile() as { item: { documents: object } }).item
    const own = await written({ name: '养蜂场备案（自己的文书）', documents: { ...documents, deny: 'bees-deny' } })
    expect((await viewOf(drafter, own)).findings.filter(({ level }) => level === 'error')).toEqual([])
    const choices = (await drafter.get('/api/item-draft-choices')).json<{ templates: { place: string }[] }>()
    expect(choices.templates.find(({ place }) => place === 'deny')).toMatchObject({
      choices: expect.arrayContaining([{ templateId: 'bees-deny', name }]),
    })
    await passed(own)
    expect((await act(publisher, own, 'publish', { outcome: 'pass', opinion: '同意' })).statusCode).toBe(200)
    const { itemId } = await viewOf(drafter, own)
    const item = await app.as(actorWith(app, []), (ctx) => app.modules.catalogue.api.getItem(ctx, itemId), 'read')
    expect(item.documents).toEqual({ ...documents, deny: 'bees-deny' })

    const wrong = { ...documents, grant: 'bees-deny', receipt: 'weather' }
    const draftId = await written({ name: '养蜂场备案（别的文书）', documents: wrong })
    const { findings } = await viewOf(drafter, draftId)
    expect(
      findings.filter(({ path }) => path.startsWith('/documents')).map(({ path, message }) => [path, message]),
    ).toEqual([
      ['/documents/receipt', '收件凭证的文书模板“weather”不能用：它没有在这里发布'],
      ['/documents/grant', `准予的决定的文书模板“${name}”不能用：它不是“准予的决定”这种文书的模板`],
    ])
  })
})

describe('an item is drafted, reviewed and published', () => {
  it('by three people, from an empty form to a version that can be applied for', async () => {
    const draftId = await begin()
    const empty = await viewOf(drafter, draftId)
    expect(empty).toMatchObject({ state: 'drafting', name: '', abilities: { edit: true, review: false } })
    expect(empty.findings.map(({ place }) => place)).toContain('事项名称')
    const early = await act(drafter, draftId, 'submit', { reason: '新设事项' })
    expect([early.statusCode, codeOf(early)]).toEqual([422, 'catalogue/draft-has-errors'])
    for (const [section, content] of Object.entries(draftSections({ name: '养蜂场开办备案（起草测试）' })))
      expect((await save(drafter, draftId, section, content)).statusCode).toBe(200)
    const full = await viewOf(drafter, draftId)
    expect(full.findings.filter(({ level }) => level === 'error')).toEqual([])
    expect(full.editorNames).toEqual(['农雪梅'])

    const submitted = await act(drafter, draftId, 'submit', { reason: '依据测试用条例第一条新设' })
    expect(submitted.json()).toMatchObject({ state: 'in-review' })
    expect(await inboxOf(lawyer, draftId)).toMatchObject([{ name: '法制审核', subjectKind: 'item-draft' }])
    expect((await save(drafter, draftId, 'charges', { charged: false, fees: [] })).statusCode).toBe(409)
    const reviewed = await act(lawyer, draftId, 'review', { outcome: 'pass', opinion: '依据充分' })
    expect(reviewed.json(), reviewed.body).toMatchObject({ state: 'in-approval' })
    expect(await inboxOf(lawyer, draftId)).toEqual([])
    expect(await inboxOf(publisher, draftId)).toMatchObject([{ name: '审定发布' }])
    const published = await act(publisher, draftId, 'publish', { outcome: 'pass', opinion: '同意发布' })
    expect(published.json(), published.body).toMatchObject({ state: 'published', publishedVersion: 1 })

    const done = await viewOf(drafter, draftId)
    expect(done.opinions).toMatchObject([
      { name: '法制审核', outcome: 'pass', opinion: '依据充分', byName: '卢明德' },
      { name: '审定发布', outcome: 'pass', opinion: '同意发布', byName: '莫丽清' },
    ])
    const guide = (await drafter.get(`/api/items/${done.itemId}`)).json<ItemGuide>()
    expect(guide).toMatchObject({ version: 1, state: 'published', canApply: true, name: '养蜂场开办备案（起草测试）' })
    const found = await drafter.get(`/api/items?q=${encodeURIComponent('养蜂场开办')}`)
    expect(found.body).toContain(done.itemId)
    await app.drain()
    const kinds = await app.sql<{ kind: string }>(`select kind from ledger.entries where stream = $1 order by seq`, [
      `item-draft:${draftId}`,
    ])
    expect(kinds.map(({ kind }) => kind.split('/')[1])).toEqual([
      ...['ItemDraftCreated.v1', 'ItemDraftJoined.v1', 'TaskOpened.v1', 'ItemDraftSubmitted.v1'],
      ...['TaskCompleted.v1', 'TaskOpened.v1', 'ItemDraftReviewed.v1'],
      ...['TaskCompleted.v1', 'ItemDraftReviewed.v1'],
    ])
  })

  it('never by one who had a hand in it before, whatever posts they hold', async () => {
    const draftId = await written({ name: '三人分离（测试）' })
    expect((await act(drafter, draftId, 'submit', { reason: '新设事项' })).statusCode).toBe(200)
    // Somebody gave the drafter and the reviewer every post there is.
    const everyPost = async (by: SignedIn) =>
      app.sql(
        `update identity.accounts set posts = posts || (select jsonb_agg(p) from (
        select jsonb_build_object('role', r, 'division', '450721', 'organizationId', $2::text) as p
        from unnest(array['legal-reviewer', 'item-publisher']) r) as more) where id = $1`,
        [splitPublicId(by.accountId).id, by.actor.organizationId],
      )
    await everyPost(drafter)
    await everyPost(lawyer)
    expect((await viewOf(drafter, draftId)).abilities).toMatchObject({ review: false, publish: false })
    const own = await act(drafter, draftId, 'review', { outcome: 'pass', opinion: '自己审' })
    expect([own.statusCode, codeOf(own)]).toEqual([403, 'catalogue/same-drafter'])
    expect((await act(lawyer, draftId, 'review', { outcome: 'pass', opinion: '可以' })).statusCode).toBe(200)
    const twice = await act(lawyer, draftId, 'publish', { outcome: 'pass', opinion: '可以' })
    expect([twice.statusCode, codeOf(twice)]).toEqual([403, 'catalogue/same-drafter'])
    await expect(
      app.sql(`update catalogue.item_drafts set publisher_id = reviewer_id where id = $1`, [splitPublicId(draftId).id]),
    ).rejects.toThrow('item_drafts_are_published_by_others')
    expect((await act(publisher, draftId, 'publish', { outcome: 'pass', opinion: '可以' })).statusCode).toBe(200)
  })

  it('and is sent back with an opinion, put right, and submitted again', async () => {
    const draftId = await written({ name: '退回再提交（测试）' })
    expect((await act(drafter, draftId, 'submit', { reason: '新设事项' })).statusCode).toBe(200)
    const back = await act(lawyer, draftId, 'review', { outcome: 'return', opinion: '请补充条款号' })
    expect(back.json()).toMatchObject({ state: 'drafting' })
    expect(await inboxOf(colleague, draftId)).toMatchObject([{ name: '修改草稿' }])
    expect((await viewOf(drafter, draftId)).opinions).toMatchObject([{ outcome: 'return', opinion: '请补充条款号' }])
    await passed(draftId)
    expect(await inboxOf(colleague, draftId)).toEqual([])
    expect(
      (await act(publisher, draftId, 'publish', { outcome: 'return', opinion: '名称不规范' })).json(),
    ).toMatchObject({
      state: 'drafting',
    })
    expect((await viewOf(drafter, draftId)).round).toBe(2)
    const gone = await act(drafter, draftId, 'discard', { reason: '不再设立' })
    expect(gone.json()).toMatchObject({ state: 'discarded' })
    expect(await inboxOf(drafter, draftId)).toEqual([])
    expect((await viewOf(lawyer, draftId)).findings).toEqual([])
  })
})

describe('two who write at the same time', () => {
  it('in different sections are both kept', async () => {
    const draftId = await begin()
    const { identity, materials } = draftSections({ name: '两人同写（测试）' })
    const answers = await Promise.all([
      save(drafter, draftId, 'identity', identity, 0),
      save(colleague, draftId, 'materials', materials, 0),
    ])
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200])
    const view = await viewOf(drafter, draftId)
    const contents = new Map(view.sections.map((one) => [one.section, one.content]))
    expect(contents.get('identity')).toEqual(identity)
    expect(contents.get('materials')).toEqual(materials)
    expect(view.editorNames.toSorted()).toEqual(['农雪梅', '韦东来'].toSorted())
  })

  it('in the same section: the later is told who was first, and neither text is lost', async () => {
    const draftId = await begin()
    expect(
      (await save(drafter, draftId, 'help', { remedies: { reconsideration: '县人民政府' }, faqs: [] }, 0)).statusCode,
    ).toBe(200)
    const late = await save(colleague, draftId, 'help', { remedies: { litigation: '县人民法院' }, faqs: [] }, 0)
    expect([late.statusCode, codeOf(late)]).toEqual([409, 'catalogue/section-changed'])
    expect(late.json()).toMatchObject({ detail: expect.stringContaining('农雪梅') })
    const help = (await viewOf(colleague, draftId)).sections.find(({ section }) => section === 'help')
    expect(help).toMatchObject({ version: 1, content: { remedies: { reconsideration: '县人民政府' } }, isMine: false })
  })

  it('keep what is typed as it is typed, and no field lands in another section', async () => {
    const draftId = await begin()
    const halfway = { instant: false, statutoryLimit: { value: '二十', unit: 'workday' }, promisedLimit: {} }
    expect((await save(drafter, draftId, 'limits', halfway)).statusCode).toBe(200)
    const view = await viewOf(drafter, draftId)
    expect(view.sections.find(({ section }) => section === 'limits')?.content).toEqual(halfway)
    expect(view.findings).toContainEqual(
      expect.objectContaining({ section: 'limits', path: '/statutoryLimit/value', place: '法定办结时限 › 数值' }),
    )
    const form = { schema: { type: 'object' }, uiSchema: {}, sections: [{ id: 'step-1', title: '', fields: [] }] }
    expect((await save(drafter, draftId, 'process', { form })).statusCode).toBe(200)
    const stray = await save(drafter, draftId, 'limits', { name: '别处的名称' })
    expect([stray.statusCode, codeOf(stray)]).toEqual([422, 'catalogue/field-elsewhere'])
  })
})

describe('a published item is changed', () => {
  it('in one draft at a time, and the change becomes the next version from its day on', async () => {
    const today = todayIn(app.clock.now())
    const itemId = await findItemId(FOOD_ITEM)
    const draftId = await begin(itemId)
    const again = await colleague.post('/api/item-drafts', { itemId })
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'catalogue/draft-exists'])
    const before = await viewOf(drafter, draftId)
    expect(before.findings.filter(({ level }) => level === 'error')).toEqual([])
    expect((await drafter.get(`/api/item-drafts/${draftId}/differences`)).json()).toMatchObject({ differences: [] })
    const limits = before.sections.find(({ section }) => section === 'limits')!
    const content = { ...limits.content, promisedLimit: { ...limits.content.promisedLimit, value: 7 } }
    expect((await save(drafter, draftId, 'limits', content)).statusCode).toBe(200)
    const { from, differences } = (await lawyer.get(`/api/item-drafts/${draftId}/differences`)).json<{
      from: number
      differences: object[]
    }>()
    expect(from).toBe(before.baseVersion)
    expect(differences).toContainEqual(
      expect.objectContaining({ place: '承诺办结时限 › 数值', kind: 'changed', after: '7' }),
    )
    const past = await act(drafter, draftId, 'submit', { reason: '压缩时限', effectiveOn: '2020-01-01' })
    expect([past.statusCode, codeOf(past)]).toEqual([422, 'catalogue/effective-in-the-past'])
    expect((await act(drafter, draftId, 'submit', { reason: '压缩时限', effectiveOn: '2099-01-01' })).statusCode).toBe(
      200,
    )
    expect((await act(lawyer, draftId, 'review', { outcome: 'pass', opinion: '同意' })).statusCode).toBe(200)
    const published = await act(publisher, draftId, 'publish', { outcome: 'pass', opinion: '同意发布' })
    const version = before.baseVersion! + 1
    expect(published.json(), published.body).toMatchObject({ publishedVersion: version })
    const guide = (await drafter.get(`/api/items/${itemId}`)).json<ItemGuide>()
    expect(guide.version).toBe(before.baseVersion)
    expect(guide.versions[0]).toMatchObject({ version, effectiveOn: '2099-01-01' })
    expect(today < '2099-01-01').toBe(true)
    const open = await app.server.inject(`/open/v1/items/${itemId}/differences?from=${version - 1}&to=${version}`)
    expect(open.json()).toMatchObject({ differences: [{ place: '承诺办结时限 › 数值', after: '7' }] })
    const inside = await drafter.get(`/api/items/${itemId}/differences?from=${version - 1}&to=${version}`)
    expect(inside.json()).toEqual(open.json())
    const none = await app.server.inject(`/open/v1/items/${itemId}/differences?from=1&to=99`)
    expect([none.statusCode, codeOf(none)]).toEqual([404, 'catalogue/no-such-version'])
    const next = await begin(itemId)
    await act(drafter, next, 'submit', { reason: '早于上一版' })
    await act(lawyer, next, 'review', { outcome: 'pass', opinion: '同意' })
    const early = await act(publisher, next, 'publish', { outcome: 'pass', opinion: '同意', effectiveOn: today })
    expect([early.statusCode, codeOf(early)]).toEqual([422, 'catalogue/effective-before-latest'])
  })
})

describe('a version that comes in between', () => {
  it('keeps the draft from being submitted until it stands on it; what was changed stays changed', async () => {
    const itemId = await imported(1)
    const draftId = await begin(itemId)
    const limits = (await viewOf(drafter, draftId)).sections.find(({ section }) => section === 'limits')!
    const content = { ...limits.content, promisedLimit: { value: 3, unit: 'workday' } }
    expect((await save(drafter, draftId, 'limits', content)).statusCode).toBe(200)
    await imported(2, { conditions: ['有固定的场地。', '远离学校。'] })
    const early = await act(drafter, draftId, 'submit', { reason: '压缩时限' })
    expect([early.statusCode, codeOf(early)]).toEqual([409, 'catalogue/base-superseded'])
    expect((await viewOf(drafter, draftId)).newerVersion).toBe(2)
    expect((await act(drafter, draftId, 'rebase')).statusCode).toBe(200)
    const { baseVersion, sections } = await viewOf(drafter, draftId)
    const all = Object.assign({}, ...sections.map((one) => one.content)) as Record<string, unknown>
    expect([baseVersion, all['promisedLimit'], all['conditions']]).toEqual([
      2,
      { value: 3, unit: 'workday' },
      ['有固定的场地。', '远离学校。'],
    ])
    expect((await act(drafter, draftId, 'discard', { reason: '不改了' })).statusCode).toBe(200)
    const twice = await act(drafter, draftId, 'discard', { reason: '不改了' })
    expect([twice.statusCode, codeOf(twice)]).toEqual([409, 'catalogue/draft-not-open'])
  })

  it('leaves an abolished item as it is, and a draft that is not there is not found', async () => {
    const itemId = await imported(2, { conditions: ['有固定的场地。', '远离学校。'] })
    const keeper = await signIn(app, 'tanwenbin')
    const abolition = {
      version: 1,
      basis: '县人民政府的决定',
      effectiveOn: todayIn(app.clock.now()),
      runningCases: '已受理的继续办理',
    }
    expect((await keeper.post(`/api/admin/items/${itemId}/abolish`, abolition)).statusCode).toBe(200)
    const late = await drafter.post('/api/item-drafts', { itemId })
    expect([late.statusCode, codeOf(late)]).toEqual([409, 'catalogue/item-abolished'])
    const gone = await drafter.get(`/api/item-drafts/${newPublicId('450721')}`)
    expect([gone.statusCode, codeOf(gone)]).toEqual([404, 'catalogue/no-such-draft'])
  })
})

describe('who sees a draft', () => {
  it('is its department, the legal office and the library; not another department, not another county', async () => {
    const draftId = await written({ name: '谁能看见（测试）' })
    for (const by of [await signIn(app, 'tanwenbin'), lawyer, publisher])
      expect((await by.get(`/api/item-drafts/${draftId}`)).statusCode).toBe(200)
    const elsewhere = { organizationId: newPublicId('450721') }
    for (const actor of [
      actorWith(app, ['item-drafter'], elsewhere),
      actorWith(app, ['legal-reviewer', 'item-publisher', 'item-drafter'], { division: '620423' }),
    ])
      await expect(app.as(actor, (ctx) => findDraft(ctx, draftId, cataloguePermits.library))).rejects.toThrow()
    const list = (await lawyer.get('/api/item-drafts?state=drafting&q=谁能看见')).json<{
      drafts: object[]
      total: number
    }>()
    expect(list).toMatchObject({ total: 1, drafts: [{ draftId, organizationName: '灵山县行政审批局' }] })
    const library = (await drafter.get('/api/item-library?pageSize=5')).json<{ items: object[]; total: number }>()
    expect(library.items.length).toBeLessThanOrEqual(5)
    expect(library.total).toBeGreaterThan(0)
    const choices = (await drafter.get('/api/item-draft-choices')).json<{
      flows: object[]
      forms: { itemId: string }[]
    }>()
    expect(choices.flows).toContainEqual(expect.objectContaining({ definitionId: 'standard-three-step' }))
    const source = await drafter.get(`/api/item-draft-choices/${choices.forms[0]!.itemId}`)
    expect(source.json()).toHaveProperty('form.schema.properties')
  })
})
