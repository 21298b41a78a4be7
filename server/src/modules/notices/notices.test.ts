import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import type { LedgerEntry } from '../../platform/ledger/index.ts'
import { signIn } from '../identity/fixtures.ts'
import type { SignedIn } from '../identity/fixtures.ts'
import type { NoticeView } from './contract/index.ts'
import { MOST_ATTEMPTS } from './domain/delivery.ts'
import { deliverNotice } from './jobs/deliver-notice.handler.ts'

let app: TestApp
let wangfang: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  wangfang = await signIn(app, 'wangfang')
})
afterAll(() => app.close())

function send(to: SignedIn, title: string): Promise<void> {
  const notice = {
    accountId: to.accountId,
    kind: 'case-accepted',
    title,
    text: `${title}：王芳，您的申请已受理。`,
    subject: 'case-1',
  }
  return app.act({ mode: 'write' }, (ctx) => app.modules.notices.api.send(ctx, notice))
}

async function listOf(browser: SignedIn, query = ''): Promise<{ notices: NoticeView[]; unread: number }> {
  return (await browser.get(`/api/my/notices${query}`)).json()
}

describe('notices', () => {
  it('stand in the portal at once, newest first, for their owner alone', async () => {
    await send(wangfang, '第一条')
    await send(wangfang, '第二条')
    const { notices, unread } = await listOf(wangfang)
    expect(notices.map((one) => one.title)).toEqual(['第二条', '第一条'])
    expect(notices[0]).toMatchObject({
      text: '第二条：王芳，您的申请已受理。',
      subject: 'case-1',
      kind: 'case-accepted',
    })
    expect(unread).toBe(2)
    expect(await listOf(await signIn(app, 'liming'))).toEqual({ notices: [], unread: 0 })
    expect((await app.server.inject({ url: '/api/my/notices' })).statusCode).toBe(401)
  })

  it('come page by page', async () => {
    const [newest] = (await listOf(wangfang, '?limit=1')).notices
    const rest = await listOf(wangfang, `?before=${newest!.id}`)
    expect(rest.notices.map((one) => one.title)).toEqual(['第一条'])
  })

  it('are marked read one by one or all at once; somebody else’s do not exist', async () => {
    const [newest] = (await listOf(wangfang)).notices
    const stranger = await signIn(app, 'liming')
    const foreign = await stranger.post(`/api/my/notices/${newest!.id}/read`)
    expect(foreign.statusCode).toBe(404)
    expect(foreign.json()).toMatchObject({ code: 'notices/notice-unknown' })
    expect((await wangfang.post(`/api/my/notices/${newest!.id}/read`)).json()).toEqual({ unread: 1 })
    expect((await wangfang.post(`/api/my/notices/${newest!.id}/read`)).json()).toEqual({ unread: 1 })
    expect((await listOf(wangfang, '?unread=true')).notices.map((one) => one.title)).toEqual(['第一条'])
    expect((await wangfang.post('/api/my/notices/read')).json()).toEqual({ unread: 0 })
    expect((await wangfang.get('/api/my/notices/unread')).json()).toEqual({ unread: 0 })
  })

  it('keep their words out of the tables and out of the ledger', async () => {
    const [rows] = await app.sql<{ text: string }>(
      "select (select string_agg(n::text, ' ') from notices.notices n) || (select string_agg(canonical, ' ') from ledger.entries where kind ~ '^notices/') as text",
    )
    expect(rows!.text).toContain('notices/NoticeSent.v1')
    expect(rows!.text).not.toContain('受理')
    expect(rows!.text).not.toContain(Buffer.from('受理').toString('hex'))
  })
})

describe('deliveries', () => {
  it('are made by the log channel when the jobs are done, and shown to the owner', async () => {
    await send(wangfang, '第三条')
    expect((await listOf(wangfang)).notices[0]!.deliveries).toMatchObject([
      { channel: 'log', state: 'pending', attempts: 0 },
    ])
    await app.drain()
    expect((await listOf(wangfang)).notices[0]!.deliveries).toMatchObject([
      { channel: 'log', channelTitle: '仅写入日志（未接短信网关）', state: 'delivered', attempts: 1 },
    ])
  })

  it('are not begun for an official, who has no phone here', async () => {
    const clerk = await signIn(app, 'chenjing')
    await send(clerk, '给窗口')
    expect((await listOf(clerk)).notices[0]!.deliveries).toEqual([])
  })

  it('that fail are tried again up to the last attempt, then given up with an entry', async () => {
    await send(wangfang, '第四条')
    const [{ id: noticeId }] = (await listOf(wangfang)).notices as [NoticeView]
    let calls = 0
    const channels = [
      {
        name: 'log',
        title: '坏掉的网关',
        deliver: () => {
          calls += 1
          return Promise.reject(new Error('gateway is away'))
        },
      },
    ]
    const deps = { identity: app.modules.identity.api, channels }
    const entry = { body: { noticeId } } as unknown as LedgerEntry
    const attempt = () => deliverNotice(deps, entry, (fn) => app.act({ mode: 'record', role: 'yiwang_worker' }, fn))
    for (let i = 0; i < MOST_ATTEMPTS; i += 1) await expect(attempt()).rejects.toThrow('gateway is away')
    await attempt()
    expect(calls).toBe(MOST_ATTEMPTS)
    expect((await listOf(wangfang)).notices[0]!.deliveries).toMatchObject([
      { state: 'failed', attempts: MOST_ATTEMPTS },
    ])
    const failed = await app.sql("select kind from ledger.entries where kind = 'notices/NoticeDeliveryFailed.v1'")
    expect(failed).toHaveLength(1)
  })
})
