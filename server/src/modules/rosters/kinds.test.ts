import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { newPublicId } from '../../kernel/index.ts'
import type { OutputOf } from '../../kernel/index.ts'
import type { InboxTask } from '../flows/contract/index.ts'
import { signIn, testCitizenId } from '../identity/fixtures.ts'
import type { SignedIn } from '../identity/fixtures.ts'
import type {
  GetRoster,
  GetRosterKindChange,
  ListKeptLists,
  ListRosterKinds,
  ProposeRosterKind,
} from './contract/index.ts'
import { codeOf, household, rosterStage } from './fixtures.ts'

const PERSON = testCitizenId(11)
let app: TestApp
let stage: Awaited<ReturnType<typeof rosterStage>>
let admin: SignedIn
let publisher: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  stage = await rosterStage(app)
  admin = await signIn(app, 'tanwenbin')
  publisher = stage.publisher
})
afterAll(() => app.close())

const WORDS = {
  title: '惠民补贴清单',
  publisher: '主管部门',
  basis: '政府信息公开条例第二十一条',
  about: '发了什么补贴、给谁。',
  columns: [
    { title: '补贴名称', type: 'text', isRequired: true },
    { title: '领取人', type: 'person-name', isPersonal: true },
    { title: '电话', type: 'phone', isPersonal: true, inPublic: 'masked' },
  ],
}

const propose = (body: object, by = admin) =>
  by.post('/api/roster-kind-changes', { reason: '县政府〔2026〕9号', ...body })
const changeOf = async (changeId: string, by = publisher) =>
  (await by.get(`/api/roster-kind-changes/${changeId}`)).json<OutputOf<typeof GetRosterKindChange>>()
const kindsOf = async () => (await admin.get('/api/roster-kinds')).json<OutputOf<typeof ListRosterKinds>>()
const definitionOf = async (key: string) => {
  const { kinds } = await kindsOf()
  return kinds.find(({ definition }) => definition.key === key)!
}
const publicTitles = async (division = '450721') => {
  const { lists } = (await app.server.inject(`/api/kept-lists?division=${division}`)).json<
    OutputOf<typeof ListKeptLists>
  >()
  return lists.map(({ title }) => title)
}
const inboxOf = async (who: SignedIn, subject: string) => {
  const { tasks } = (await who.get('/api/inbox?limit=100')).json<{ tasks: InboxTask[] }>()
  return tasks.filter((task) => task.subject === subject)
}

async function decide(changeId: string, outcome: 'approve' | 'refuse', by = publisher) {
  const { version } = await changeOf(changeId)
  return by.post(`/api/roster-kind-changes/${changeId}/decide`, { version, outcome, opinion: '依据充分' })
}

async function proposed(body: object): Promise<OutputOf<typeof ProposeRosterKind>> {
  const answer = await propose(body)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

/** Proposed by one, approved by the other. */
async function changed(body: object): Promise<string> {
  const { changeId, kind } = await proposed(body)
  const decided = await decide(changeId, 'approve')
  expect(decided.statusCode, decided.body).toBe(200)
  return kind
}

describe('a kind of list', () => {
  it('is declared by one and approved by another from the inbox; before that nobody can write in it', async () => {
    expect((await propose({ act: 'declare', words: WORDS }, stage.keeper)).statusCode).toBe(403)
    expect(codeOf(await propose({ act: 'declare' }))).toBe('rosters/kind-incomplete')
    const { changeId, kind } = await proposed({ act: 'declare', words: WORDS })
    expect(await publicTitles()).not.toContain(WORDS.title)
    expect(codeOf(await stage.draft(stage.keeper, kind, { cells: { c1: '春耕' } }))).toBe('rosters/no-such-list')
    expect(await inboxOf(publisher, changeId)).toMatchObject([
      { name: '审定清单种类', subjectKind: 'roster-kind', title: WORDS.title, subjectNo: '新设清单种类' },
    ])
    expect(await changeOf(changeId)).toMatchObject({ abilities: { decide: true, withdraw: false }, hindrances: [] })
    expect(await changeOf(changeId, admin)).toMatchObject({ abilities: { decide: false, withdraw: true } })
    expect((await decide(changeId, 'approve', admin)).statusCode).toBe(403)
    expect((await decide(changeId, 'approve')).json()).toMatchObject({ state: 'approved' })
    expect(await inboxOf(publisher, changeId)).toEqual([])
    expect(codeOf(await decide(changeId, 'refuse'))).toBe('rosters/kind-change-decided')
    expect(await publicTitles()).toContain(WORDS.title)
    expect(await publicTitles('620423')).not.toContain(WORDS.title)
    expect(codeOf(await propose({ act: 'declare', words: WORDS }))).toBe('rosters/kind-taken')

    const cells = { c1: '春耕补贴', c2: '区明霞', c3: '13900000777' }
    const { batchId, recordId } = await stage.drafted(kind, { cells })
    await stage.publish(batchId)
    const list = await stage.listOf(kind)
    expect(list.rows.find(({ id }) => id === recordId)!.cells).toMatchObject({ c1: '春耕补贴', c2: '区**' })
    expect(list.rows[0]!.cells['c3']).toMatch(/^139\*+/)
    for (const hidden of ['区明霞', '13900000777']) expect(JSON.stringify(list)).not.toContain(hidden)
  })

  it('is decided by nobody who proposed it, and can be taken back by nobody else', async () => {
    const { changeId } = await proposed({ act: 'change', kind: 'negative', words: await wordsOf('negative') })
    expect(codeOf(await propose({ act: 'retire', kind: 'negative' }))).toBe('rosters/kind-change-pending')
    await app.sql('update rosters.kind_changes set proposed_by = $2 where id = $1', [
      changeId.slice(7),
      publisher.actor.staffId,
    ])
    expect(codeOf(await decide(changeId, 'approve'))).toBe('rosters/same-proposer')
    expect(codeOf(await admin.post(`/api/roster-kind-changes/${changeId}/withdraw`, { version: 1 }))).toBe(
      'rosters/not-proposer',
    )
    await app.sql('update rosters.kind_changes set proposed_by = $2 where id = $1', [
      changeId.slice(7),
      admin.actor.staffId,
    ])
    expect((await admin.post(`/api/roster-kind-changes/${changeId}/withdraw`, { version: 9 })).statusCode).toBe(409)
    const back = await admin.post(`/api/roster-kind-changes/${changeId}/withdraw`, { version: 1 })
    expect(back.json(), back.body).toMatchObject({ state: 'withdrawn' })
    expect(await inboxOf(publisher, changeId)).toEqual([])
    expect(codeOf(await decide(changeId, 'approve'))).toBe('rosters/kind-change-decided')
    expect((await changeOf(newPublicId('450721'))) as object).toMatchObject({ code: 'rosters/no-such-kind-change' })
  })

  it('that came with the platform is changed for one’s own place alone', async () => {
    const words = await wordsOf('joint-approvals')
    await changed({ act: 'change', kind: 'joint-approvals', words: { ...words, title: '联办事项清单' } })
    expect(await publicTitles()).toContain('联办事项清单')
    expect(await publicTitles('620423')).toContain(words.title)
    expect(await definitionOf('joint-approvals')).toMatchObject({ isShipped: true, division: '450721' })
  })

  it('has columns that can be meant', async () => {
    const columns = [
      { title: '号码', type: 'citizen-id', isRequired: true },
      { title: '住址', type: 'text', isPersonal: true, inPublic: 'masked' },
    ]
    const wrong = await propose({ act: 'declare', words: { ...WORDS, title: '别的清单', columns } })
    expect(codeOf(wrong)).toBe('rosters/kind-wrong')
    expect(wrong.body).toContain('必须是个人信息')
    expect(wrong.body).toContain('没有遮盖的办法')
  })
})

async function wordsOf(key: string) {
  const { key: _key, ...words } = (await definitionOf(key)).definition
  return words
}

const OFFICES = {
  ...WORDS,
  title: '服务场所清单',
  columns: [
    { title: '场所名称', type: 'text', isRequired: true },
    { title: '位置', type: 'text' },
    { title: '处理方式', type: 'choice', choices: ['保留', '取消'] },
  ],
}

describe('a change of columns', () => {
  it('that records in force cannot meet is refused with the reason, when it is proposed and when it is decided', async () => {
    const kind = await changed({ act: 'declare', words: OFFICES })
    const words = await wordsOf(kind)
    const [first, ...rest] = words.columns
    const added = { title: '层级', type: 'text' as const, isRequired: true }
    const early = await proposed({ act: 'change', kind, words: { ...words, columns: [...words.columns, added] } })
    const { batchId } = await stage.drafted(kind, { cells: { c1: '便民服务站', c2: '一楼', c3: '保留' } })
    await stage.publish(batchId)
    expect((await changeOf(early.changeId)).hindrances.join()).toContain('“层级”是新的必填栏目')
    const refused = await decide(early.changeId, 'approve')
    expect([codeOf(refused), refused.statusCode]).toEqual(['rosters/kind-not-met', 409])
    expect((await decide(early.changeId, 'refuse')).statusCode).toBe(200)

    const asked = async (columns: readonly object[]) => {
      const answer = await propose({ act: 'change', kind, words: { ...words, columns } })
      expect(codeOf(answer), answer.body).toBe('rosters/kind-not-met')
      return answer.json<{ detail: string }>().detail
    }
    expect(await asked([first!, { ...rest[0]!, isPersonal: true }, ...rest.slice(1)])).toContain('是不是个人信息')
    expect(await asked([first!, ...rest.slice(1)])).toContain('不能去掉这一栏')
    expect(await asked([{ ...rest[0]!, isRequired: true }, first!, ...rest.slice(1)])).toContain('第一栏是记录的名称')
    expect(await asked([first!, { ...rest[0]!, type: 'date' }, ...rest.slice(1)])).toContain('就不合了')
    expect(await asked([first!, rest[0]!, { ...rest[1]!, choices: ['取消'] }])).toContain('“保留”')
    expect(codeOf(await propose({ act: 'retire', kind }))).toBe('rosters/kind-not-met')
    const internal = await propose({ act: 'change', kind, words: { ...words, isInternal: true } })
    expect(internal.body).toContain('公开和内部之间')
  })

  it('that they can meet holds at once; what was written before is written again, not published', async () => {
    const kind = await changed({ act: 'declare', words: { ...OFFICES, title: '另一种场所清单' } })
    const { batchId } = await stage.drafted(kind, { cells: { c1: '旧栏目', c3: '保留' } })
    expect((await stage.act(stage.keeper, batchId, 'submit')).statusCode).toBe(200)
    const words = await wordsOf(kind)
    const columns = [...words.columns, { title: '主管部门', type: 'text', isRequired: true }]
    await changed({ act: 'change', kind, words: { ...words, columns } })
    const review = await stage.act(publisher, batchId, 'review', { outcome: 'pass', opinion: '同意公布' })
    expect([codeOf(review), review.body]).toEqual([
      'rosters/columns-changed',
      expect.stringContaining('请填写主管部门'),
    ])
    expect((await stage.act(publisher, batchId, 'review', { outcome: 'return', opinion: '补一栏' })).statusCode).toBe(
      200,
    )
    expect(codeOf(await stage.act(stage.keeper, batchId, 'submit'))).toBe('rosters/columns-changed')
  })

  it('hides what it no longer lets the public read, from its search too; and an erasure misses no former column', async () => {
    const { batchId } = await stage.drafted('assistance-people', { cells: household(PERSON, { name: '钟离某某' }) })
    await stage.publish(batchId)
    const search = `&q=${encodeURIComponent('钟')}`
    expect((await stage.listOf('assistance-people', search)).total).toBe(1)
    const words = await wordsOf('assistance-people')
    const columns = words.columns.map((one) => (one.type === 'person-name' ? { ...one, inPublic: 'hidden' } : one))
    await changed({ act: 'change', kind: 'assistance-people', words: { ...words, columns } })
    expect((await stage.listOf('assistance-people', search)).total).toBe(0)
    expect(JSON.stringify(await stage.listOf('assistance-people'))).not.toContain('钟')
  })
})

describe('a kind for the office', () => {
  it('is written and reviewed like any other, and the public learns nothing of it', async () => {
    const words = { ...WORDS, title: '内部台账', isInternal: true }
    const kind = await changed({ act: 'declare', words })
    const { batchId } = await stage.drafted(kind, { cells: { c1: '内部一条' } })
    await stage.publish(batchId)
    expect(await publicTitles()).not.toContain('内部台账')
    for (const path of ['', '/file', '/differences']) {
      const days = path === '/differences' ? '&from=2026-01-01&to=2026-12-31' : '&format=json'
      const answer = await app.server.inject(`/api/kept-lists/${kind}${path}?division=450721${path === '' ? '' : days}`)
      expect([path, codeOf(answer)]).toEqual([path, 'rosters/no-such-list'])
    }
    const desk = (await stage.keeper.get(`/api/rosters/${kind}`)).json<OutputOf<typeof GetRoster>>()
    expect(desk).toMatchObject({ total: 1, kind: { isInternal: true } })
  })

  it('is retired once nothing is on it, and taken up again', async () => {
    const kind = await changed({ act: 'declare', words: { ...WORDS, title: '短命清单' } })
    await changed({ act: 'retire', kind })
    expect(await publicTitles()).not.toContain('短命清单')
    expect(codeOf(await stage.draft(stage.keeper, kind, { cells: { c1: '甲' } }))).toBe('rosters/kind-retired')
    await changed({ act: 'restore', kind })
    expect(await publicTitles()).toContain('短命清单')
  })
})

describe('whoever leaves something out of a batch', () => {
  it('wrote in it, too, and does not review it', async () => {
    const cells = { name: '撤销测试', lead: '甲局', others: '乙局', limit: '5 日' }
    const { batchId } = await stage.drafted('joint-approvals', { cells })
    const second = await stage.drafted('joint-approvals', { cells: { ...cells, name: '留下' } })
    const dropped = await stage.colleague.post(`/api/roster-batches/${batchId}/drop`, {
      ...{ recordId: second.recordId, edits: 1 },
    })
    expect(dropped.statusCode, dropped.body).toBe(200)
    const [batch] = await app.sql<{ editors: string[] }>('select editors from rosters.batches where id = $1', [
      batchId.slice(7),
    ])
    expect(batch!.editors).toContain(stage.colleague.actor.staffId)
  })
})
