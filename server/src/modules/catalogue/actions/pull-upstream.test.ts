import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeOf, openAdoptionStage } from '../../../../test/adoption-stage.ts'
import type { AdoptionStage } from '../../../../test/adoption-stage.ts'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { openRelay } from '../../../../test/upstream-relay.ts'
import type { UpstreamRelay } from '../../../../test/upstream-relay.ts'
import { todayIn } from '../../../kernel/index.ts'
import { inPieces, samplePdf } from '../../files/fixtures.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import { UpstreamPullRequested } from '../contract/index.ts'
import type { ItemUpstream, OpenChange } from '../contract/index.ts'
import { itemFile } from '../fixtures.ts'
import { getItemAdmin } from '../queries/present-item-admin.ts'
import { abolishItem } from './abolish-item.ts'
import { createItemDraft } from './create-item-draft.ts'
import type { DraftContext } from './draft-context.ts'

import { resumeItem } from './resume-item.ts'
import { suspendItem } from './suspend-item.ts'
import { keepForms } from './take-forms.ts'

/** Two installations on two databases: the region's, which publishes, and the county's, which follows it over HTTP. */
let above: TestApp
let here: TestApp
let region: AdoptionStage
let county: AdoptionStage
let relay: UpstreamRelay
let keeper: SignedIn

beforeAll(async () => {
  above = await openTestApp()
  await above.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = above.server.server.address() as { port: number }
  relay = await openRelay(`http://127.0.0.1:${port}`)
  here = await openTestApp({ itemUpstreams: [{ division: '450000', url: relay.url }] })
  region = await openAdoptionStage(above)
  county = await openAdoptionStage(here)
  keeper = await signIn(here, 'tanwenbin')
}, 120_000)
afterAll(async () => {
  await relay.close()
  await here.close()
  await above.close()
})
beforeEach(() => relay.mend())

async function publishes(number: string, changes: object = {}, version = 1): Promise<string> {
  const id = await region.published(number, changes, version)
  await above.drain()
  return id
}

async function standing(): Promise<ItemUpstream> {
  const answer = await keeper.get('/api/item-upstreams')
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<{ upstreams: ItemUpstream[] }>().upstreams[0]!
}

async function pulls(): Promise<ItemUpstream> {
  await here.act({ mode: 'write' }, (ctx) =>
    Promise.resolve(ctx.emit(UpstreamPullRequested.of({ division: '450000' }))),
  )
  await here.drain()
  return standing()
}

interface Kept {
  version: number
  digest: string
}

const keptOf = (app: TestApp, itemId: string) =>
  app.sql<Kept & Record<string, unknown>>(
    `select version, encode(content_digest, 'hex') as digest from catalogue.item_versions
     where jurisdiction = $1 and item_id = $2::uuid order by version`,
    [itemId.slice(0, 6), itemId.slice(7)],
  )

describe('an installation that follows another one', () => {
  it('takes over its base items and nothing else, which departments adopt; what changes above comes down as drafts', async () => {
    const baseId = await publishes('7001')
    const asked = await keeper.post('/api/item-upstreams/450000/pull', {})
    expect(asked.statusCode, asked.body).toBe(200)
    const unknown = await keeper.post('/api/item-upstreams/110000/pull', {})
    expect([unknown.statusCode, codeOf(unknown)]).toEqual([404, 'catalogue/no-such-upstream'])
    await here.drain()
    const first = await standing()
    expect(first).toMatchObject({ failures: [], failureCount: 0, isPulling: false })
    expect(first.failure).toBeUndefined()
    expect(first.position).toBeGreaterThanOrEqual(0)
    const others = await here.sql(`select 1 from catalogue.items where upstream is not null and layer <> 'base'`)
    expect(others).toEqual([])
    expect(relay.asked.filter((path) => path.includes('/file')).length).toBe(first.items)
    expect(await keptOf(here, baseId)).toEqual(await keptOf(above, baseId))

    const itemId = await county.goesOut(await county.adopts(baseId))
    await publishes('7001', { conditions: ['有固定的场地。', '远离学校。'] }, 2)
    await pulls()
    const { adoption } = await county.getItemLayers(itemId)
    expect(adoption).toMatchObject({ version: 1, latest: 2, standing: 'waiting' })
    expect(await county.viewOf(adoption!.draftId!)).toMatchObject({ origin: 'above', parentVersion: 2 })
  })

  it('takes each version once, however often it is told', async () => {
    const baseId = await publishes('7002')
    await pulls()
    const entries = () => here.sql(`select id from ledger.entries where kind like 'catalogue/ItemVersion%'`)
    const before = (await entries()).length
    await here.sql(`update catalogue.upstreams set last_position = -1, last_change = null`)
    const again = await pulls()
    expect(again.failure).toBeUndefined()
    expect((await entries()).length).toBe(before)
    expect(await keptOf(here, baseId)).toHaveLength(1)
  })

  it('keeps what is another’s as it is: here it is only read', async () => {
    const itemId = await publishes('7003')
    await pulls()
    const { organizationId } = await county.guideOf(itemId)
    const regional = actorWith(here, ['item-admin', 'item-drafter'], { division: '450000', organizationId })
    const act = { itemId, version: 1, basis: '自行决定', effectiveOn: todayIn(new Date()), runningCases: '继续办理' }
    const kept = { definition: { code: 'catalogue/kept-upstream' } }
    await expect(here.as(regional, (ctx) => suspendItem(ctx, act))).rejects.toMatchObject(kept)
    await expect(here.as(regional, (ctx) => createItemDraft(ctx as DraftContext, { itemId }))).rejects.toMatchObject(
      kept,
    )
    const seen = await here.as(regional, (ctx) => getItemAdmin(ctx, { itemId }), 'read')
    expect(seen).toMatchObject({ isKeptUpstream: true, abilities: { suspend: false, resume: false, abolish: false } })
  })

  it('follows a suspension, a resumption and an abolition, with their reasons', async () => {
    const itemId = await publishes('7004')
    await pulls()
    const regional = actorWith(above, ['item-admin'], { division: '450000' })
    const act = {
      itemId,
      basis: '自治区人民政府的决定',
      documentNo: '桂政发〔2026〕3号',
      effectiveOn: todayIn(new Date()),
    }
    const clause = { runningCases: '已受理的继续办理' }
    await above.as(regional, (ctx) => suspendItem(ctx, { ...act, ...clause, version: 1 }))
    await above.drain()
    await pulls()
    expect(await county.guideOf(itemId)).toMatchObject({
      state: 'suspended',
      stateNotice: { basis: act.basis, documentNo: act.documentNo, ...clause },
    })
    expect((await county.drafter.post(`/api/base-items/${itemId}/adopt`, {})).statusCode).toBe(409)
    await above.as(regional, (ctx) => resumeItem(ctx, { ...act, version: 2 }))
    await above.drain()
    await pulls()
    expect(await county.guideOf(itemId)).toMatchObject({ state: 'published' })
    await above.as(regional, (ctx) => abolishItem(ctx, { ...act, ...clause, version: 3 }))
    await above.drain()
    expect((await pulls()).failureCount).toBe(0)
    expect(await county.guideOf(itemId)).toMatchObject({ state: 'abolished', stateNotice: { basis: act.basis } })
    expect((await county.drafter.post(`/api/base-items/${itemId}/adopt`, {})).statusCode).toBe(409)
  })
})

describe('an upstream that is away or says what cannot be', () => {
  const badPages: readonly (readonly [string, (body: string) => string, RegExp])[] = [
    ['no JSON', () => '<html>维护中</html>', /不是 JSON/],
    ['half an answer', (body) => body.slice(0, body.length / 2), /不是 JSON/],
    ['another form', () => '{"changes":[{"position":"1"}]}', /格式不对/],
    ['more than is read', (body) => body.replace('{', `{"x":"${'x'.repeat(1_100_000)}",`), /没有应答/],
    ['positions in disorder', disordered, /没有按位置排列/],
  ]

  it('is told as such, and the next pull goes on where it was', async () => {
    const { position } = await pulls()
    const baseId = await publishes('7005')
    relay.cut()
    const away = await pulls()
    expect(away).toMatchObject({ position, isPulling: false })
    expect(away.failure).toMatch(/上级平台没有应答/)
    relay.meddle((_asked, { body }) => ({ status: 503, body }))
    expect((await pulls()).failure).toMatch(/HTTP 503/)
    relay.mend()
    const back = await pulls()
    expect(back.failure).toBeUndefined()
    expect(back.position).toBeGreaterThan(position)
    expect(await keptOf(here, baseId)).toHaveLength(1)
  })

  it.each(badPages)('loses nothing by it: %s', async (_what, spoil, says) => {
    const before = await pulls()
    relay.meddle((_asked, { status, body }) => ({ status, body: spoil(body) }))
    const after = await pulls()
    expect(after.failure).toMatch(says)
    expect(after).toMatchObject({ position: before.position, items: before.items })
    relay.mend()
    expect((await pulls()).failure).toBeUndefined()
  })

  it('does not hold up what comes after a version that was altered on the way; it is taken when it is whole again', async () => {
    const [spoilt, sound] = [await publishes('7006'), await publishes('7007')]
    relay.meddle((asked, { status, body }) => ({
      status,
      body: asked.pathname.includes(spoilt) ? body.replace('有固定的场地。', '交一万元。') : body,
    }))
    const met = await pulls()
    expect(met.failure).toBeUndefined()
    expect(met.failures).toMatchObject([
      { itemId: spoilt, version: 1, reason: expect.stringMatching(/摘要不符/) as string },
    ])
    expect([await keptOf(here, spoilt), (await keptOf(here, sound)).length]).toEqual([[], 1])
    relay.mend()
    expect((await pulls()).failureCount).toBe(0)
    expect(await keptOf(here, spoilt)).toEqual(await keptOf(above, spoilt))
  })

  it('brings the empty forms along, and nothing that is not what was published', async () => {
    const bytes = samplePdf('统一的申请书')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const emptyForm = { name: '统一申请书.pdf', mediaType: 'application/pdf', bytes: bytes.length, sha256 }
    const materials = [{ ...(itemFile() as { item: { materials: object[] } }).item.materials[0], emptyForm }]
    const { files } = above.modules
    const staged = await files.api.stage({ stream: inPieces(bytes), fileName: emptyForm.name, purpose: 'item-form' })
    await above.act({ mode: 'write' }, (ctx) => keepForms({ ...ctx, files: files.api }, '450000', [staged]))
    const baseId = await publishes('7009', { materials })
    relay.meddle((asked, { status, body }) => ({
      status,
      body: asked.pathname.endsWith(sha256) ? body.replace('统一', '另外') : body,
    }))
    expect((await pulls()).failures).toMatchObject([
      { itemId: baseId, reason: expect.stringMatching(/“统一申请书.pdf”与上级平台公布的摘要不符/) as string },
    ])
    relay.mend()
    expect((await pulls()).failureCount).toBe(0)
    const address = `/api/items/${baseId}/files/${sha256}`
    expect((await here.server.inject(address)).rawPayload).toEqual(bytes)
    const itemId = await county.goesOut(await county.adopts(baseId))
    expect((await here.server.inject(`/api/items/${itemId}/files/${sha256}`)).rawPayload).toEqual(bytes)
  })

  it('is read anew when its record was set back, and what was taken stays', async () => {
    const baseId = await publishes('7008')
    const before = await pulls()
    relay.meddle((asked, answer) =>
      asked.pathname.endsWith('/changes') ? { ...answer, body: without(answer.body, baseId) } : answer,
    )
    const setBack = await pulls()
    expect(setBack.failure).toBeUndefined()
    expect(setBack.setBackAt).toBeDefined()
    expect(setBack.position).toBeLessThan(before.position)
    expect(await keptOf(here, baseId)).toHaveLength(1)
    relay.mend()
    const forward = await pulls()
    expect(forward).toMatchObject({ position: before.position, failureCount: 0 })
    expect(await keptOf(here, baseId)).toHaveLength(1)
  })
})

interface Page {
  changes: OpenChange[]
}

/** Told twice: a page that goes on from the last change has it alone. */
function disordered(body: string): string {
  const page = JSON.parse(body) as Page
  return JSON.stringify({ ...page, changes: [...page.changes, ...page.changes] })
}

function without(body: string, itemId: string): string {
  const page = JSON.parse(body) as Page
  return JSON.stringify({ ...page, changes: page.changes.filter((change) => change.itemId !== itemId) })
}
