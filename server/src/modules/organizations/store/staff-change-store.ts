import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { calendarDate, joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { nameKeys, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { BeginningPost, StaffChange } from '../domain/staff-change.ts'
import type { OrganizationsTables, StaffChanges } from './tables.ts'

/** False when another change of this official waits already. */
export async function insert(tx: Tx, change: StaffChange): Promise<boolean> {
  const result = await tablesOf<OrganizationsTables>(tx)
    .insertInto('organizations.staff_changes')
    .values({
      ...splitPublicId(change.id),
      kind: change.kind,
      staff_id: splitPublicId(change.staffId).id,
      division: change.division,
      effective_on: change.effectiveOn,
      is_emergency: change.isEmergency,
      ends: change.ends.map((postId) => splitPublicId(postId).id),
      begins: JSON.stringify(change.begins),
      organization_id: change.organizationId === undefined ? null : splitPublicId(change.organizationId).id,
      successor_id: change.successorId ?? null,
      proposed_by: change.proposedBy,
      proposed_at: change.proposedAt,
      decided_by: null,
      decided_at: null,
      carried_out_at: change.carriedOutAt ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Locks the row until the transaction ends. */
export async function lock(tx: Tx, changeId: string): Promise<StaffChange | undefined> {
  const row = await byKey(tx, changeId).forUpdate().executeTakeFirst()
  return row && fromRow(row)
}

export async function find(tx: Tx, changeId: string): Promise<StaffChange | undefined> {
  const row = await byKey(tx, changeId).executeTakeFirst()
  return row && fromRow(row)
}

/** The change that waits for a decision or its day, locked: what comes faster takes its place. */
export async function lockOpen(tx: Tx, staffId: string): Promise<StaffChange | undefined> {
  const { jurisdiction, id } = splitPublicId(staffId)
  nameKeys(tx, [staffId])
  const row = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.staff_changes')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('staff_id', '=', id)
    .where('state', 'in', ['proposed', 'confirmed'])
    .where('carried_out_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row && fromRow(row)
}

/** Confirmed changes of these officials that wait for their day: one each at most. */
export async function listToCome(tx: Tx, staffIds: readonly string[]): Promise<StaffChange[]> {
  if (staffIds.length === 0) return []
  nameKeys(tx, [...staffIds])
  const keys = staffIds.map(splitPublicId)
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.staff_changes')
    .selectAll()
    .where(
      sql<boolean>`(jurisdiction, staff_id) in (select * from unnest(${keys.map((key) => key.jurisdiction)}::text[], ${keys.map((key) => key.id)}::uuid[]))`,
    )
    .where('state', '=', 'confirmed')
    .where('carried_out_at', 'is', null)
    .execute()
  return rows.map(fromRow)
}

export async function decide(
  tx: Tx,
  changeId: string,
  decision: { state: 'confirmed' | 'refused' | 'cancelled'; by: string; at: Date; effectiveOn?: CalendarDate },
): Promise<void> {
  const { state, by, at, effectiveOn } = decision
  await update(tx, changeId)
    .set({ state, decided_by: by, decided_at: at, ...(effectiveOn && { effective_on: effectiveOn }) })
    .execute()
}

export async function noteCarriedOut(tx: Tx, changeId: string, at: Date): Promise<void> {
  await update(tx, changeId).set({ carried_out_at: at }).execute()
}

/** Confirmed ones whose day has come. */
export async function listDue(tx: Tx, today: CalendarDate, limit: number): Promise<string[]> {
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.staff_changes')
    .select(['jurisdiction', 'id'])
    .where('state', '=', 'confirmed')
    .where('carried_out_at', 'is', null)
    .where('effective_on', '<=', today)
    .orderBy('effective_on')
    .limit(limit)
    .execute()
  return rows.map((row) => joinPublicId(row.jurisdiction, row.id))
}

/** The newest first. */
export async function list(
  tx: Tx,
  page: {
    reach: Reach
    state: 'proposed' | 'decided' | undefined
    kind?: StaffChange['kind'] | undefined
    /** Only of these officials. */
    staffIds?: readonly string[] | undefined
    /** The last row of the page before. */
    after: StaffChange | undefined
    limit: number
  },
): Promise<StaffChange[]> {
  const { reach, state, kind, staffIds, after, limit } = page
  let query = tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.staff_changes')
    .selectAll()
    .where(withinReach(reach, { division: 'division' }))
    .orderBy('proposed_at', 'desc')
    .orderBy('id')
    .limit(limit)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (staffIds !== undefined) {
    query = query.where(sql<boolean>`jurisdiction || '-' || staff_id::text = any (${[...staffIds]}::text[])`)
  }
  if (state !== undefined) query = query.where('state', state === 'proposed' ? '=' : '<>', 'proposed')
  if (after) {
    const { proposedAt, id } = { ...after, id: splitPublicId(after.id).id }
    query = query.where((eb) =>
      eb.or([eb('proposed_at', '<', proposedAt), eb.and([eb('proposed_at', '=', proposedAt), eb('id', '>', id)])]),
    )
  }
  return (await query.execute()).map(fromRow)
}

function update(tx: Tx, changeId: string) {
  const { jurisdiction, id } = splitPublicId(changeId)
  return tablesOf<OrganizationsTables>(tx)
    .updateTable('organizations.staff_changes')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

function byKey(tx: Tx, changeId: string) {
  const { jurisdiction, id } = splitPublicId(changeId)
  return tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.staff_changes')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

function fromRow(row: Selectable<StaffChanges>): StaffChange {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    kind: row.kind,
    staffId: joinPublicId(row.jurisdiction, row.staff_id),
    division: row.division,
    effectiveOn: calendarDate(row.effective_on),
    isEmergency: row.is_emergency,
    ends: row.ends.map((id) => joinPublicId(row.jurisdiction, id)),
    begins: row.begins as BeginningPost[],
    state: row.state,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    version: row.version,
    ...(row.organization_id !== null && { organizationId: joinPublicId(row.jurisdiction, row.organization_id) }),
    ...(row.successor_id !== null && { successorId: row.successor_id }),
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.carried_out_at !== null && { carriedOutAt: row.carried_out_at }),
  }
}
