import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, decided, inHandling, signInCast } from '../server/src/modules/cases/fixtures.ts'
import type { Cast } from '../server/src/modules/cases/fixtures.ts'
import { canonical } from '../server/src/platform/ledger/entry.ts'
import { verifyLedger } from '../server/src/platform/ledger/index.ts'
import { openTestApp } from '../server/test/harness.ts'
import type { TestApp } from '../server/test/harness.ts'
import { loadHistory } from './history/load-history.ts'

const CASES = 60
const CLOSED = 33

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

async function live(): Promise<string> {
  const granted = await decided(cast, await inHandling(app, cast.clerk))
  const made = await act(cast.certificate, granted, 'make-licence')
  const closed = await act(cast.certificate, made, 'deliver', { method: 'window' })
  expect(closed.state).toBe('closed')
  return closed.caseId
}

async function number(query: string, ...values: unknown[]): Promise<number> {
  const [row] = await app.sql<{ n: number }>(`select count(*)::int as n from ${query}`, values)
  return row?.n ?? -1
}

const entriesOf = (subject: string) =>
  number(
    `ledger.entries where stream = 'case:' || $1 or stream in (
      select 'document:' || jurisdiction || '-' || id from documents.documents where subject = $1)`,
    subject,
  )

describe('a loaded history', () => {
  it('is whole lives, closed and waiting, whose chains, positions and tree hold, and the program goes on after it', async () => {
    const closed = await live()
    const waiting = (await inHandling(app, cast.clerk)).caseId
    await app.drain()
    const before = await number('ledger.entries')
    const ofModel = `ledger.entries where canonical like '%' || $1 || '%'`
    const mentions = await number(ofModel, waiting)
    const indexes = await number('pg_index')
    const lives = [
      { subject: closed, ofTwenty: 11 },
      { subject: waiting, ofTwenty: 9 },
    ]
    const written = await loadHistory(app.databaseUrl, { cases: CASES, lives })
    expect(written).toBe(CLOSED * (await entriesOf(closed)) + (CASES - CLOSED) * (await entriesOf(waiting)))
    expect(await number('ledger.entries')).toBe(before + written)
    expect(await number('pg_index')).toBe(indexes)
    expect(await number(`cases.cases where state = 'closed'`)).toBe(CLOSED + 1)
    expect(await number(`cases.cases where state = 'accepted'`)).toBe(CASES - CLOSED + 1)

    const texts = await app.sql<{ canonical: string }>('select canonical from ledger.entries')
    expect(texts.filter((row) => canonical(JSON.parse(row.canonical)) !== row.canonical)).toEqual([])
    expect(await number(ofModel, waiting)).toBe(mentions)

    await live()
    await app.drain()
    const { findings, entries, positions } = await verifyLedger(app.database)
    expect(findings).toEqual([])
    expect(entries).toBe(positions)
    expect(await number(`ledger.streams where stream like 'case:%'`)).toBe(CASES + 3)
  })

  it('has rows that belong together, and an open case can be worked on like any other', async () => {
    const loose = `flows.tasks t where instance_id is not null and not exists (
      select from flows.instances i where i.jurisdiction = t.jurisdiction and i.id = t.instance_id and i.subject = t.subject)`
    expect(await number(loose)).toBe(0)
    expect(await number('limits.limits where next_alarm_on is not null')).toBe(2 * (CASES - CLOSED + 1))
    const [task] = await app.sql<{ id: string; subject: string; version: number }>(
      `select t.jurisdiction || '-' || t.id as id, t.subject, c.version from flows.tasks t
      join cases.cases c on c.jurisdiction || '-' || c.id = t.subject
      where t.state = 'open' and t.role = 'handler' and c.case_no like 'F%'
        and t.organization_id in (select jurisdiction || '-' || id from organizations.organizations) limit 1`,
    )
    // Most items of the history are made ones without content; a step looks for the review rules of its item. This is 食品经营许可.
    await app.sql(`update cases.cases set item_id = $2 where jurisdiction || '-' || id = $1`, [
      task?.subject,
      '450721-e10b2c12-2754-807b-a89e-bc943c95cc09',
    ])
    const standing = await cast.handler.post(`/api/cases/${task?.subject}/complete-step`, {
      ...{ version: task?.version, taskId: task?.id, outcome: 'pass', opinion: '符合条件' },
    })
    expect(standing.statusCode, standing.body).toBe(200)
    await app.drain()
    expect((await verifyLedger(app.database)).findings).toEqual([])
  })
})
