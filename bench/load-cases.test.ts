import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accepted, act, decided, signInCast } from '../server/src/modules/cases/fixtures.ts'
import type { Cast } from '../server/src/modules/cases/fixtures.ts'
import { verifyLedger } from '../server/src/platform/ledger/index.ts'
import { openTestApp } from '../server/test/harness.ts'
import type { TestApp } from '../server/test/harness.ts'
import { loadCases } from './load-cases.ts'

const CASES = 60

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

async function live(): Promise<void> {
  const granted = await decided(cast, await accepted(app, cast))
  const made = await act(cast.certificate, granted, 'make-licence')
  expect((await act(cast.certificate, made, 'deliver', { method: 'window' })).state).toBe('closed')
}

const countCases = async () =>
  (await app.sql<{ n: number }>(`select count(*)::int as n from cases.cases where state = 'closed'`))[0]?.n

describe('a loaded history', () => {
  it('is whole lives whose chains, positions and tree hold, and the program goes on after it', async () => {
    await live()
    await app.drain()
    const [chain] = await app.sql<{ n: number }>(
      `select max(head_seq)::int as n from ledger.streams where stream like 'case:%'`,
    )
    expect(await loadCases(app.databaseUrl, CASES)).toBe(CASES * (chain?.n ?? 0))
    expect(await countCases()).toBe(CASES + 1)
    await live()
    await app.drain()
    const { findings, entries, positions } = await verifyLedger(app.database)
    expect(findings).toEqual([])
    expect(entries).toBe(positions)
    const [streams] = await app.sql<{ n: number }>(
      `select count(*)::int as n from ledger.streams where stream like 'case:%'`,
    )
    expect(streams?.n).toBe(CASES + 2)
  })
})
