import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { inHandling, ok, refusalOf, signInAll } from '../src/modules/cases/fixtures.ts'
import type { ExportRule } from '../src/modules/exports/contract/index.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'

let app: TestApp
let by: Record<'clerk' | 'handler' | 'reviewer' | 'security', SignedIn>
let caseId: string
beforeAll(async () => {
  app = await openTestApp()
  const logins = { clerk: 'chenjing', handler: 'huangzhiqiang', reviewer: 'liangxiuying', security: 'luweiping' }
  by = await signInAll(app, logins)
  caseId = (await inHandling(app, by.clerk)).caseId
})
afterAll(() => app.close())

async function setRule(rule: Partial<ExportRule>): Promise<void> {
  const was = await ok<ExportRule>(by.security.get('/api/export-rule'))
  const headers = { ...by.security.headers, 'idempotency-key': crypto.randomUUID() }
  const payload = { ...was, ...rule, reason: '试行' }
  await ok(app.server.inject({ method: 'PUT', url: '/api/export-rule', headers, payload }))
}

describe('seeing somebody in full', () => {
  const reveal = (who: SignedIn) =>
    who.post(`/api/cases/${caseId}/applicant`, { purpose: 'verify-identity', reason: '电话核实' })
  const yesterday = () => app.sql('update exports.reveal_days set day = day - 1')

  it('is done so often a day as the county says, by each; beyond that a reason does not do', async () => {
    await yesterday()
    await setRule({ dailyReveals: 2 })
    const answers = await Promise.all([reveal(by.handler), reveal(by.handler), reveal(by.handler)])
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 200, 403])
    const refused = await refusalOf(reveal(by.handler))
    expect(refused).toMatchObject({ code: 'exports/reveals-used-up', title: '今天查看完整信息的次数已经用完' })
    expect(refused.detail).toContain('每人每天最多查看 2 次完整信息')
    expect(refused.detail).toContain('已经通知安全管理员')
    expect((await reveal(by.reviewer)).statusCode).toBe(200)
    const entries = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where kind = 'exports/RevealRefused.v1'`,
    )
    expect(entries).toHaveLength(2)
    expect(JSON.parse(entries[0]!.canonical)).toMatchObject({ body: { subject: caseId, most: 2 } })
    await yesterday()
    expect((await reveal(by.handler)).statusCode).toBe(200)
    await setRule({ dailyReveals: 50 })
  })

  it('beyond the limit is told to the security administrator, once a day for each', async () => {
    await app.drain()
    const watch = app.modules.audit.timers!.find(({ name }) => name === 'audit/watch-entries')!
    const worker = (fn: Parameters<typeof app.act>[1]) => app.act({ mode: 'record', role: 'yiwang_worker' }, fn)
    await watch.work(worker as Parameters<typeof watch.work>[0])
    await watch.work(worker as Parameters<typeof watch.work>[0])
    const { alerts } = await ok<{ alerts: { rule: string; staffName?: string; text: string }[] }>(
      by.security.get('/api/audit/alerts'),
    )
    expect(alerts.filter(({ rule }) => rule === 'reveals-beyond-limit')).toEqual([
      expect.objectContaining({
        title: '超过每日查看上限',
        staffName: '黄志强',
        text: '24 小时内用完一天的次数以后又想查看完整信息 2 次（限值 0）',
      }),
    ])
  })

  it('is forgotten as a number when the day is over; the record keeps each look', async () => {
    await yesterday()
    const timer = app.modules.exports.timers!.find(({ name }) => name === 'exports/forget-reveal-days')!
    await timer.work((fn) => app.act({ mode: 'record', role: 'yiwang_worker' }, fn))
    expect(await app.sql('select from exports.reveal_days')).toEqual([])
  })
})
