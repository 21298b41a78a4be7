import { expect } from 'vitest'
import type { BusyOffice } from './busy-office.ts'
import type { RunningServer } from '../../server/test/running-server.ts'

/** In the order of a life: what was acknowledged may have gone further since, never back. */
const ORDER = ['received', 'accepted', 'decided', 'delivered', 'closed', 'archived']

/** After a fault: nothing acknowledged lost, nothing doubled, jobs done, limits right, and the ledger holds. */
export async function expectWhole(server: RunningServer, office: BusyOffice): Promise<void> {
  await server.untilReady()
  await expectAllKept(server, office)
  await expectNothingTwice(server)
  await expectJobsDone(server)
  await expectLimitsRight(server)
  const verification = await server.command('ledger', 'verify')
  expect(verification.code, verification.output).toBe(0)
}

async function expectAllKept(server: RunningServer, office: BusyOffice): Promise<void> {
  const rows = await server.sql<{ id: string; case_no: string; state: string }>(
    `select jurisdiction || '-' || id as id, case_no, state from cases.cases where case_no is not null`,
  )
  const stored = new Map(rows.map((row) => [row.id, row]))
  for (const [caseId, { caseNo, state }] of office.told) {
    const row = stored.get(caseId)
    expect(row?.case_no, `${caseId} was acknowledged as ${caseNo}`).toBe(caseNo)
    expect(ORDER.indexOf(row?.state ?? ''), `${caseNo} was ${state}`).toBeGreaterThanOrEqual(ORDER.indexOf(state))
  }
  // Every act was answered in the end, so that a case nobody was told of is one that was made twice.
  expect(rows.filter((row) => !office.told.has(row.id))).toEqual([])
}

async function expectNothingTwice(server: RunningServer): Promise<void> {
  const twice = await server.sql(
    `select stream, kind, count(*) from ledger.entries
     where kind in ('cases/CaseReceived.v1', 'cases/CaseAccepted.v1', 'cases/CaseDecided.v1', 'cases/CaseDelivered.v1', 'cases/CaseClosed.v1')
     group by stream, kind having count(*) > 1`,
  )
  expect(twice).toEqual([])
  const documents = await server.sql(
    `select subject, template, count(*) from documents.documents group by subject, template having count(*) > 1`,
  )
  expect(documents).toEqual([])
  const gaps = await server.sql(
    `select series, numbers from (
      select left(case_no, -4) as series, count(*) as numbers, max(right(case_no, 4)::int) as highest
      from cases.cases where case_no is not null group by 1) as counted where numbers <> highest`,
  )
  expect(gaps).toEqual([])
}

/** Positions given, jobs done, documents set. */
async function expectJobsDone(server: RunningServer): Promise<void> {
  const waiting = async () => {
    // A server that is gone does no jobs: better told at once, with its last words.
    server.assertAlive()
    const [row] = await server.sql<{ jobs: number; pending: number; unset: number }>(
      `select (select count(*)::int from graphile_worker.jobs where attempts < max_attempts) as jobs,
        (select count(*)::int from ledger.pending) as pending,
        (select count(*)::int from documents.documents where rendered_at is null) as unset`,
    )
    return row
  }
  await expect.poll(waiting, { timeout: 180_000, interval: 500 }).toEqual({ jobs: 0, pending: 0, unset: 0 })
}

async function expectLimitsRight(server: RunningServer): Promise<void> {
  const left = await server.sql(
    `select l.subject, l.kind from limits.limits l
     join cases.cases c on l.subject = c.jurisdiction || '-' || c.id
     where c.state in ('closed', 'archived') and l.state <> 'closed'`,
  )
  expect(left, 'a closed case has no running limit').toEqual([])
  const twice = await server.sql(
    `select subject, kind, count(*) from limits.limits group by subject, kind having count(*) > 1`,
  )
  expect(twice, 'a case has one limit of a kind').toEqual([])
  // Same item, same day, same calendar: one due date.
  const dues = await server.sql(
    `select kind, start_on, length_value, length_unit, count(distinct due_on) from limits.limits
     group by kind, start_on, length_value, length_unit having count(distinct due_on) > 1`,
  )
  expect(dues).toEqual([])
}
