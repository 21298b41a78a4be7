import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { fillAllSounds } from '../actions/fill-sounds.ts'

/** Thirteen of the demo county, and those that every installation has for rights to personal data. */
const ITEMS = 16

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

async function get(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await app.server.inject({ method: 'GET', url: path })
  return { status: answer.statusCode, body: answer.json() }
}

async function names(query: Record<string, string>): Promise<string[]> {
  const { body } = await get(`/api/items?${new URLSearchParams(query).toString()}`)
  return (body['items'] as { name: string }[]).map((item) => item.name)
}

describe('searching the demo county’s items', () => {
  it.each([
    ['开饭店', '食品经营许可（新办）'],
    ['办低保', '最低生活保障对象认定'],
    ['残疾证', '残疾人证新办'],
    ['我要办理残疾人证', '残疾人证新办'],
    ['准生证', '生育登记'],
    ['能评', '固定资产投资项目节能审查'],
    ['投资项目节能', '固定资产投资项目节能审查'],
    ['改民族', '公民民族成份变更初审'],
    ['建庙', '在宗教活动场所内改建或者新建建筑物审批'],
    ['健身设施', '全民健身设施拆迁或者改变用途批准'],
    ['挂广告牌', '设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批'],
    ['公共场所卫生许可（新办）', '公共场所卫生许可（新办）'],
  ])('“%s” finds %s first', async (q, name) => {
    expect((await names({ q }))[0]).toBe(name)
  })

  it('finds by any three characters of a name, and nothing for what is not there', async () => {
    expect(await names({ q: '张贴宣' })).toContain('设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批')
    expect(await names({ q: '量子加密' })).toEqual([])
  })

  it.each([
    ['nengyuan', []],
    ['jienengshencha', ['固定资产投资项目节能审查']],
    ['JNSC', ['固定资产投资项目节能审查']],
    ['结能审察', ['固定资产投资项目节能审查']],
    ['canjizheng', ['残疾人证新办', '最低生活保障对象认定']],
    ['qz', []],
  ])('hears what “%s” sounds like', async (q, found) => {
    expect(await names({ q })).toEqual(found)
  })

  it.each([
    ['残疾人证', 'words'],
    ['结能审察', 'sound'],
    ['残疾人证量子加密', 'any-word'],
    ['量子加密', undefined],
  ])('tells by which way “%s” was understood: %s', async (q, way) => {
    const { body } = await get(`/api/items?${new URLSearchParams({ q }).toString()}`)
    expect(body['way']).toBe(way)
  })

  it('tells what people mean by their own word', async () => {
    const { body } = await get(`/api/items?${new URLSearchParams({ q: '开饭店' }).toString()}`)
    expect(body['meant']).toContain('食品经营许可')
  })

  it('fills in what an earlier version of the program did not know', async () => {
    await app.sql(`update catalogue.search_entries set sounds = null, occasion = 'end'`)
    expect(await names({ q: 'jienengshencha' })).toEqual([])
    await fillAllSounds((fn) => app.act({ mode: 'record', role: 'yiwang_worker' }, fn))
    expect(await names({ q: 'jienengshencha' })).toEqual(['固定资产投资项目节能审查'])
  })

  it('takes questions that are full of signs as they are', async () => {
    for (const q of ["'; drop table --", '\\', '%', '_', ':*', '&|!()', '（）', '🐝', ' ']) {
      expect((await get(`/api/items?q=${encodeURIComponent(q)}`)).status).toBe(200)
    }
  })

  it('shows each item once, in its present version', async () => {
    const { body } = await get('/api/items?division=450721&pageSize=100')
    expect(body).toMatchObject({ total: ITEMS })
    const items = body['items'] as { name: string; version: number }[]
    expect(items.find((item) => item.name === '在宗教活动场所内改建或者新建建筑物审批')?.version).toBe(16)
  })

  it('narrows by place, department, theme, audience, power type, and what is common', async () => {
    expect(await names({ division: '620423' })).toEqual([])
    expect(await names({ division: '450000', theme: 'disability' })).toEqual(['残疾人证新办'])
    expect(await names({ powerType: 'benefit' })).toEqual(['最低生活保障对象认定'])
    expect(await names({ audience: 'person', theme: 'birth' })).toEqual(['生育登记'])
    expect(await names({ common: 'true', audience: 'organization' })).toHaveLength(4)
    const { body } = await get('/api/items/organizations?division=450721')
    const organizations = body['organizations'] as { organizationId: string; name: string; items: number }[]
    const bureau = organizations.find((one) => one.name === '灵山县行政审批局')!
    expect(await names({ organizationId: bureau.organizationId, pageSize: '50' })).toHaveLength(bureau.items)
  })

  it('pages without losing or repeating, and knows the total beyond the last page', async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => get(`/api/items?q=许可&pageSize=2&page=${page}`)))
    const ids = pages.flatMap(({ body }) => (body['items'] as { id: string }[]).map((item) => item.id))
    expect(new Set(ids).size).toBe(ids.length)
    const total = pages[0]!.body['total'] as number
    expect((await get('/api/items?q=许可&pageSize=2&page=400')).body).toMatchObject({ items: [], total })
  })

  it('lists themes with how much lies under them', async () => {
    const { body } = await get('/api/themes?division=450721&audience=person')
    const themes = body['themes'] as { id: string; items: number }[]
    expect(themes.find((theme) => theme.id === 'birth')?.items).toBe(1)
    expect(themes.every((theme) => theme.items > 0)).toBe(true)
  })
})

describe('the guide of an item', () => {
  it('holds all that its page shows', async () => {
    const found = await get('/api/items?q=节能审查')
    const { id } = (found.body['items'] as { id: string }[])[0]!
    const { body } = await get(`/api/items/${id}`)
    expect(body).toMatchObject({
      canApply: true,
      powerTypeTitle: '行政许可',
      themeTitles: ['投资审批'],
      statutoryLimit: { value: 20, unit: 'workday' },
      promisedLimit: { value: 5, unit: 'workday' },
      specialProcedures: [{ code: 'agency-review', stopsClock: true, limitWorkdays: 15 }],
      organizationName: '灵山县行政审批局',
    })
    for (const part of ['materials', 'windows', 'legalBases', 'steps', 'faqs', 'conditions', 'versions']) {
      expect((body[part] as unknown[]).length).toBeGreaterThan(0)
    }
    const form = body['form'] as { schema: { properties: object }; uiSchema: object }
    expect(Object.keys(form.schema.properties)).toContain('annualEnergy')
    expect(Object.keys(form.uiSchema)).toContain('annualEnergy')
  })

  it('of an earlier version says that it is not the present one', async () => {
    const found = await get('/api/items?q=全民健身设施')
    const { id } = (found.body['items'] as { id: string }[])[0]!
    expect((await get(`/api/items/${id}?version=11`)).body).toMatchObject({
      version: 11,
      isCurrent: false,
      canApply: false,
    })
    expect(await get(`/api/items/${id}?version=99`)).toMatchObject({
      status: 404,
      body: { type: expect.stringContaining('catalogue:no-such-version') },
    })
    expect(await get('/api/items/450721-00000000-0000-7000-8000-000000000000')).toMatchObject({
      status: 404,
      body: { type: expect.stringContaining('catalogue:no-such-item') },
    })
  })
})

describe('the open interface', () => {
  it('walks through all items in pages, each told once', async () => {
    const ids: string[] = []
    let after = ''
    do {
      const { body } = await get(`/open/v1/items?division=450721&limit=5${after && `&after=${after}`}`)
      ids.push(...(body['items'] as { id: string }[]).map((item) => item.id))
      after = (body['next'] as string | undefined) ?? ''
    } while (after !== '')
    expect(ids).toHaveLength(ITEMS)
    expect(new Set(ids).size).toBe(ITEMS)
  })

  it('shows an item without what is ours alone', async () => {
    const list = await get('/open/v1/items?limit=1')
    const { id } = (list.body['items'] as { id: string }[])[0]!
    const { body } = await get(`/open/v1/items/${id}`)
    expect(body).toMatchObject({ id, online: true })
    for (const inner of ['form', 'flow', 'documents', 'organizationId', 'licenceType'])
      expect(body).not.toHaveProperty(inner)
  })
})
