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

  it('opens the ranges of positions ahead of the tree, and loses none that fall outside', async () => {
    const ranges = () => app.sql("select tablename from pg_tables where tablename ~ '^positions_[0-9]+$' order by 1")
    expect(await ranges()).toHaveLength(3)
    await app.sql('begin; update ledger.tree set size = 5 * 33554432; select ledger.ensure_ranges(2); commit')
    expect((await ranges()).at(-1)).toEqual({ tablename: 'positions_00007' })
    await app.sql(`insert into ledger.positions select 33554432::bigint * 100 + position, entry_id, recorded_at, stream, leaf_hash
      from ledger.positions limit 3`)
    expect(await app.sql('select * from ledger.positions_other')).toHaveLength(3)
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
