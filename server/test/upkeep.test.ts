import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuseDemoAccounts } from '../src/cli/refuse-demo-accounts.ts'
import { forgetAnswers } from '../src/platform/http/index.ts'
import { openMonths } from '../src/platform/ledger/index.ts'
import { systemActor } from '../src/kernel/index.ts'
import type { Context } from '../src/platform/act/index.ts'
import { signIn } from '../src/modules/identity/fixtures.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const atNight = (work: (ctx: Context) => Promise<void>) =>
  app.act({ actor: systemActor('upkeep'), mode: 'record', role: 'yiwang_worker' }, work)

describe('upkeep', () => {
  it('forgets what was answered to repeated requests after two days, and not before', async () => {
    const resident = await signIn(app, 'wangfang')
    const count = async () => (await app.sql('select from http.idempotency')).length
    const answer = await resident.post('/api/my/notices/read')
    expect(answer.statusCode, answer.body).toBe(200)
    const kept = await count()
    await atNight(forgetAnswers)
    expect(await count()).toBe(kept)
    expect(kept).toBeGreaterThan(0)
    app.at(new Date(Date.now() + 49 * 3_600_000).toISOString())
    await atNight(forgetAnswers)
    expect(await count()).toBe(0)
    app.at(new Date().toISOString())
  })

  it('opens the months of the record a year ahead, whatever the year', async () => {
    app.at('2031-05-20T04:00:00Z')
    await atNight(openMonths)
    await atNight(openMonths)
    const found = await app.sql(
      "select tablename from pg_tables where tablename in ('entries_203105', 'entries_203206')",
    )
    expect(found).toHaveLength(2)
    app.at(new Date().toISOString())
  })
})

describe('a database that was a demo', () => {
  it('is not served in production', async () => {
    await expect(refuseDemoAccounts(app, { environment: 'production' })).rejects.toThrow('公开口令的演示账号')
    await expect(refuseDemoAccounts(app, { environment: 'development' })).resolves.toBeUndefined()
  })

  it('is served in production once it holds no such account', async () => {
    await app.sql('update identity.accounts set is_demo = false')
    await expect(refuseDemoAccounts(app, { environment: 'production' })).resolves.toBeUndefined()
  })
})
