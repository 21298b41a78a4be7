import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { divisionRange, joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { RosterKindAct, RosterKindChange } from '../contract/kind-changes.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import type { ColumnUse } from '../domain/kind-conflicts.ts'
import type { KindChanges, RostersTables } from './tables.ts'

/** 清单种类变更, as it is kept. */
export interface KindChange {
  readonly changeId: string
  readonly act: RosterKindAct
  readonly definition: RosterKind
  readonly division: string
  readonly isRetired: boolean
  readonly reason: string
  readonly state: RosterKindChange['state']
  readonly proposedBy: string
  readonly proposedAt: Date
  readonly decidedBy?: string
  readonly opinion?: string
  readonly version: number
}

/** What each place that ever declared or changed a kind decided last of it. */
export async function listApproved(tx: Tx): Promise<KindChange[]> {
  const rows = await tablesOf<RostersTables>(tx)
    .selectFrom('rosters.kind_changes')
    .distinctOn(['kind_key', 'division'])
    .selectAll()
    .where('state', '=', 'approved')
    .orderBy('kind_key')
    .orderBy('division')
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(fromRow)
}

export async function listChanges(tx: Tx, reach: Reach, most: number): Promise<KindChange[]> {
  const rows = await tablesOf<RostersTables>(tx)
    .selectFrom('rosters.kind_changes')
    .selectAll()
    .where(withinReach(reach, { division: 'division' }))
    .orderBy('proposed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.map(fromRow)
}

export async function findChange(tx: Tx, changeId: string): Promise<KindChange | undefined> {
  const row = await byKey(tx, changeId).executeTakeFirst()
  return row && fromRow(row)
}

/** Locks the change until the transaction ends. */
export async function lockChange(tx: Tx, changeId: string): Promise<KindChange | undefined> {
  const row = await byKey(tx, changeId).forUpdate().executeTakeFirst()
  return row && fromRow(row)
}

function byKey(tx: Tx, changeId: string) {
  const { jurisdiction, id } = splitPublicId(changeId)
  return tablesOf<RostersTables>(tx)
    .selectFrom('rosters.kind_changes')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

/** Whoever changes kinds is alone with them; whoever publishes records keeps them as they are until it is done. */
export async function takeTurn(tx: Tx, turn: 'change' | 'publish'): Promise<void> {
  const key = sql`hashtextextended('rosters.kinds', 0)`
  const lock = turn === 'change' ? sql`pg_advisory_xact_lock(${key})` : sql`pg_advisory_xact_lock_shared(${key})`
  await sql`select ${lock}`.execute(tablesOf<RostersTables>(tx))
}

export async function insertChange(tx: Tx, change: KindChange): Promise<void> {
  const { act, division, definition, reason } = change
  await tablesOf<RostersTables>(tx)
    .insertInto('rosters.kind_changes')
    .values({
      ...splitPublicId(change.changeId),
      ...{ kind_key: definition.key, act, division, reason, is_retired: change.isRetired },
      ...{ definition: JSON.stringify(definition), proposed_by: change.proposedBy, proposed_at: change.proposedAt },
    })
    .execute()
}

/** Writes how a locked change ended. */
export async function endChange(
  tx: Tx,
  changeId: string,
  end: { state: RosterKindChange['state']; by?: string; at?: Date; opinion?: string },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(changeId)
  await tablesOf<RostersTables>(tx)
    .updateTable('rosters.kind_changes')
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

/** Of which kinds a change waits, and where. */
export async function listWaiting(tx: Tx): Promise<{ key: string; division: string }[]> {
  return tablesOf<RostersTables>(tx)
    .selectFrom('rosters.kind_changes')
    .select(['kind_key as key', 'division'])
    .where('state', '=', 'proposed')
    .execute()
}

/** How many kinds were ever proposed under this beginning of a key. */
export async function countKeys(tx: Tx, beginning: string): Promise<number> {
  const row = await tablesOf<RostersTables>(tx)
    .selectFrom('rosters.kind_changes')
    .select((eb) => eb.fn.count<string>('kind_key').distinct().as('keys'))
    .where('kind_key', 'like', `${beginning}%`)
    .executeTakeFirst()
  return Number(row?.keys ?? 0)
}

/** All keys that columns of a kind ever had, in what was approved and what was not. */
export async function columnKeys(tx: Tx, kind: string): Promise<ReadonlySet<string>> {
  const rows = await tablesOf<RostersTables>(tx)
    .selectFrom('rosters.kind_changes')
    .select('definition')
    .where('kind_key', '=', kind)
    .execute()
  return new Set(rows.flatMap(({ definition }) => (definition as RosterKind).columns.map(({ key }) => key)))
}

/** Keys of columns that were personal in anything that was approved of a kind: an erasure misses none of them. */
export async function personalKeys(tx: Tx, kind: string): Promise<readonly string[]> {
  const rows = await tablesOf<RostersTables>(tx)
    .selectFrom('rosters.kind_changes')
    .select('definition')
    .where('kind_key', '=', kind)
    .where('state', '=', 'approved')
    .execute()
  return rows.flatMap(({ definition }) =>
    (definition as RosterKind).columns.filter((one) => one.isPersonal).map(({ key }) => key),
  )
}

/** What records in force say, from what everybody may read of them. */
export async function useOf(
  tx: Tx,
  { kind, division }: { kind: string; division: string },
  { filled, read }: { filled: readonly string[]; read: readonly string[] },
): Promise<ColumnUse> {
  const db = tablesOf<RostersTables>(tx)
  const { lo, hi } = divisionRange(division)
  const held = sql`v.kind = ${kind} and v.division >= ${lo} and v.division < ${hi} and v.superseded_on is null and v.act <> 'remove'`
  const inForce = sql`from rosters.record_versions v where ${held}`
  const counted = await sql<{ records: number }>`select count(*)::int as records ${inForce}`.execute(db)
  const said = await sql<{ key: string; records: number }>`
    select k.key, count(v.kind)::int as records
    from unnest(${[...filled]}::text[]) as k(key)
    join rosters.record_versions v on v.cells ? k.key
    where ${held} group by k.key`.execute(db)
  const values = new Map<string, string[]>()
  for (const key of read) {
    const found = await sql<{ value: string }>`
      select distinct v.cells->>${key} as value ${inForce} and v.cells ? ${key}`.execute(db)
    values.set(
      key,
      found.rows.map(({ value }) => value),
    )
  }
  return {
    records: counted.rows[0]?.records ?? 0,
    filled: new Map(said.rows.map(({ key, records }) => [key, records])),
    values,
  }
}

function fromRow(row: Selectable<KindChanges>): KindChange {
  return {
    changeId: joinPublicId(row.jurisdiction, row.id),
    ...{ act: row.act, division: row.division, isRetired: row.is_retired, reason: row.reason, state: row.state },
    definition: row.definition as RosterKind,
    ...{ proposedBy: row.proposed_by, proposedAt: row.proposed_at, version: row.version },
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.opinion !== null && { opinion: row.opinion }),
  }
}
