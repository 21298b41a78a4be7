import { sql } from 'kysely'
import { splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { AlarmLevel } from '../domain/alarm-level.ts'
import { fromRow, selectLimits } from './limit-store.ts'
import type { StoredLimit } from './limit-store.ts'
import type { LimitsTables } from './tables.ts'

/**
 * Running limits whose next alarm falls on or before a day, the longest waiting first. With `lock`, those that nobody
 * else is at; two scans at once share the work.
 */
export async function findDue(
  tx: Tx,
  { asOf, size, lock }: { asOf: CalendarDate; size: number; lock: boolean },
): Promise<StoredLimit[]> {
  const query = selectLimits(tx)
    .where('next_alarm_on', '<=', asOf)
    .orderBy('next_alarm_on')
    .orderBy('jurisdiction')
    .orderBy('id')
    .limit(size)
  const rows = await (lock ? query.forUpdate().skipLocked() : query).execute()
  return rows.map(fromRow)
}

/** What has been given to many limits, in one statement. */
export async function saveAlarms(
  tx: Tx,
  given: readonly { limitId: string; level: AlarmLevel; nextOn: CalendarDate | undefined }[],
): Promise<void> {
  const keys = given.map((one) => splitPublicId(one.limitId))
  await sql`update limits.limits as l set alarm_given = g.level, next_alarm_on = g.next_on
    from unnest(${keys.map((key) => key.jurisdiction)}::text[], ${keys.map((key) => key.id)}::uuid[],
      ${given.map((one) => one.level)}::text[], ${given.map((one) => one.nextOn ?? null)}::date[])
      as g(jurisdiction, id, level, next_on)
    where l.jurisdiction = g.jurisdiction and l.id = g.id`.execute(tablesOf<LimitsTables>(tx))
}

/** Which running limits a change of the calendar may move, and where a page of them begins. */
export interface AffectedLimits {
  /** The first day that may count differently. */
  readonly from?: CalendarDate
  /** Half-open range of divisions. */
  readonly divisions?: { readonly lo: string; readonly hi: string }
  /** Only provisional ones due by this day. */
  readonly settledThrough?: CalendarDate
  readonly after?: string
  readonly size: number
}

/** A page of them, locked, in the order of their keys. A stopped limit is timed anew when it resumes. */
export async function lockAffected(tx: Tx, affected: AffectedLimits): Promise<StoredLimit[]> {
  const { from, divisions, settledThrough, after, size } = affected
  let query = selectLimits(tx).where('state', '=', 'running').where('due_on', 'is not', null)
  if (from) query = query.where(sql<boolean>`greatest(due_on, red_on) >= ${from}::date`)
  if (divisions) query = query.where('division', '>=', divisions.lo).where('division', '<', divisions.hi)
  if (settledThrough) query = query.where('provisional', '=', true).where('due_on', '<=', settledThrough)
  if (after) {
    const { jurisdiction, id } = splitPublicId(after)
    query = query.where(sql<boolean>`(jurisdiction, id) > (${jurisdiction}, ${id}::uuid)`)
  }
  const rows = await query.orderBy('jurisdiction').orderBy('id').limit(size).forUpdate().execute()
  return rows.map(fromRow)
}
