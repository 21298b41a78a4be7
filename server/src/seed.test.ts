import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../test/harness.ts'
import type { TestApp } from '../test/harness.ts'
import { seedDemo } from './seed.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

describe('the seed of the demo county', () => {
  it('done twice changes nothing', async () => {
    const entries = 'select id, kind from ledger.entries order by id'
    const before = await app.sql(entries)
    expect(before.length).toBeGreaterThan(100)
    await seedDemo(app)
    expect(await app.sql(entries)).toEqual(before)
  })
})
