import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { newPublicId } from '../../kernel/index.ts'
import type { OutputOf } from '../../kernel/index.ts'
import { readWorkbook } from '../../platform/spreadsheet/index.ts'
import { signIn, testCitizenId } from '../identity/fixtures.ts'
import type { GetRosterRecord, RosterImportReport } from './contract/index.ts'
import { codeOf, household, rosterStage, workbook } from './fixtures.ts'

const PERSON = testCitizenId(7)
let app: TestApp
let stage: Awaited<ReturnType<typeof rosterStage>>
beforeAll(async () => {
  app = await openTestApp()
  stage = await rosterStage(app)
  const { batchId } = await stage.drafted('assistance-people', { cells: household(PERSON) })
  await stage.publish(batchId)
})
afterAll(() => app.close())

describe('people in the records', () => {
  it('are shown in full to nobody who does not say why, and the look is recorded', async () => {
    const roster = await stage.rosterOf('assistance-people', PERSON)
    expect(roster.records).toHaveLength(1)
    const [record] = roster.records
    expect(record!.cells).toMatchObject({ name: '区**', code: expect.stringMatching(/^999\*+/) as string })
    expect(JSON.stringify(roster)).not.toContain('区明霞')
    const url = `/api/rosters/assistance-people/records/${record!.recordId}/reveal`
    expect((await stage.keeper.post(url, { purpose: 'handle-case' })).statusCode).toBe(400)
    const full = await stage.keeper.post(url, { purpose: 'verify-identity', reason: '核对发放名单' })
    expect(full.json(), full.body).toEqual({
      cells: { name: '区明霞', code: PERSON, phone: '13900000777', reason: '长期患病' },
    })
    await app.drain()
    const kinds = await app.sql<{ kind: string }>(
      `select kind from ledger.entries where kind like 'ledger/Person%' order by seq desc limit 2`,
    )
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(
      ['ledger/PersonSearched.v1', 'ledger/PersonalDataRead.v1'].toSorted(),
    )
  })

  it('stay as they are when a masked cell comes back, and change when it does not', async () => {
    const [record] = (await stage.rosterOf('assistance-people', PERSON)).records
    const { recordId } = record!
    const seen = (await stage.keeper.get(`/api/rosters/assistance-people/records/${recordId}`)).json<
      OutputOf<typeof GetRosterRecord>
    >()
    const { batchId } = await stage.drafted('assistance-people', {
      recordId,
      act: 'change',
      cells: { ...seen.cells, phone: '13900000778', measure: '低保、医疗救助' },
      reason: '换了号码',
    })
    expect((await stage.batchOf(stage.keeper, batchId)).changes[0]!.parts.map(({ title }) => title)).toEqual([
      '联系电话',
      '帮扶措施',
    ])
    await stage.publish(batchId)
    const url = `/api/rosters/assistance-people/records/${recordId}/reveal`
    const full = await stage.keeper.post(url, { purpose: 'verify-identity', reason: '核对发放名单' })
    expect(full.json()).toMatchObject({ cells: { name: '区明霞', code: PERSON, phone: '13900000778' } })
  })

  it('find what is held of them, once their number is proved; it can be erased when it is on no list any more', async () => {
    const holding = app.modules.rosters.holdings![0]!
    const of = { accountId: newPublicId('000000'), citizenId: PERSON, things: [] }
    const resident = await signIn(app, 'liming')
    const held = () => app.as(resident.actor, (ctx) => holding.list(ctx, of), 'read')
    const [found] = await held()
    expect(found!.facts).toContainEqual({ label: '户主', value: '区明霞' })
    expect(
      await app.as(resident.actor, (ctx) => holding.list(ctx, { ...of, citizenId: testCitizenId(8) }), 'read'),
    ).toEqual([])
    const asked = { thing: found!.id, caseId: newPublicId('450721') }
    const hindrance = () => app.as(stage.publisher.actor, (ctx) => holding.erase!.hindrance(ctx, asked), 'read')
    expect(await hindrance()).toContain('还在清单上')
    const { batchId } = await stage.drafted('assistance-people', {
      recordId: asked.thing,
      act: 'remove',
      reason: '脱贫',
    })
    await stage.publish(batchId)
    expect(await hindrance()).toBeUndefined()
    await app.as(stage.publisher.actor, (ctx) => holding.erase!.erase(ctx, asked))
    expect(await held()).toEqual([])
    const left = await app.sql<{ row: string }>(
      `select t::text as row from rosters.record_versions t where record_id = $1`,
      [asked.thing.slice(7)],
    )
    expect(left.length).toBeGreaterThan(1)
    for (const { row } of left) expect(row).not.toContain('区*')
  })
})

describe('a table of records', () => {
  const TITLES = ['记录编号', '证照名称', '年检依据', '周期', '处理方式', '移出理由']

  it('is tried, told row by row, and imported; the same table a second time changes nothing', async () => {
    const file = await workbook([
      TITLES,
      ['', '甲证', '条例一', '每年一次', '保留', ''],
      ['', '乙证', '条例二', '每年一次', '随便', ''],
      ['', '', '条例三', '每年一次', '保留', ''],
      ['450721-没有', '丙证', '条例四', '每年一次', '保留', ''],
    ])
    const trial = (await stage.upload('licence-checks', file, { dryRun: 'true' })).json<RosterImportReport>()
    expect(trial).toMatchObject({ dryRun: true, rows: 4, taken: 1, refused: 3 })
    expect(trial.outcomes.map(({ row, outcome }) => [row, outcome])).toEqual([
      [3, 'refused'],
      [4, 'refused'],
      [5, 'refused'],
      [2, 'taken'],
    ])
    expect((await stage.rosterOf('licence-checks')).batches).toEqual([])
    const done = (await stage.upload('licence-checks', file)).json<RosterImportReport>()
    expect(done).toMatchObject({ dryRun: false, taken: 1 })
    expect((await stage.upload('licence-checks', file)).json()).toMatchObject({ taken: 0, unchanged: 1 })
    await stage.publish(done.batchId!)
    expect((await stage.listOf('licence-checks')).rows.map(({ cells }) => cells['name'])).toContain('甲证')
    expect((await stage.upload('licence-checks', file)).json()).toMatchObject({ taken: 0, unchanged: 1 })
  })

  it('comes back as it went out: nothing changes, people are masked in it and keep their names', async () => {
    const { batchId } = await stage.drafted('assistance-people', {
      cells: household(PERSON, { name: '往返测试', code: testCitizenId(9) }),
    })
    await stage.publish(batchId)
    const out = await stage.keeper.get('/api/rosters/assistance-people/workbook')
    expect(out.headers['content-type']).toContain('spreadsheetml')
    const texts = JSON.stringify(readWorkbook(out.rawPayload).map(({ rows }) => rows.map(({ cells }) => [...cells])))
    expect(texts).toContain('往**')
    expect(texts).not.toContain('往返测试')
    const report = (await stage.upload('assistance-people', out.rawPayload)).json<RosterImportReport>()
    expect(report, JSON.stringify(report.outcomes)).toMatchObject({ refused: 0, taken: 0, changed: 0, removed: 0 })
    expect(report.unchanged).toBeGreaterThan(0)
  })

  it('changes only with a reason, and removes where the row says why', async () => {
    const row = (await stage.rosterOf('licence-checks')).records.find(({ cells }) => cells['name'] === '甲证')!
    const changed = await workbook([TITLES, [row.recordId, '甲证', '条例一', '两年一次', '保留', '']])
    expect((await stage.upload('licence-checks', changed)).json()).toMatchObject({ refused: 1 })
    const told = await stage.upload('licence-checks', changed, { reason: '周期调整' })
    expect(told.json(), told.body).toMatchObject({ changed: 1 })
    const removed = await workbook([TITLES, [row.recordId, '甲证', '条例一', '两年一次', '保留', '不再年检']])
    const { batchId } = (await stage.upload('licence-checks', removed)).json<RosterImportReport>()
    const { changes } = await stage.batchOf(stage.keeper, batchId!)
    expect(changes).toMatchObject([{ act: 'remove', reason: '不再年检', edits: 2 }])
    const dropped = await stage.keeper.post(`/api/roster-batches/${batchId}/drop`, { recordId: row.recordId, edits: 2 })
    expect(dropped.statusCode, dropped.body).toBe(200)
    expect((await stage.act(stage.keeper, batchId!, 'submit')).json()).toMatchObject({
      code: 'rosters/nothing-to-review',
    })
  })

  it('that is none, or of something else, or too long is refused in words', async () => {
    expect(codeOf(await stage.upload('licence-checks', Buffer.from('not a table')))).toBe('rosters/not-a-workbook')
    expect(
      codeOf(
        await stage.upload(
          'licence-checks',
          await workbook([
            ['甲', '乙'],
            ['1', '2'],
          ]),
        ),
      ),
    ).toBe('rosters/strange-workbook')
    const rows = Array.from({ length: 5_001 }, (_, at) => ['', `证${at}`, '条例', '每年', '保留', ''])
    expect(codeOf(await stage.upload('licence-checks', await workbook([TITLES, ...rows])))).toBe(
      'rosters/too-many-rows',
    )
  })
})
