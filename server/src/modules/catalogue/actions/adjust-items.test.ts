import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseIdOf, codeOf, openAdoptionStage } from '../../../../test/adoption-stage.ts'
import type { AdoptionStage } from '../../../../test/adoption-stage.ts'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { Problem, newPublicId, splitPublicId, todayIn } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import type { DraftView, ItemAdjustment, ItemGuide, SourceDocument } from '../contract/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { NoticeView } from '../../notices/contract/index.ts'
import { baseFile, itemFile } from '../fixtures.ts'
import { getAdjustment } from '../queries/item-adjustments.ts'
import { decideAdjustment } from './decide-adjustment.ts'
import type { DraftContext } from './draft-context.ts'
import { discardItemDraft } from './discard-item-draft.ts'
import { proposeAdjustment } from './propose-adjustment.ts'
import { submitItemDraft } from './submit-item-draft.ts'
import { declineTakeover, takeOver } from './take-over.ts'

const TOWN = '450721001'
const TOWN_CODE = '114507210081158888'
const LATER = '2099-03-01'
const above: SourceDocument = {
  no: '灵政发〔2026〕12号',
  title: '灵山县人民政府关于下放一批行政权力事项的决定',
  issuedOn: '2026-11-01',
}
const below: SourceDocument = {
  no: '灵城办发〔2026〕3号',
  title: '灵城街道社会事务办公室关于承接行政权力事项的通知',
  issuedOn: '2026-11-10',
}

let app: TestApp
let stage: AdoptionStage
let town: Actor
const townId = newPublicId('450721')
beforeAll(async () => {
  app = await openTestApp()
  stage = await openAdoptionStage(app)
  const { jurisdiction, id } = splitPublicId(townId)
  await app.sql(`insert into organizations.organizations (jurisdiction, id, code, name, kind, division, is_demo)
    values ('${jurisdiction}', '${id}', '${TOWN_CODE}', '灵城街道社会事务办公室', 'town', '${TOWN}', true)`)
  await app.sql(`insert into organizations.windows (jurisdiction, id, organization_id, name, hours, address, division, position, is_demo)
    values ('${jurisdiction}', '${splitPublicId(newPublicId('450721')).id}', '${id}', '便民窗口', '工作日', '江滨路1号', '${TOWN}', 0, true)`)
  town = actorWith(app, ['item-drafter'], { division: TOWN, organizationId: townId })
})
afterAll(() => app.close())

/** What 取消下放清单 tells of items by a word of their name. */
async function listed(q: string): Promise<unknown[]> {
  const url = `/api/public-lists/adjusted?${new URLSearchParams({ division: '450721', q })}`
  const { rows } = (await app.server.inject(url)).json<{ rows: { cells: Record<string, string> }[] }>()
  return rows.map(({ cells }) => [cells['adjustment'], cells['document'], cells['organs']])
}

const today = () => todayIn(app.clock.now())
const withDeps = <T>(run: (ctx: DraftContext) => Promise<T>) => {
  const { organizations, flows } = app.modules
  return (ctx: object) => run({ ...(ctx as DraftContext), organizations: organizations.api, flows: flows.api })
}
const by = <T>(actor: Actor, run: (ctx: DraftContext) => Promise<T>): Promise<T> => app.as(actor, withDeps(run))

const reads = <T>(actor: Actor, run: (ctx: DraftContext) => Promise<T>): Promise<T> =>
  by(actor, (ctx) => {
    ctx.nothingChanged()
    return run(ctx)
  })

async function refusalOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Problem) return error.definition.code
      throw error
    },
  )
}

/** An item of the county's department, in force. */
async function ownItem(number: string): Promise<string> {
  const id = baseIdOf(number, '450721')
  const item = {
    name: `养蜂场备案（下放 ${number}）`,
    code: `11450721MB1558081144510${number}9001`,
    catalogCode: `4510${number}9001`,
    charged: false,
    onlineDepth: 'whole',
    handlingTimes: '县政务服务中心工作日',
  }
  expect((await stage.imports(itemFile({ id, item }))).refused).toEqual([])
  return id
}

async function proposes(itemId: string, more: object = {}) {
  return stage.drafter.post(`/api/items/${itemId}/adjustments`, {
    kind: 'hand-down',
    document: above,
    effectiveOn: today(),
    reason: '方便群众就近办理',
    organizationIds: [townId],
    ...more,
  })
}

async function handedDown(itemId: string, more: object = {}): Promise<ItemAdjustment> {
  const proposed = await proposes(itemId, more)
  expect(proposed.statusCode, proposed.body).toBe(200)
  const { adjustmentId, version } = proposed.json<ItemAdjustment>()
  return decides(adjustmentId, version, 'pass')
}

async function decides(adjustmentId: string, version: number, outcome: string): Promise<ItemAdjustment> {
  const answer = await stage.publisher.post(`/api/item-adjustments/${adjustmentId}/decide`, {
    version,
    outcome,
    opinion: '依据充分',
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<ItemAdjustment>()
}

const takesOver = (adjustmentId: string, more: object = {}) =>
  by(town, (ctx) =>
    takeOver(ctx, {
      ...{ adjustmentId, organizationId: townId, version: 1, document: below, effectiveOn: today() },
      ...more,
    }),
  )

const draftOf = async (draftId: string) => (await stage.lawyer.get(`/api/item-drafts/${draftId}`)).json<DraftView>()

async function goesOut(draftId: string): Promise<void> {
  const { version } = await draftOf(draftId)
  await by(town, (ctx) => submitItemDraft(ctx, { draftId, version, reason: '承接下放事项' }))
  const reviewed = await stage.lawyer.post(`/api/item-drafts/${draftId}/review`, {
    version: version + 1,
    outcome: 'pass',
    opinion: '同意',
  })
  expect(reviewed.statusCode, reviewed.body).toBe(200)
  const published = await stage.publisher.post(`/api/item-drafts/${draftId}/publish`, {
    version: version + 2,
    outcome: 'pass',
    opinion: '同意',
  })
  expect(published.statusCode, published.body).toBe(200)
}

const guideOf = async (itemId: string) => (await app.server.inject(`/api/items/${itemId}`)).json<ItemGuide>()

describe('handing an item down', () => {
  it('is proposed by one and decided by another, and stands in the inbox of the organ below with its document', async () => {
    const itemId = await ownItem('8001')
    const proposed = (await proposes(itemId)).json<ItemAdjustment>()
    expect(proposed).toMatchObject({ state: 'proposed', document: above, takeovers: [{ state: 'offered' }] })
    const { adjustmentId } = proposed
    expect(await refusalOf(takesOver(adjustmentId))).toBe('catalogue/adjustment-answered')
    const again = await proposes(itemId)
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'catalogue/adjustment-pending'])
    const decided = await decides(adjustmentId, 1, 'pass')
    expect(decided).toMatchObject({ state: 'decided', decidedByName: '莫丽清', opinion: '依据充分' })
    const tasks = await reads(town, (ctx) => ctx.flows.tasksOf(ctx, adjustmentId))
    expect(tasks).toMatchObject([{ name: '承接下放事项', state: 'open', organizationId: townId, division: TOWN }])
    const history = (await stage.drafter.get(`/api/items/${itemId}/adjustments`)).json<{ adjustments: object[] }>()
    expect(history.adjustments).toMatchObject([{ adjustmentId, proposedByName: '农雪梅', state: 'decided' }])
  })

  it('is not decided by who proposed it, nor twice, and what is refused goes to nobody', async () => {
    const itemId = await ownItem('8002')
    const { organizationId } = await app.act({ mode: 'read' }, (ctx) => app.modules.catalogue.api.getItem(ctx, itemId))
    const both = actorWith(app, ['item-drafter', 'item-publisher'], { division: '450721', organizationId })
    const input = { kind: 'hand-down' as const, document: above, effectiveOn: today(), reason: '就近办理' }
    const { adjustmentId } = await by(both, (ctx) =>
      proposeAdjustment(ctx, { ...input, itemId, organizationIds: [townId] }),
    )
    const decision = { adjustmentId, version: 1, outcome: 'pass' as const, opinion: '同意' }
    expect(await refusalOf(by(both, (ctx) => decideAdjustment(ctx, decision)))).toBe('catalogue/same-proposer')
    expect(await decides(adjustmentId, 1, 'refuse')).toMatchObject({ state: 'refused' })
    const twice = await stage.publisher.post(`/api/item-adjustments/${adjustmentId}/decide`, {
      version: 2,
      outcome: 'pass',
      opinion: '同意',
    })
    expect([twice.statusCode, codeOf(twice)]).toEqual([409, 'catalogue/adjustment-answered'])
    expect(await reads(town, (ctx) => ctx.flows.tasksOf(ctx, adjustmentId))).toEqual([])
  })

  it('goes only down, to organs of places within that of the item, and never backwards in time', async () => {
    const itemId = await ownItem('8003')
    const { organizationId } = await app.act({ mode: 'read' }, (ctx) => app.modules.catalogue.api.getItem(ctx, itemId))
    for (const organizationIds of [[], [organizationId]]) {
      const aside = await proposes(itemId, { organizationIds })
      expect([aside.statusCode, codeOf(aside)]).toEqual([422, 'catalogue/not-below'])
    }
    const past = await proposes(itemId, { effectiveOn: '2020-01-01' })
    expect([past.statusCode, codeOf(past)]).toEqual([422, 'catalogue/effective-in-the-past'])
    const missing = await stage.drafter.get(`/api/item-adjustments/${newPublicId('450721')}`)
    expect([missing.statusCode, codeOf(missing)]).toEqual([404, 'catalogue/no-such-adjustment'])
    const admin = await app.sql<{
      id: string
    }>(`update catalogue.items set state = 'suspended', previous_state = 'published',
      state_basis = '测试' where jurisdiction || '-' || id = '${itemId}' returning id`)
    expect(admin).toHaveLength(1)
    const suspended = await proposes(itemId)
    expect([suspended.statusCode, codeOf(suspended)]).toEqual([409, 'catalogue/not-to-be-handed-down'])
  })
})

describe('an organ to which an item is handed down', () => {
  it('takes it over by a document of its own: an item that begins as the one above, and both guides say since when and by what', async () => {
    const itemId = await ownItem('8011')
    const { adjustmentId } = await handedDown(itemId)
    const { draftId, itemId: belowId } = await takesOver(adjustmentId)
    const draft = await draftOf(draftId)
    expect(draft).toMatchObject({
      name: '养蜂场备案（下放 8011）',
      code: `${TOWN_CODE}5451080119001`,
      division: TOWN,
      organizationName: '灵城街道社会事务办公室',
    })
    const contents = Object.assign({}, ...draft.sections.map(({ content }) => content)) as Record<string, unknown>
    expect(contents).toMatchObject({
      powerSource: 'delegated-down',
      level: 'town',
      windows: [{ name: '便民窗口', hours: '工作日', address: '江滨路1号' }],
    })
    expect(contents).not.toHaveProperty('handlingTimes')
    expect(draft.findings.filter(({ level }) => level === 'error')).toEqual([])
    const answer = await stage.lawyer.get(`/api/item-drafts/${draftId}/differences`)
    const { differences } = answer.json<{ differences: { path: string; after?: string }[] }>()
    expect(differences.find(({ path }) => path === '/flow')?.after).toMatch(/^流程：[^a-z]+\n第几版：1$/)
    expect((await guideOf(itemId)).handDowns).toEqual([])
    await goesOut(draftId)
    const told = { document: above, takeoverDocument: below, effectiveOn: today() }
    expect((await guideOf(itemId)).handDowns).toEqual([
      {
        ...told,
        direction: 'to',
        itemId: belowId,
        organizationName: '灵城街道社会事务办公室',
        divisionName: '灵山县灵城街道',
      },
    ])
    const own = await guideOf(belowId)
    expect(own).toMatchObject({ powerSource: 'delegated-down', canApply: true })
    expect(own.handDowns).toMatchObject([{ ...told, direction: 'from', itemId, organizationName: '灵山县行政审批局' }])
    expect(await refusalOf(takesOver(adjustmentId, { version: 2 }))).toBe('catalogue/adjustment-answered')
    const line = [above.title, above.no].join(' ')
    expect(await listed('下放 8011')).toEqual([['下放', line, '灵山县灵城街道 灵城街道社会事务办公室']])
  })

  it('does not begin before the day on which it is handed down, nor does its item', async () => {
    const itemId = await ownItem('8012')
    const { adjustmentId } = await handedDown(itemId, { effectiveOn: LATER })
    expect(await refusalOf(takesOver(adjustmentId))).toBe('catalogue/effective-before-hand-down')
    const { draftId } = await takesOver(adjustmentId, { effectiveOn: LATER })
    await goesOut(draftId)
    expect((await draftOf(draftId)).effectiveOn).toBe(LATER)
    expect((await guideOf(itemId)).handDowns).toMatchObject([{ effectiveOn: LATER }])
  })

  it('declines with a reason, which who handed it down reads', async () => {
    const itemId = await ownItem('8013')
    const { adjustmentId } = await handedDown(itemId)
    const answer = { adjustmentId, organizationId: townId, version: 1, reason: '没有执法人员' }
    const declined = await by(town, (ctx) => declineTakeover(ctx, answer))
    expect(declined.takeovers).toMatchObject([{ state: 'declined', reason: '没有执法人员' }])
    expect(await reads(town, (ctx) => ctx.flows.tasksOf(ctx, adjustmentId))).toMatchObject([{ state: 'done' }])
    expect((await guideOf(itemId)).handDowns).toEqual([])
  })

  it('adopts the base item where one stands above, and may mark an item that it has already', async () => {
    const baseId = baseIdOf('8014', '450721')
    const base = baseFile({ id: baseId, code: '451090008014', division: '450721' })
    expect((await stage.imports(base)).refused).toEqual([])
    const { organizationId } = await app.act({ mode: 'read' }, (ctx) => app.modules.catalogue.api.getItem(ctx, baseId))
    const issuer = actorWith(app, ['item-drafter'], { division: '450721', organizationId })
    const input = { kind: 'hand-down' as const, document: above, effectiveOn: today(), reason: '就近办理' }
    const propose = () =>
      by(issuer, (ctx) => proposeAdjustment(ctx, { ...input, itemId: baseId, organizationIds: [townId] }))
    const first = await decides((await propose()).adjustmentId, 1, 'pass')
    const { draftId, itemId } = await takesOver(first.adjustmentId)
    expect(await draftOf(draftId)).toMatchObject({ parentId: baseId, code: `${TOWN_CODE}5451090008014` })
    await goesOut(draftId)
    const second = await decides((await propose()).adjustmentId, 1, 'pass')
    expect(await refusalOf(takesOver(second.adjustmentId))).toBe('catalogue/already-adopted')
    const marked = await takesOver(second.adjustmentId, { itemId })
    expect(marked.itemId).toBe(itemId)
    expect(await draftOf(marked.draftId)).toMatchObject({ baseVersion: 1, parentId: baseId })
  })

  it('which discards the draft by which it took over is offered it again', async () => {
    const { adjustmentId } = await handedDown(await ownItem('8015'))
    const { draftId } = await takesOver(adjustmentId)
    const { version } = await draftOf(draftId)
    await by(town, (ctx) => discardItemDraft(ctx, { draftId, version, reason: '依据有误' }))
    const offered = await reads(town, (ctx) => getAdjustment(ctx, { adjustmentId }))
    expect(offered.takeovers).toMatchObject([{ state: 'offered', abilities: { answer: true } }])
    expect((await takesOver(adjustmentId, { version: 3 })).draftId).not.toBe(draftId)
  })
})

describe('taking back what was handed down', () => {
  const back: SourceDocument = {
    no: '灵政发〔2026〕30号',
    title: '关于收回一批行政权力事项的决定',
    issuedOn: '2026-11-20',
  }
  const proposesBack = (itemId: string, more: object = {}) =>
    proposes(itemId, {
      kind: 'take-back',
      document: back,
      reason: '基层承接不了',
      runningCases: '由县里接着办',
      ...more,
    })

  const streetOffice = () =>
    app.sql<{ id: string }>(`select jurisdiction || '-' || id as id from organizations.organizations
      where code = 'YW4507210010000001'`)

  async function tookBack(itemId: string, more: object = {}): Promise<ItemAdjustment> {
    const proposed = await proposesBack(itemId, more)
    expect(proposed.statusCode, proposed.body).toBe(200)
    return decides(proposed.json<ItemAdjustment>().adjustmentId, 1, 'pass')
  }

  it('is proposed by one and decided by another; the item below ends by its document, and the guide above tells of it no more', async () => {
    const itemId = await ownItem('8031')
    const { adjustmentId } = await handedDown(itemId)
    const { draftId, itemId: belowId } = await takesOver(adjustmentId)
    await goesOut(draftId)
    const silent = await proposesBack(itemId, { runningCases: undefined })
    expect([silent.statusCode, codeOf(silent)]).toEqual([422, 'catalogue/no-transition-clause'])
    const proposed = (await proposesBack(itemId)).json<ItemAdjustment>()
    expect(proposed).toMatchObject({ kind: 'take-back', takeovers: [{ state: 'taken-over', isPublished: true }] })
    expect((await guideOf(belowId)).canApply).toBe(true)
    const decided = await decides(proposed.adjustmentId, 1, 'pass')
    expect(decided.takeovers).toMatchObject([{ state: 'taken-back', itemId: belowId, document: below }])
    const stateNotice = { documentNo: back.no, basis: `《${back.title}》`, runningCases: '由县里接着办' }
    expect(await guideOf(belowId)).toMatchObject({ canApply: false, state: 'abolished', stateNotice })
    expect(await guideOf(itemId)).toMatchObject({ canApply: true, handDowns: [] })
    expect(await listed('下放 8031')).toEqual([
      ['取消', `《${back.title}》 ${back.no}`, ''],
      ['下放', `${above.title} ${above.no}`, ''],
      ['收回', `${back.title} ${back.no}`, '灵山县灵城街道 灵城街道社会事务办公室'],
    ])
    const history = (await stage.drafter.get(`/api/items/${itemId}/adjustments`)).json<{ abilities: object }>()
    expect(history.abilities).toEqual({ handDown: true, takeBack: false, cancel: true })
    const again = await proposesBack(itemId)
    expect([again.statusCode, codeOf(again)]).toEqual([422, 'catalogue/nothing-to-take-back'])
  })

  it('on a later day is announced: until then the item below is applied for, and both guides say so', async () => {
    const itemId = await ownItem('8032')
    const { draftId, itemId: belowId } = await takesOver((await handedDown(itemId)).adjustmentId)
    await goesOut(draftId)
    await tookBack(itemId, { effectiveOn: LATER })
    expect((await guideOf(belowId)).canApply).toBe(true)
    expect((await guideOf(itemId)).handDowns).toMatchObject([{ direction: 'to', endsOn: LATER }])
  })

  it('withdraws what nobody has answered, discards a draft on its way, and the organ may be given it anew', async () => {
    const itemId = await ownItem('8033')
    const [office] = await streetOffice()
    const first = await handedDown(itemId, { organizationIds: [townId, office!.id] })
    await tookBack(itemId)
    const tasks = await reads(town, (ctx) => ctx.flows.tasksOf(ctx, first.adjustmentId))
    expect(tasks.filter(({ state }) => state === 'open').map((one) => one.organizationId)).toEqual([office!.id])
    expect(await refusalOf(takesOver(first.adjustmentId, { version: 2 }))).toBe('catalogue/adjustment-answered')
    const { draftId } = await takesOver((await handedDown(itemId)).adjustmentId)
    await tookBack(itemId)
    expect(await draftOf(draftId)).toMatchObject({ state: 'discarded', takeover: { document: above } })
    expect((await handedDown(itemId)).takeovers).toMatchObject([{ state: 'offered' }])
  })

  it('which is refused leaves everything as it was, and asks for organs that hold it', async () => {
    const itemId = await ownItem('8034')
    const nobody = await proposesBack(itemId)
    expect([nobody.statusCode, codeOf(nobody)]).toEqual([422, 'catalogue/nothing-to-take-back'])
    const { adjustmentId } = await handedDown(itemId)
    const proposed = (await proposesBack(itemId)).json<ItemAdjustment>()
    await decides(proposed.adjustmentId, 1, 'refuse')
    expect((await takesOver(adjustmentId)).state).toBe('drafting')
  })

  it('is told to whoever drafts for the organ', async () => {
    const itemId = await ownItem('8035')
    const [office] = await streetOffice()
    await handedDown(itemId, { organizationIds: [office!.id] })
    const { adjustmentId } = await tookBack(itemId, { organizationIds: [office!.id] })
    await app.drain()
    const drafter = await signIn(app, 'ningmeihua')
    const { notices } = (await drafter.get('/api/my/notices?limit=100')).json<{ notices: NoticeView[] }>()
    const [told] = notices.filter(({ subject }) => subject === adjustmentId)
    expect(told).toMatchObject({ kind: 'item-taken-back', title: '下放的事项已收回：养蜂场备案（下放 8035）' })
    expect(told?.text).toContain('灵政发〔2026〕30号')
  })
})

describe('cancelling an item', () => {
  it('by two and by a document abolishes it from the day on, with what becomes of cases that run', async () => {
    const itemId = await ownItem('8021')
    const more = { kind: 'cancel', organizationIds: undefined, runningCases: '已受理的继续办理' }
    const silent = await proposes(itemId, { ...more, runningCases: undefined })
    expect([silent.statusCode, codeOf(silent)]).toEqual([422, 'catalogue/no-transition-clause'])
    const proposed = (await proposes(itemId, more)).json<ItemAdjustment>()
    expect((await guideOf(itemId)).canApply).toBe(true)
    await decides(proposed.adjustmentId, 1, 'pass')
    expect(await guideOf(itemId)).toMatchObject({
      canApply: false,
      state: 'abolished',
      stateNotice: { documentNo: above.no, basis: `《${above.title}》`, runningCases: '已受理的继续办理' },
    })
    const again = await proposes(itemId, more)
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'catalogue/not-possible'])
  })
})
