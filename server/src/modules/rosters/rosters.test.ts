import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { addDays, newPublicId, todayIn } from '../../kernel/index.ts'
import type { OutputOf } from '../../kernel/index.ts'
import { readWorkbook } from '../../platform/spreadsheet/index.ts'
import type { InboxTask } from '../flows/contract/index.ts'
import { signIn, testCitizenId } from '../identity/fixtures.ts'
import type { CompareKeptLists, GetRosterRecord, ListRosters } from './contract/index.ts'
import { codeOf, household, rosterStage } from './fixtures.ts'

const PERSON = testCitizenId(7)
const today = todayIn(new Date())
let app: TestApp
let stage: Awaited<ReturnType<typeof rosterStage>>
beforeAll(async () => {
  app = await openTestApp()
  stage = await rosterStage(app)
})
afterAll(() => app.close())

describe('a list that departments keep', () => {
  it('is written by one person, published by another, and then read by everybody, people masked', async () => {
    const { batchId, recordId } = await stage.drafted('assistance-people', { cells: household(PERSON) })
    const open = await stage.batchOf(stage.keeper, batchId)
    expect(open).toMatchObject({ state: 'open', abilities: { edit: true, submit: true, review: false } })
    expect(open.changes).toMatchObject([{ recordId, act: 'add', name: '区**' }])
    expect(JSON.stringify(open)).not.toContain(PERSON)
    expect((await stage.listOf('assistance-people')).rows.map(({ id }) => id)).not.toContain(recordId)

    const submitted = await stage.act(stage.keeper, batchId, 'submit', { note: '第三季度' })
    expect(submitted.json()).toMatchObject({ state: 'in-review' })
    const { tasks } = (await stage.publisher.get('/api/inbox?limit=100')).json<{ tasks: InboxTask[] }>()
    expect(tasks.filter(({ subject }) => subject === batchId)).toMatchObject([
      { name: '审核清单', subjectKind: 'roster-batch', title: '扶贫（帮扶）对象清单（灵山县行政审批局）' },
    ])
    const again = await stage.draft(stage.keeper, 'assistance-people', { cells: household(PERSON, { name: '另一人' }) })
    expect(codeOf(again)).toBe('rosters/in-review')
    const passed = await stage.act(stage.publisher, batchId, 'review', { outcome: 'pass', opinion: '核对无误' })
    expect(passed.json(), passed.body).toMatchObject({ state: 'published' })

    const list = await stage.listOf('assistance-people')
    const row = list.rows.find(({ id }) => id === recordId)!
    expect(row.cells).toMatchObject({
      name: '区**',
      place: '灵山县灵城街道白木村委会',
      measure: '低保',
      organizationName: '灵山县行政审批局',
    })
    expect(list.columns.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['code']))
    for (const hidden of [PERSON, '13900000777', '区明霞', '长期患病'])
      expect(JSON.stringify(list)).not.toContain(hidden)
    expect((await stage.batchOf(stage.keeper, batchId)).opinions).toMatchObject([
      { opinion: '核对无误', byName: '莫丽清' },
    ])
    await app.drain()
    const kinds = await app.sql<{ kind: string }>('select kind from ledger.entries where stream = $1 order by seq', [
      `roster-batch:${batchId}`,
    ])
    expect(kinds.map(({ kind }) => kind.split('/')[1])).toEqual([
      ...['RosterRecordDrafted.v1', 'TaskOpened.v1', 'RosterBatchSubmitted.v1', 'TaskCompleted.v1'],
      'RosterBatchReviewed.v1',
    ])
  })

  it('keeps people sealed: no table holds their name, number or phone in clear', async () => {
    for (const table of ['batches', 'changes', 'record_versions', 'people']) {
      const rows = await app.sql<{ row: string }>(`select t::text as row from rosters.${table} t`)
      for (const { row } of rows)
        for (const word of [PERSON, '13900000777', '区明霞', '长期患病', '檀桂芳']) expect(row).not.toContain(word)
    }
    expect((await app.sql('select from rosters.people')).length).toBeGreaterThan(3)
  })

  it('is never reviewed by one who wrote in it, and goes back with an opinion', async () => {
    const { batchId } = await stage.drafted('proofs', {
      cells: { name: '退回测试', use: '测试', foundedOn: '测试', issuer: '村委会', way: '保留' },
    })
    expect((await stage.act(stage.keeper, batchId, 'review', { outcome: 'pass', opinion: '同意' })).statusCode).toBe(
      403,
    )
    expect((await stage.act(stage.keeper, batchId, 'submit')).statusCode).toBe(200)
    await app.sql(`update rosters.batches set editors = array_append(editors, $2) where id = $1`, [
      batchId.slice(7),
      stage.publisher.actor.staffId,
    ])
    const own = await stage.act(stage.publisher, batchId, 'review', { outcome: 'pass', opinion: '同意' })
    expect([own.statusCode, codeOf(own)]).toEqual([403, 'rosters/same-person'])
    await app.sql(`update rosters.batches set editors = array_remove(editors, $2) where id = $1`, [
      batchId.slice(7),
      stage.publisher.actor.staffId,
    ])
    const back = await stage.act(stage.publisher, batchId, 'review', { outcome: 'return', opinion: '依据写全' })
    expect(back.json(), back.body).toMatchObject({ state: 'open' })
    const { tasks } = (await stage.keeper.get('/api/inbox?limit=100')).json<{ tasks: InboxTask[] }>()
    expect(tasks.filter(({ subject }) => subject === batchId)).toMatchObject([{ name: '修改清单' }])
    expect((await stage.batchOf(stage.keeper, batchId)).opinions).toMatchObject([
      { outcome: 'return', opinion: '依据写全' },
    ])
    const late = await stage.act(stage.publisher, batchId, 'review', { outcome: 'pass', opinion: '同意' })
    expect(codeOf(late)).toBe('rosters/not-possible')
    expect((await stage.act(stage.colleague, batchId, 'submit')).json()).toMatchObject({ state: 'in-review' })
    const { rosters } = (await stage.publisher.get('/api/rosters')).json<OutputOf<typeof ListRosters>>()
    expect(rosters.find(({ kind }) => kind === 'proofs')!.batches).toMatchObject([
      { batchId, state: 'in-review', organizationName: '灵山县行政审批局', changes: 1 },
    ])
    expect((await stage.act(stage.keeper, batchId, 'withdraw')).json()).toMatchObject({ state: 'open' })
    const stale = await stage.keeper.post(`/api/roster-batches/${batchId}/submit`, { version: 1 })
    expect(stale.statusCode).toBe(409)
  })

  it('says why a record changes or goes, keeps each version, and tells two days apart', async () => {
    const cells = { name: '三月保留', lead: '甲局', others: '乙局', limit: '5 日' }
    const first = await stage.drafted('joint-approvals', { cells })
    await stage.publish(first.batchId)
    const { recordId } = first
    const unexplained = await stage.draft(stage.keeper, 'joint-approvals', {
      recordId,
      act: 'change',
      cells: { ...cells, limit: '3 日' },
    })
    expect(codeOf(unexplained)).toBe('rosters/reason-missing')
    const ahead = addDays(today, 10)
    const second = await stage.drafted('joint-approvals', {
      recordId,
      act: 'change',
      cells: { ...cells, limit: '3 日' },
      reason: '压缩时限',
    })
    await stage.publish(second.batchId, ahead)
    expect((await stage.listOf('joint-approvals')).rows.find(({ id }) => id === recordId)!.cells['limit']).toBe('5 日')
    const later = await stage.listOf('joint-approvals', `&day=${ahead}`)
    expect(later.rows.find(({ id }) => id === recordId)!.cells['limit']).toBe('3 日')
    const third = await stage.drafted('joint-approvals', { recordId, act: 'remove', reason: '合并办理' })
    expect((await stage.act(stage.keeper, third.batchId, 'submit', { effectiveOn: today })).json()).toMatchObject({
      code: 'rosters/effective-too-early',
    })
    await stage.publish(third.batchId, addDays(ahead, 5))
    expect((await stage.listOf('joint-approvals', `&day=${addDays(ahead, 5)}`)).rows.map(({ id }) => id)).not.toContain(
      recordId,
    )
    const record = (await stage.keeper.get(`/api/rosters/joint-approvals/records/${recordId}`)).json<
      OutputOf<typeof GetRosterRecord>
    >()
    expect(record.versions.map(({ version, act: what, reason }) => [version, what, reason])).toEqual([
      [3, 'remove', '合并办理'],
      [2, 'change', '压缩时限'],
      [1, 'add', undefined],
    ])
    const between = async (from: string, to: string) =>
      (
        await app.server.inject(`/api/kept-lists/joint-approvals/differences?division=450721&from=${from}&to=${to}`)
      ).json<OutputOf<typeof CompareKeptLists>>()
    const told = (await between(today, ahead)).differences.find(({ id }) => id === recordId)!
    expect(told).toMatchObject({ change: 'changed', name: '三月保留', parts: [{ before: '5 日', after: '3 日' }] })
    const gone = (await between(addDays(ahead, 5), addDays(today, -1))).differences
    expect(gone.find(({ id }) => id === recordId)).toBeUndefined()
    expect((await between(ahead, addDays(ahead, 5))).differences.find(({ id }) => id === recordId)).toMatchObject({
      change: 'removed',
    })
  })

  it('refuses what no column can mean, cell by cell, and keeps amounts to the cent', async () => {
    const wrong = await stage.draft(stage.keeper, 'fund-grants', {
      cells: {
        name: '资金',
        year: '2026',
        amount: '约 3 万',
        paidOn: '2026-02-30',
        personCode: '123',
        place: '450722',
      },
    })
    expect(wrong.json()).toMatchObject({ code: 'rosters/cells-wrong', status: 422 })
    expect(wrong.json<{ fields: { path: string }[] }>().fields.map(({ path }) => path)).toEqual([
      '/cells/personCode',
      '/cells/amount',
      '/cells/paidOn',
    ])
    const good = { name: '精确', year: '2026', unit: '单位', amount: '9007199254741.07', paidOn: '2026-02-28' }
    const far = await stage.draft(stage.keeper, 'fund-grants', { cells: { ...good, place: '620423' } })
    expect(far.body).toContain('不在本县')
    const { batchId, recordId } = await stage.drafted('fund-grants', { cells: good })
    await stage.publish(batchId)
    const { rows } = await stage.listOf('fund-grants')
    expect(rows.find(({ id }) => id === recordId)!.cells['amount']).toBe('9,007,199,254,741.07')
    expect((await stage.listOf('fund-grants', '&q=9007199254741')).total).toBe(1)
  })

  it('is of the department that keeps it, and of nobody who is not allowed', async () => {
    const foreign = (await stage.listOf('assistance-people')).rows.find(
      ({ cells }) => cells['organizationName'] === '灵山县民政局',
    )!
    const other = await stage.draft(stage.keeper, 'assistance-people', {
      recordId: foreign.id,
      act: 'remove',
      reason: '不是我的',
    })
    expect(codeOf(other)).toBe('rosters/no-such-record')
    const clerk = await signIn(app, 'chenjing')
    expect((await clerk.get('/api/rosters/assistance-people')).statusCode).toBe(403)
    const elsewhere = newPublicId('450721')
    for (const url of [
      '/api/rosters/assistance-people/records',
      '/api/rosters/assistance-people/import',
      `/api/roster-batches/${elsewhere}/review`,
      `/api/roster-batches/${elsewhere}/withdraw`,
    ])
      expect([url, (await clerk.post(url)).statusCode]).toEqual([url, 403])
    expect(codeOf(await stage.keeper.get(`/api/roster-batches/${elsewhere}`))).toBe('rosters/no-such-batch')
    expect(codeOf(await app.server.inject('/api/kept-lists/no-such?division=450721'))).toBe('rosters/no-such-list')
  })
})

describe('a kept list taken along', () => {
  const file = (kind: string, format: string) =>
    app.server.inject(`/api/kept-lists/${kind}/file?division=450721&format=${format}`)

  it('is what the page shows, as a table, as data and on paper', async () => {
    const whole = await stage.listOf('special-funds')
    expect(whole.total).toBeGreaterThan(1)
    expect(whole).toMatchObject({ title: '专项资金清单', basis: expect.stringContaining('信息公开条例') as string })
    const [sheet] = readWorkbook((await file('special-funds', 'xlsx')).rawPayload)
    expect(sheet!.rows).toHaveLength(whole.total + 3)
    const json = (await file('assistance-people', 'json')).json<{ rows: { cells: Record<string, string> }[] }>()
    expect(JSON.stringify(json)).toContain('檀**')
    expect(JSON.stringify(json)).not.toMatch(/999999|檀桂芳|13900000911/)
    const pdf = await file('assistance-projects', 'pdf')
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('is narrowed down by department, place, words and day', async () => {
    const all = await stage.listOf('assistance-projects')
    const place = all.places.find(({ division }) => division === '450721001')!
    expect(place).toMatchObject({ name: '灵山县灵城街道' })
    expect((await stage.listOf('assistance-projects', '&place=450721001')).total).toBe(place.items)
    expect((await stage.listOf('assistance-projects', `&q=${encodeURIComponent('冷库')}`)).total).toBe(1)
    expect((await stage.listOf('assistance-projects', `&q=${encodeURIComponent('檀桂芳')}`)).total).toBe(0)
    const [department] = all.organizations
    expect((await stage.listOf('assistance-projects', `&organizationId=${department!.organizationId}`)).total).toBe(
      department!.items,
    )
    expect((await stage.listOf('assistance-projects', '&day=2026-01-01')).total).toBe(0)
    expect((await app.server.inject('/api/kept-lists')).json<{ lists: unknown[] }>().lists.length).toBeGreaterThan(7)
  })
})
