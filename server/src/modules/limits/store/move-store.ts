import { sql } from 'kysely'
import { joinPublicId, newPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { LimitMove } from '../contract/list-moves.ts'
import type { StoredLimit } from './limit-store.ts'
import type { LimitsTables } from './tables.ts'

/** A limit before and after a change of the calendar. */
export interface Move {
  readonly before: StoredLimit
  readonly after: StoredLimit
}

export async function insertMoves(
  tx: Tx,
  moves: readonly Move[],
  { because, at }: { because: string; at: Date },
): Promise<void> {
  if (moves.length === 0) return
  await tablesOf<LimitsTables>(tx)
    .insertInto('limits.moves')
    .values(moves.map(({ before, after }) => ({ ...columnsOf(before, after), because, moved_at: at })))
    .execute()
}

/** Where a page begins: behind this row. */
export interface MovePage {
  readonly movedAt: Date
  readonly id: string
}

export async function listMoves(
  tx: Tx,
  filter: { reach: Reach; since?: CalendarDate | undefined },
  page: { after?: MovePage | undefined; size: number },
): Promise<LimitMove[]> {
  let query = tablesOf<LimitsTables>(tx)
    .selectFrom('limits.moves')
    .selectAll()
    .where(withinReach(filter.reach, { division: 'division', organization: 'organization_id' }))
  if (filter.since)
    query = query.where(sql<boolean>`moved_at >= (${filter.since}::date)::timestamp at time zone 'Asia/Shanghai'`)
  if (page.after) {
    const { jurisdiction, id } = splitPublicId(page.after.id)
    query = query.where(
      sql<boolean>`(moved_at < ${page.after.movedAt} or (moved_at = ${page.after.movedAt}
        and (jurisdiction > ${jurisdiction} or (jurisdiction = ${jurisdiction} and id < ${id}::uuid))))`,
    )
  }
  const rows = await query
    .orderBy('moved_at', 'desc')
    .orderBy('jurisdiction')
    .orderBy('id', 'desc')
    .limit(page.size)
    .execute()
  return rows.map((row) => ({
    id: joinPublicId(row.jurisdiction, row.id),
    limitId: row.limit_id,
    subject: row.subject,
    subjectKind: row.subject_kind,
    ...(row.subject_no !== null && { subjectNo: row.subject_no }),
    ...(row.subject_title !== null && { subjectTitle: row.subject_title }),
    title: row.title,
    ...(row.was_due_on !== null && { wasDueOn: row.was_due_on }),
    ...(row.due_on !== null && { dueOn: row.due_on }),
    wasProvisional: row.was_provisional,
    provisional: row.provisional,
    because: row.because,
    movedAt: row.moved_at.toISOString(),
  }))
}

function columnsOf(before: StoredLimit, after: StoredLimit) {
  return {
    ...splitPublicId(newPublicId(splitPublicId(after.id).jurisdiction)),
    limit_id: after.id,
    subject: after.subject,
    subject_kind: after.subjectKind,
    subject_no: after.subjectNo ?? null,
    subject_title: after.subjectTitle ?? null,
    division: after.division,
    organization_id: after.organizationId ?? null,
    title: after.limit.title,
    was_due_on: before.timing.dueOn ?? null,
    due_on: after.timing.dueOn ?? null,
    was_provisional: before.timing.provisional,
    provisional: after.timing.provisional,
  }
}
