import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { changeHall } from '../src/modules/organizations/actions/keep-hall.ts'
import { signIn } from '../src/modules/identity/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import type { HallContent, HallView } from '../src/modules/organizations/contract/index.ts'
import { demoOrganization } from '../src/modules/organizations/fixtures.ts'

let app: TestApp
let admin: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  admin = await signIn(app, 'tanwenbin')
})
afterAll(() => app.close())

const CENTRE = 'YW4507210000000001'
const TWO_WINDOWS: HallContent = {
  name: '三海街道便民服务中心（演示）',
  address: '灵山县三海街道',
  floors: [
    {
      ...{ name: '一楼', columns: 8, rows: 5 },
      blocks: [
        { kind: 'window', number: '1', column: 3, row: 1, width: 1, height: 1 },
        { kind: 'window', number: '2', column: 5, row: 1, width: 1, height: 1 },
        { kind: 'entrance', column: 4, row: 5, width: 1, height: 1 },
      ],
    },
  ],
  inUse: true,
}

let places = 0
async function opened(over: Partial<HallContent> = {}): Promise<HallView> {
  const organization = await demoOrganization(app, CENTRE)
  const content = { ...TWO_WINDOWS, name: `便民服务中心 ${(places += 1)}`, ...over }
  const answer = await admin.post('/api/halls', { organizationId: organization.id, content })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

const contentOf = ({ name, address, phone, traffic, floors, hours, hoursNote, inUse }: HallView): HallContent => ({
  ...{ name, address, floors, inUse },
  ...(phone !== undefined && { phone }),
  ...(traffic !== undefined && { traffic }),
  ...(hours && { hours }),
  ...(hoursNote !== undefined && { hoursNote }),
})

describe('a hall', () => {
  it('is read by anybody, with its windows in words and its hours by the calendar', async () => {
    const listed = await app.server.inject({ url: '/api/halls?division=450721' })
    const [summary] = listed.json().halls
    expect(summary).toMatchObject({ name: '灵山县政务服务中心大厅', floors: 2, isDemo: true, inUse: true })
    const read = await app.server.inject({ url: `/api/halls/${summary.id}` })
    const hall: HallView = read.json()
    expect(hall.windows.find(({ number }) => number === '11')).toEqual({
      ...{ number: '11', name: '综合窗口11', zone: '综合受理区', floor: '二楼', where: '二楼平面图右下方' },
    })
    expect(hall.opening.days).toHaveLength(7)
    expect(hall.opening.regular).toEqual([
      { on: '工作日', hours: '09:00–12:00、14:00–17:00' },
      { on: '星期六', hours: '09:00–12:00' },
      { on: '星期日、法定节假日', hours: '不开放' },
    ])
  })

  it('opens by the clock of the installation, its own Saturday included', async () => {
    const [summary] = (await app.server.inject({ url: '/api/halls?division=450721' })).json().halls
    const at = async (instant: string) => {
      app.at(instant)
      const { opening }: HallView = (await app.server.inject({ url: `/api/halls/${summary.id}` })).json()
      return opening.now
    }
    expect(await at('2026-11-28T10:00:00+08:00')).toBe('现在开放，到 12:00')
    expect(await at('2026-10-03T10:00:00+08:00')).toBe('今天不开放（国庆节），下次开放 10月8日 星期四 09:00')
    expect(await at('2026-11-23T12:30:00+08:00')).toBe('今天 14:00 开放')
  })

  it('is kept by the item administrator of the place, each change with the version that was seen', async () => {
    const hall = await opened()
    const content = { ...contentOf(hall), phone: '0777-6428001' }
    const changed = await admin.post(`/api/halls/${hall.id}`, { version: 1, content })
    expect(changed.json()).toMatchObject({ version: 2, phone: '0777-6428001' })
    const late = await admin.post(`/api/halls/${hall.id}`, { version: 1, content: { ...content, phone: '12345' } })
    expect(late.statusCode).toBe(409)
    expect(late.json().detail).toContain('谭文彬')
    const entries = await app.sql<{ kind: string }>('select kind from ledger.entries where stream = $1 order by seq', [
      `hall:${hall.id}`,
    ])
    expect(entries.map(({ kind }) => kind)).toEqual(['organizations/HallOpened.v1', 'organizations/HallChanged.v1'])
  })

  it('told the same again changes nothing', async () => {
    const hall = await opened()
    const again = await admin.post(`/api/halls/${hall.id}`, { version: 1, content: contentOf(hall) })
    expect(again.json()).toMatchObject({ version: 1 })
  })

  it('without hours of its own opens as its office does', async () => {
    const { opening, hours } = await opened()
    expect(hours).toBeUndefined()
    expect(opening.regular[0]).toEqual({ on: '工作日', hours: '09:00–12:00、14:00–17:00' })
  })

  it('out of use is on no public list and still kept', async () => {
    const hall = await opened({ inUse: false })
    const listed: HallView[] = (await app.server.inject({ url: '/api/halls?division=450721' })).json().halls
    expect(listed.map(({ id }) => id)).not.toContain(hall.id)
    const kept = (await admin.get('/api/kept-halls')).json()
    expect(kept.halls.map(({ id }: HallView) => id)).toContain(hall.id)
    expect(kept.organizations.map(({ name }: { name: string }) => name)).toContain('灵山县政务服务中心')
  })

  it('with a plan that is none is refused, each fault at its place', async () => {
    const organization = await demoOrganization(app, CENTRE)
    const [floor] = TWO_WINDOWS.floors
    const blocks = [...floor!.blocks, { ...floor!.blocks[0]!, number: '2' }]
    const content = { ...TWO_WINDOWS, floors: [{ ...floor!, blocks }] }
    const refused = await admin.post('/api/halls', { organizationId: organization.id, content })
    expect(refused.statusCode).toBe(422)
    expect(refused.json()).toMatchObject({
      code: 'organizations/hall-plan',
      detail: '平面图有2处要改：2 号窗口和1 号窗口重叠',
      fields: [{ path: '/floors/0/blocks/3' }, { path: '/floors/0/blocks/3/number' }],
    })
  })

  it('with hours that are none is refused', async () => {
    const organization = await demoOrganization(app, CENTRE)
    const hours = { workday: [{ from: 700, to: 600 }], weekend: [], holiday: [] }
    const refused = await admin.post('/api/halls', {
      organizationId: organization.id,
      content: { ...TWO_WINDOWS, hours },
    })
    expect(refused.json()).toMatchObject({ code: 'limits/bad-office-hours' })
  })

  it('has a name of its own in its office', async () => {
    const first = await opened()
    const second = await opened()
    const refused = await admin.post(`/api/halls/${second.id}`, {
      version: 1,
      content: { ...contentOf(second), name: first.name },
    })
    expect(refused.json()).toMatchObject({ code: 'organizations/hall-name-taken' })
    const again = await admin.post('/api/halls', { organizationId: first.organizationId, content: contentOf(first) })
    expect(again.json()).toMatchObject({ code: 'organizations/hall-name-taken' })
  })

  it('that is not there cannot be read or changed', async () => {
    const nothing = '450721-00000000-0000-7000-8000-000000000000'
    expect((await app.server.inject({ url: `/api/halls/${nothing}` })).json()).toMatchObject({
      code: 'organizations/hall-unknown',
    })
    const refused = await admin.post(`/api/halls/${nothing}`, { version: 1, content: TWO_WINDOWS })
    expect(refused.json()).toMatchObject({ code: 'organizations/hall-unknown' })
  })

  it('of another county is out of reach', async () => {
    const hall = await opened()
    const other = actorWith(app, ['item-admin'], { division: '620423' })
    const limits = app.modules.limits.api
    const input = { hallId: hall.id, version: 1, content: { ...contentOf(hall), phone: '1' } }
    await expect(app.as(other, (ctx) => changeHall({ ...ctx, limits }, input))).rejects.toThrow(
      'organizations/hall-unknown',
    )
  })
})

describe('the opening of an office', () => {
  it('is told to anybody who asks for a place and a moment', async () => {
    const url = '/api/limits/opening?division=450721&days=3&at='
    const at = async (moment: string) =>
      (await app.server.inject({ url: `${url}${encodeURIComponent(moment)}` })).json()
    expect(await at('2026-09-30T18:00:00+08:00')).toMatchObject({
      isOpen: false,
      next: '2026-10-08T01:00:00.000Z',
      today: '今天开放 09:00–12:00、14:00–17:00',
      now: '今天的开放时间已过，下次开放 10月8日 星期四 09:00',
      days: [{ kind: 'workday' }, { date: '2026-10-01', kind: 'holiday', name: '国庆节', hours: '不开放' }, {}],
    })
    expect(await at('1890-01-01T00:00:00Z')).toMatchObject({ code: 'limits/outside-calendar' })
  })
})
