import { sql } from 'kysely'
import { INSTALLATION } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { IndexedEntry } from './entry-store.ts'
import { fromRow } from './entry-store.ts'
import type { EntryRow } from './entry-store.ts'
import type { AuditTables } from './tables.ts'

/** How far a central log system has been told. */
export interface Forward {
  readonly target: string
  readonly next: number
  readonly sentAt?: Date
  readonly failedAt?: Date
  readonly failure?: string
}

/** One program tells a target at a time; a lease that was not given back ends by itself. @returns from where to go on */
export async function takeLease(
  tx: Tx,
  target: string,
  times: { now: Date; until: Date },
): Promise<number | undefined> {
  const db = tablesOf<AuditTables>(tx)
  await sql`insert into audit.forwards (jurisdiction, target) values (${INSTALLATION}, ${target}) on conflict do nothing`.execute(
    db,
  )
  const { rows } = await sql<{
    next_position: number
  }>`update audit.forwards set leased_until = ${times.until}::timestamptz
    where jurisdiction = ${INSTALLATION} and target = ${target} and (leased_until is null or leased_until < ${times.now}::timestamptz)
    returning next_position`.execute(db)
  return rows[0]?.next_position
}

export async function giveLeaseBack(tx: Tx, target: string): Promise<void> {
  await sql`update audit.forwards set leased_until = null where jurisdiction = ${INSTALLATION} and target = ${target}`.execute(
    tablesOf<AuditTables>(tx),
  )
}

/** The batch was read to its end by the other side. */
export async function moveForward(
  tx: Tx,
  target: string,
  done: { next: number; at: Date; until: Date },
): Promise<void> {
  await sql`update audit.forwards set next_position = ${done.next}, sent_at = ${done.at}::timestamptz, failed_at = null, failure = null,
    leased_until = ${done.until}::timestamptz where jurisdiction = ${INSTALLATION} and target = ${target}`.execute(
    tablesOf<AuditTables>(tx),
  )
}

export async function noteFailure(tx: Tx, target: string, failed: { at: Date; failure: string }): Promise<void> {
  await sql`update audit.forwards set failed_at = ${failed.at}::timestamptz, failure = ${failed.failure}, leased_until = null
    where jurisdiction = ${INSTALLATION} and target = ${target}`.execute(tablesOf<AuditTables>(tx))
}

export async function nextEntries(tx: Tx, from: { position: number; limit: number }): Promise<IndexedEntry[]> {
  const { rows } = await sql<EntryRow>`select * from audit.entries where position >= ${from.position}
    order by position limit ${from.limit}`.execute(tablesOf<AuditTables>(tx))
  return rows.map(fromRow)
}

const MOST_COUNTED = 100_000

/** How many entries wait to be told, up to {@link MOST_COUNTED}. */
export async function countWaiting(tx: Tx, next: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from
    (select from audit.entries where position >= ${next} limit ${MOST_COUNTED}) as waiting`.execute(
    tablesOf<AuditTables>(tx),
  )
  return rows[0]?.n ?? 0
}

export async function forwardsOf(tx: Tx, targets: readonly string[]): Promise<Forward[]> {
  const rows = await tablesOf<AuditTables>(tx)
    .selectFrom('audit.forwards')
    .selectAll()
    .where('jurisdiction', '=', INSTALLATION)
    .execute()
  return targets.map((target) => {
    const row = rows.find((one) => one.target === target)
    return {
      target,
      next: row?.next_position ?? 0,
      ...(row?.sent_at && { sentAt: row.sent_at }),
      ...(row?.failed_at && { failedAt: row.failed_at }),
      ...(row?.failure && { failure: row.failure }),
    }
  })
}
