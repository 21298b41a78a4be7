import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { PowerTypeChangeKind } from '../contract/power-types.ts'
import type { PowerTypeEntry } from '../domain/power-types.ts'
import type { CatalogueTables, PowerTypeChanges } from './tables.ts'

export interface StoredChange extends PowerTypeEntry {
  readonly changeId: string
  readonly kind: PowerTypeChangeKind
  readonly reason: string
  readonly state: 'proposed' | 'approved' | 'refused' | 'withdrawn'
  /** Absent: it came with the platform. */
  readonly proposedBy?: string
  readonly proposedAt: Date
  readonly decidedBy?: string
  readonly opinion?: string
  readonly version: number
}

/** What was decided last of each type that was ever declared. */
export async function listDeclared(tx: Tx): Promise<PowerTypeEntry[]> {
  const rows = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.power_type_changes')
    .distinctOn('type_key')
    .selectAll()
    .where('state', '=', 'approved')
    .orderBy('type_key')
    .orderBy('decided_at', 'desc')
    .execute()
  return rows.map(entryOf)
}

export async function listChanges(tx: Tx, reach: Reach, most: number): Promise<StoredChange[]> {
  const rows = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.power_type_changes')
    .selectAll()
    .where((eb) => eb.or([eb('division', '=', '000000'), withinReach(reach, { division: 'division' })]))
    .where('proposed_by', 'is not', null)
    .orderBy('proposed_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(fromRow)
}

/** Locks the change until the transaction ends. */
export async function lockChange(tx: Tx, changeId: string): Promise<StoredChange | undefined> {
  const row = await byKey(tx, changeId).forUpdate().executeTakeFirst()
  return row && fromRow(row)
}

export async function findChange(tx: Tx, changeId: string): Promise<StoredChange | undefined> {
  const row = await byKey(tx, changeId).executeTakeFirst()
  return row && fromRow(row)
}

function byKey(tx: Tx, changeId: string) {
  const { jurisdiction, id } = splitPublicId(changeId)
  return tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.power_type_changes')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

/** Two who declare types at once are taken one after the other, so that neither takes the other's code. */
export async function takeTurn(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('catalogue.power_types', 0))`.execute(
    tablesOf<CatalogueTables>(tx),
  )
}

export async function hasOpenChange(tx: Tx, key: string): Promise<boolean> {
  const row = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.power_type_changes')
    .select('id')
    .where('type_key', '=', key)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertChange(tx: Tx, change: StoredChange): Promise<void> {
  await tablesOf<CatalogueTables>(tx)
    .insertInto('catalogue.power_type_changes')
    .values({
      ...splitPublicId(change.changeId),
      ...{ type_key: change.key, kind: change.kind, division: change.division, code: change.code },
      ...{ title: change.title, abbreviation: change.abbreviation, is_power: change.isPower },
      ...{ is_retired: change.isRetired, reason: change.reason },
      proposed_by: change.proposedBy ?? null,
      proposed_at: change.proposedAt,
    })
    .execute()
}

/** Writes how a locked change ended. */
export async function endChange(
  tx: Tx,
  changeId: string,
  end: { state: StoredChange['state']; by?: string; at?: Date; opinion?: string },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(changeId)
  await tablesOf<CatalogueTables>(tx)
    .updateTable('catalogue.power_type_changes')
    .set((eb) => ({
      state: end.state,
      decided_by: end.by ?? null,
      decided_at: end.at ?? null,
      opinion: end.opinion ?? null,
      version: eb('version', '+', 1),
    }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** Whether any version of any item was ever published under it. */
export async function isUsed(tx: Tx, key: string): Promise<boolean> {
  const answer =
    await sql`select 1 from catalogue.item_versions v where v.content->>'powerType' = ${key} limit 1`.execute(
      tablesOf<CatalogueTables>(tx),
    )
  return answer.rows.length > 0
}

/** How many items that can be found on a day are of each type. */
export async function countByType(tx: Tx, today: CalendarDate): Promise<ReadonlyMap<string, number>> {
  const answer = await sql<{ power_type: string; items: number }>`
    select e.power_type, count(*)::int as items from catalogue.search_entries e
    where e.from_on <= ${today}::date and (e.until_on is null or e.until_on > ${today}::date)
    group by e.power_type`.execute(tablesOf<CatalogueTables>(tx))
  return new Map(answer.rows.map((row) => [row.power_type, row.items]))
}

function entryOf(row: Selectable<PowerTypeChanges>): PowerTypeEntry {
  const { type_key: key, code, title, abbreviation, is_power: isPower, is_retired: isRetired, division } = row
  return { key, code, title, abbreviation, isPower, isRetired, division }
}

function fromRow(row: Selectable<PowerTypeChanges>): StoredChange {
  return {
    ...entryOf(row),
    changeId: joinPublicId(row.jurisdiction, row.id),
    ...{ kind: row.kind, reason: row.reason, state: row.state, proposedAt: row.proposed_at, version: row.version },
    ...(row.proposed_by !== null && { proposedBy: row.proposed_by }),
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.opinion !== null && { opinion: row.opinion }),
  }
}
