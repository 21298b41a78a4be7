import { sql } from 'kysely'
import { INSTALLATION } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { WatchRuleName } from '../contract/watch-rules.ts'
import type { AuditTables } from './tables.ts'

/** An entry of the index, as far as a rule looks at it. */
export interface WatchedEntry {
  readonly position: number
  readonly jurisdiction: string
  readonly recordedAt: Date
  readonly staffId: string | null
  readonly subject: string | null
}

/** Undefined while another process watches by this rule. */
export async function lockWatch(tx: Tx, rule: WatchRuleName): Promise<number | undefined> {
  const db = tablesOf<AuditTables>(tx)
  await sql`insert into audit.watches (jurisdiction, rule, next_position) values (${INSTALLATION}, ${rule}, 0)
    on conflict do nothing`.execute(db)
  const { rows } = await sql<{ next_position: number }>`select next_position from audit.watches
    where jurisdiction = ${INSTALLATION} and rule = ${rule} for update skip locked`.execute(db)
  return rows[0]?.next_position
}

export async function moveWatch(tx: Tx, rule: WatchRuleName, next: number): Promise<void> {
  await sql`update audit.watches set next_position = ${next} where jurisdiction = ${INSTALLATION} and rule = ${rule}`.execute(
    tablesOf<AuditTables>(tx),
  )
}

/** The next entries of one kind, in order. */
export async function entriesFrom(
  tx: Tx,
  from: { position: number; kind: string; limit: number },
): Promise<WatchedEntry[]> {
  const { rows } =
    await sql<WatchedEntry>`select position, jurisdiction, recorded_at as "recordedAt", staff_id as "staffId", subject
    from audit.entries where position >= ${from.position} and kind = ${from.kind} and category in ('reads', 'refusals', 'sign-ins')
    order by position limit ${from.limit}`.execute(tablesOf<AuditTables>(tx))
  return rows
}

/** What one member of staff, or anybody in a county, did of one kind within a time. */
export async function entriesWithin(
  tx: Tx,
  of: { kind: string; staffId?: string | undefined; jurisdiction: string; after: Date; until: Date; limit: number },
): Promise<WatchedEntry[]> {
  const who =
    of.staffId === undefined
      ? sql`jurisdiction in (${of.jurisdiction}, ${INSTALLATION})`
      : sql`staff_id = ${of.staffId} and jurisdiction = ${of.jurisdiction}`
  const { rows } =
    await sql<WatchedEntry>`select position, jurisdiction, recorded_at as "recordedAt", staff_id as "staffId", subject
    from audit.entries where ${who} and kind = ${of.kind} and recorded_at > ${of.after}::timestamptz and recorded_at <= ${of.until}::timestamptz
    order by recorded_at desc, position desc limit ${of.limit}`.execute(tablesOf<AuditTables>(tx))
  return rows
}

/** Those of the cases on which somebody never acted, at any time. */
export async function neverHandled(tx: Tx, staffId: string, subjects: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{
    subject: string
  }>`select wanted.subject from unnest(${subjects}::text[]) as wanted(subject)
    join audit.cases c on c.case_id = wanted.subject and c.jurisdiction = left(wanted.subject, 6)
    where not exists (select from audit.entries e where e.subject = wanted.subject and e.staff_id = ${staffId} and e.category = 'business')`.execute(
    tablesOf<AuditTables>(tx),
  )
  return new Set(rows.map(({ subject }) => subject))
}
