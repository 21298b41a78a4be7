import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { HallContent, HallView } from '../../organizations/contract/index.ts'
import type { DraftStanding, DraftView, ItemGuide, OpenItemDetail } from '../contract/index.ts'
import { bytesOf, draftSections, itemFile } from '../fixtures.ts'

let app: TestApp
let drafter: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  drafter = await signIn(app, 'nongxuemei')
})
afterAll(() => app.close())

const HALL = '450721-3f1c2a77-6b0e-7d41-9a52-8c5d0e4b7211'
const NOWHERE = '450721-00000000-0000-7000-8000-000000000000'

/** 生育登记 of the demo: its second version names a window of the hall. */
const BIRTH_ITEM = '450721-d6cadbe7-7b45-8e1f-a8af-81d7ac2abde0'

const windowIn = (hallId: string, number: string) => ({ name: '综合窗口', hallWindow: { hallId, number } })

/** What is found in a draft whose windows are these, at their places. */
async function findingsOf(...windows: object[]): Promise<string[]> {
  const { draftId } = (await drafter.post('/api/item-drafts', {})).json<DraftStanding>()
  const { sections } = (await drafter.get(`/api/item-drafts/${draftId}`)).json<DraftView>()
  const written = draftSections({ windows })
  for (const { section, version } of sections) {
    const content = written[section]
    const saved = await drafter.post(`/api/item-drafts/${draftId}/sections/${section}`, { version, content })
    expect(saved.statusCode, saved.body).toBe(200)
  }
  const { findings } = (await drafter.get(`/api/item-drafts/${draftId}`)).json<DraftView>()
  return findings
    .filter(({ path }) => path.startsWith('/windows'))
    .map(({ level, path, message }) => `${level} ${path} ${message}`)
}

describe('a window that stands in a hall', () => {
  it('is told by the guide with the hall, its plan and whether it is open at the clock of the place', async () => {
    app.at('2026-11-23T12:30:00+08:00')
    const itemId = BIRTH_ITEM
    const guide = (await app.server.inject({ url: `/api/items/${itemId}` })).json<ItemGuide>()
    expect(guide.windows[0]).toMatchObject({ hallWindow: { hallId: HALL, number: 'A3' } })
    const [hall] = guide.halls
    expect(hall).toMatchObject({ id: HALL, opening: { isOpen: false, now: '今天 14:00 开放' } })
    expect(hall!.windows.find(({ number }) => number === 'A3')).toMatchObject({
      ...{ floor: '一楼', where: '一楼平面图上方正中' },
    })
    const before = (await app.server.inject({ url: `/api/items/${itemId}?version=1` })).json<ItemGuide>()
    expect(before.halls).toEqual([])
  })

  it('has its place and the hours of its hall in the open interface', async () => {
    app.at('2026-11-23T12:30:00+08:00')
    const answer = await app.server.inject({ url: `/open/v1/items/${BIRTH_ITEM}` })
    expect(answer.json<OpenItemDetail>().windows[0]!.hall).toMatchObject({
      ...{ id: HALL, number: 'A3', floor: '一楼', plan: { columns: 12, rows: 8 } },
      position: { column: 5, row: 1, width: 1, height: 1 },
      hours: [{ on: '工作日', hours: '09:00–12:00、14:00–17:00' }, { on: '星期六' }, { on: '星期日、法定节假日' }],
    })
    expect(answer.json<OpenItemDetail>().windows[0]!.hall!.days.slice(0, 1)).toEqual([
      {
        date: '2026-11-23',
        open: [
          { from: '09:00', to: '12:00' },
          { from: '14:00', to: '17:00' },
        ],
      },
    ])
  })

  it('is chosen in a draft from the halls of the county', async () => {
    const choices = await drafter.get('/api/item-draft-choices')
    const { halls } = choices.json<{ halls: { id: string; windows: { number: string }[] }[] }>()
    const hall = halls.find(({ id }) => id === HALL)
    expect(hall?.windows.map(({ number }) => number)).toEqual(expect.arrayContaining(['A1', '11']))
  })

  it('that is not there is told at its place in the draft', async () => {
    expect(await findingsOf(windowIn(HALL, 'A1'), { name: '江南路的窗口', address: '江南路' })).toEqual([])
    expect(await findingsOf(windowIn(HALL, '99'), windowIn(NOWHERE, '1'))).toEqual([
      'error /windows/0/hallWindow/number 灵山县政务服务中心大厅的平面图上没有 99 号窗口',
      'error /windows/1/hallWindow 没有这个大厅，请重新选择',
    ])
  })

  it('goes when its hall is out of use: the draft is refused, the guide says so, the open interface tells the address alone', async () => {
    const admin = await signIn(app, 'tanwenbin')
    const { organizationId } = (await app.server.inject({ url: `/api/halls/${HALL}` })).json<HallView>()
    const content: HallContent = {
      ...{ name: '临时大厅', address: '江南路5号', inUse: false },
      floors: [
        {
          ...{ name: '一楼', columns: 4, rows: 3 },
          blocks: [
            { kind: 'window', number: '1', column: 1, row: 1, width: 1, height: 1 },
            { kind: 'entrance', column: 2, row: 3, width: 1, height: 1 },
          ],
        },
      ],
    }
    const opened = await admin.post('/api/halls', { organizationId, content })
    const { id } = opened.json<HallView>()
    expect(await findingsOf(windowIn(id, '1'))).toEqual([
      'error /windows/0/hallWindow 临时大厅已经停用，请另选办理地点',
    ])
    const file = itemFile({
      id: '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000de',
      item: { name: '养蜂场备案（停用的大厅）', windows: [windowIn(id, '1')] },
    })
    const report = await app.act({ mode: 'write' }, (ctx) =>
      app.modules.catalogue.api.importFile(ctx, { source: 'test.json', bytes: bytesOf(file) }),
    )
    expect(report).toMatchObject({ taken: 1, refused: [] })
    const itemId = '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000de'
    const guide = (await app.server.inject({ url: `/api/items/${itemId}` })).json<ItemGuide>()
    expect(guide.halls[0]).toMatchObject({ name: '临时大厅', inUse: false })
    const open = (await app.server.inject({ url: `/open/v1/items/${itemId}` })).json<OpenItemDetail>()
    expect(open.windows[0]).toEqual({ name: '综合窗口' })
  })
})
