import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId } from '../../../kernel/index.ts'
import { readWorkbook } from '../../../platform/spreadsheet/index.ts'
import type { InboxTask } from '../../flows/contract/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { DraftStanding, DraftView, ImportReport, PowerTypeChange, PowerTypeView } from '../contract/index.ts'
import { bytesOf, draftSections, itemFile } from '../fixtures.ts'

let app: TestApp
let admin: SignedIn
let drafter: SignedIn
let lawyer: SignedIn
let publisher: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  admin = await signIn(app, 'tanwenbin')
  drafter = await signIn(app, 'nongxuemei')
  lawyer = await signIn(app, 'lumingde')
  publisher = await signIn(app, 'moliqing')
})
afterAll(() => app.close())

const types = async () =>
  (await app.server.inject({ url: '/api/power-types' })).json<{ types: PowerTypeView[] }>().types
const typeOf = async (key: string) => (await types()).find((one) => one.key === key)
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code

function propose(by: SignedIn, body: object) {
  return by.post('/api/power-type-changes', { reason: '县政府〔2026〕1号', ...body })
}

async function changeOf(by: SignedIn, changeId: string): Promise<PowerTypeChange> {
  const { changes } = (await by.get('/api/power-type-changes')).json<{ changes: PowerTypeChange[] }>()
  return changes.find((one) => one.changeId === changeId)!
}

async function decide(by: SignedIn, changeId: string, outcome: 'approve' | 'refuse') {
  const { version } = await changeOf(by, changeId)
  return by.post(`/api/power-type-changes/${changeId}/decide`, { version, outcome, opinion: '依据充分' })
}

async function withdraw(by: SignedIn, changeId: string) {
  const { version } = await changeOf(by, changeId)
  return by.post(`/api/power-type-changes/${changeId}/withdraw`, { version })
}

async function inboxOf(who: SignedIn, subject: string): Promise<InboxTask[]> {
  const { tasks } = (await who.get('/api/inbox?limit=100')).json<{ tasks: InboxTask[] }>()
  return tasks.filter((task) => task.subject === subject)
}

/** Proposed by one, approved by the other. */
async function changed(body: object): Promise<string> {
  const proposed = await propose(admin, body)
  expect(proposed.statusCode, proposed.body).toBe(200)
  const { changeId, key } = proposed.json<{ changeId: string; key: string }>()
  expect((await decide(publisher, changeId, 'approve')).statusCode).toBe(200)
  return key
}

function importFile(file: object) {
  return app.act({ mode: 'write' }, (ctx) =>
    app.modules.catalogue.api.importFile(ctx, { source: 'test.json', bytes: bytesOf(file) }),
  )
}

describe('a place declares a type of power', () => {
  it('by two people: before the second has approved it nobody can choose it', async () => {
    const words = { kind: 'declare', code: '13', title: '行政指导', abbreviation: 'ZD' }
    expect((await propose(drafter, words)).statusCode).toBe(403)
    const proposed = await propose(admin, words)
    const { changeId, key } = proposed.json<{ changeId: string; key: string }>()
    expect(await typeOf(key)).toBeUndefined()
    expect(codeOf(await propose(admin, words))).toBe('catalogue/type-change-pending')
    expect((await decide(admin, changeId, 'approve')).statusCode).toBe(403)
    expect(await changeOf(admin, changeId)).toMatchObject({ state: 'proposed', mayDecide: false })
    expect(await changeOf(publisher, changeId)).toMatchObject({ state: 'proposed', mayDecide: true })
    expect((await decide(publisher, changeId, 'approve')).statusCode).toBe(200)
    expect(await typeOf(key)).toMatchObject({ code: '13', title: '行政指导', isPower: true, division: '450721' })
    expect(codeOf(await decide(publisher, changeId, 'refuse'))).toBe('catalogue/type-change-decided')
    expect(codeOf(await propose(admin, { ...words, title: '别的' }))).toBe('catalogue/type-taken')
  })

  it('but never one alone who holds both posts', async () => {
    const words = { kind: 'declare', code: '18', title: '自己批', abbreviation: 'ZP' }
    const { changeId } = (await propose(admin, words)).json<{ changeId: string }>()
    const proposer = (staffId: string | undefined) =>
      app.sql('update catalogue.power_type_changes set proposed_by = $2 where id = $1', [changeId.slice(7), staffId])
    await proposer(publisher.actor.staffId)
    expect(codeOf(await decide(publisher, changeId, 'approve'))).toBe('catalogue/same-proposer')
    expect(codeOf(await withdraw(admin, changeId))).toBe('catalogue/not-proposer')
    await proposer(admin.actor.staffId)
    expect((await withdraw(admin, changeId)).statusCode).toBe(200)
  })

  it('and stands in the inbox of whoever may approve it, until it is decided or taken back', async () => {
    const words = { kind: 'declare', code: '19', title: '行政协议', abbreviation: 'XY' }
    const first = (await propose(admin, words)).json<{ changeId: string }>()
    expect(await inboxOf(publisher, first.changeId)).toMatchObject([
      { name: '审定权力类型', subjectKind: 'power-type', title: '行政协议', subjectNo: '新增权力类型 19' },
    ])
    const seen = (await publisher.get(`/api/power-type-changes/${first.changeId}`)).json<{ change: PowerTypeChange }>()
    expect(seen.change).toMatchObject({ mayDecide: true, mayWithdraw: false })
    expect((await withdraw(admin, first.changeId)).statusCode).toBe(200)
    expect(await inboxOf(publisher, first.changeId)).toEqual([])
    expect(await changeOf(admin, first.changeId)).toMatchObject({ state: 'withdrawn', mayWithdraw: false })
    expect(codeOf(await decide(publisher, first.changeId, 'approve'))).toBe('catalogue/type-change-decided')
    const second = (await propose(admin, words)).json<{ changeId: string }>()
    expect((await decide(publisher, second.changeId, 'refuse')).statusCode).toBe(200)
    expect(await inboxOf(publisher, second.changeId)).toEqual([])
    expect(await changeOf(admin, second.changeId)).toMatchObject({ state: 'refused', opinion: '依据充分' })
  })

  it('and what is not there cannot be changed or decided', async () => {
    expect(codeOf(await propose(admin, { kind: 'retire', key: 'nobody' }))).toBe('catalogue/no-such-type')
    const decided = await publisher.post(`/api/power-type-changes/${newPublicId('450721')}/decide`, {
      ...{ version: 1, outcome: 'approve', opinion: '依据充分' },
    })
    expect(codeOf(decided)).toBe('catalogue/no-such-type-change')
  })

  it('and neither touches the standard’s types nor takes their codes and names', async () => {
    expect(codeOf(await propose(admin, { kind: 'retire', key: 'licensing' }))).toBe('catalogue/type-of-standard')
    expect((await propose(admin, { kind: 'declare', code: '01', title: '特许', abbreviation: 'TX' })).statusCode).toBe(
      400,
    )
    const named = await propose(admin, { kind: 'declare', code: '15', title: '行政许可', abbreviation: 'XK' })
    expect(codeOf(named)).toBe('catalogue/type-taken')
    expect(codeOf(await propose(admin, { kind: 'declare', code: '15' }))).toBe('catalogue/type-incomplete')
    const refused = (await propose(admin, { kind: 'declare', code: '15', title: '特许', abbreviation: 'TX' })).json<{
      changeId: string
    }>()
    await decide(publisher, refused.changeId, 'refuse')
    expect((await types()).map(({ title }) => title)).not.toContain('特许')
  })

  it('and it stands wherever a type stands: choices, checks, search, library, lists, tables, differences', async () => {
    const key = await changed({ kind: 'declare', code: '14', title: '行政调解', abbreviation: 'TJ' })
    const choices = (await drafter.get('/api/item-draft-choices')).json<{ powerTypes: { key: string }[] }>()
    expect(choices.powerTypes.map((one) => one.key)).toContain(key)

    const draftId = (await drafter.post('/api/item-drafts', {})).json<DraftStanding>().draftId
    const sections = draftSections({ name: '邻里纠纷调解', powerType: key })
    for (const [section, content] of Object.entries(sections))
      expect(
        (await drafter.post(`/api/item-drafts/${draftId}/sections/${section}`, { version: 0, content })).statusCode,
      ).toBe(200)
    const view = async () => (await drafter.get(`/api/item-drafts/${draftId}`)).json<DraftView>()
    expect((await view()).findings.filter(({ level }) => level === 'error')).toEqual([])
    const act = async (by: SignedIn, name: string, more: object) =>
      by.post(`/api/item-drafts/${draftId}/${name}`, { version: (await view()).version, ...more })
    await act(drafter, 'submit', { reason: '新设事项' })
    const { differences } = (await lawyer.get(`/api/item-drafts/${draftId}/differences`)).json<{
      differences: { path: string; after?: string }[]
    }>()
    expect(differences.find(({ path }) => path === '/powerType')?.after).toBe('行政调解')
    await act(lawyer, 'review', { outcome: 'pass', opinion: '依据充分' })
    const published = await act(publisher, 'publish', { outcome: 'pass', opinion: '同意发布' })
    const { itemId } = published.json<DraftStanding>()

    expect((await app.server.inject({ url: `/api/items/${itemId}` })).json()).toMatchObject({
      powerTypeTitle: '行政调解',
    })
    const found = (await app.server.inject({ url: `/api/items?powerType=${key}` })).json<{ items: { id: string }[] }>()
    expect(found.items.map(({ id }) => id)).toEqual([itemId])
    const library = (await admin.get(`/api/item-library?powerType=${key}`)).json<{ items: { itemId: string }[] }>()
    expect(library.items.map((one) => one.itemId)).toEqual([itemId])
    expect(await typeOf(key)).toMatchObject({ items: 1 })
    const list = (await app.server.inject({ url: '/api/public-lists/power?division=450721&q=邻里' })).json<{
      rows: { cells: Record<string, string> }[]
    }>()
    expect(list.rows.map(({ cells }) => cells['powerType'])).toEqual(['行政调解'])
    const template = await admin.get('/api/item-library/template')
    const choicesSheet = readWorkbook(template.rawPayload).find(({ name }) => name === '选项')!
    expect(choicesSheet.rows.flatMap(({ cells }) => [...cells.values()].map(({ text }) => text))).toContain('行政调解')

    const report = await importFile(
      itemFile({ id: '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000a1', item: { powerType: key, name: '调解二' } }),
    )
    expect(report.refused).toEqual([])
    expect(codeOf(await propose(admin, { kind: 'change', key, code: '15' }))).toBe('catalogue/type-in-use')
  })

  it('and renames, retires and takes it up again', async () => {
    const key = await changed({ kind: 'declare', code: '16', title: '行政约谈', abbreviation: 'YT', isPower: false })
    await changed({ kind: 'change', key, code: '17', title: '行政约见' })
    expect(await typeOf(key)).toMatchObject({ code: '17', title: '行政约见', abbreviation: 'YT', isPower: false })
    await changed({ kind: 'retire', key })
    expect(await typeOf(key)).toMatchObject({ isRetired: true })
    const choices = (await drafter.get('/api/item-draft-choices')).json<{ powerTypes: { key: string }[] }>()
    expect(choices.powerTypes.map((one) => one.key)).not.toContain(key)
    await changed({ kind: 'restore', key })
    expect(await typeOf(key)).toMatchObject({ isRetired: false })
  })

  it('and what nobody declared is refused', async () => {
    const file = itemFile({ id: '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000a2', item: { powerType: 'wish' } })
    const report: ImportReport = await importFile(file)
    expect(report.refused.flatMap(({ reasons }) => reasons)).toContain('没有“wish”这种权力类型')
  })
})
