import { sql } from 'kysely'
import type { RawBuilder, Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { send, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import type { RecordAct } from '../domain/batch.ts'
import { nameOf, personOf, placeOf, publicCells, splitCells } from '../domain/cells.ts'
import type { Cells } from '../domain/cells.ts'
import { citizenIdBlind, nameBlind, openCells, sealCells } from './sealed-cells.ts'
import type { RecordVersions, RostersTables } from './tables.ts'

/** 清单记录的版本, as it was published. Its cells are the public's: of people a family name. */
export interface RecordVersion {
  readonly recordId: string
  readonly version: number
  readonly kind: string
  readonly division: string
  readonly organizationId: string
  readonly organizationName: string
  readonly act: RecordAct
  readonly name: string
  readonly cells: Cells
  readonly reason?: string
  readonly effectiveOn: CalendarDate
  readonly publishedAt: Date
}

/** A version to be published, with all that it says. */
export interface NewRecordVersion {
  readonly recordId: string
  readonly version: number
  readonly division: string
  readonly organizationId: string
  readonly organizationName: string
  readonly act: RecordAct
  readonly cells: Cells
  readonly reason?: string | undefined
  readonly effectiveOn: CalendarDate
  readonly batchId?: string
}

/** By the record's id; what was removed is among them. */
export async function newestOf(tx: Tx, recordIds: readonly string[]): Promise<Map<string, RecordVersion>> {
  const rows = await select(tx, recordIds).where('superseded_on', 'is', null).execute()
  return new Map(rows.map((row) => [joinPublicId(row.jurisdiction, row.record_id), versionOf(row)]))
}

/** The same, held until the end of the act. */
export async function lockNewestOf(tx: Tx, recordIds: readonly string[]): Promise<Map<string, RecordVersion>> {
  const rows = await select(tx, recordIds).where('superseded_on', 'is', null).orderBy('record_id').forUpdate().execute()
  return new Map(rows.map((row) => [joinPublicId(row.jurisdiction, row.record_id), versionOf(row)]))
}

/** The newest first. */
export async function versionsOf(tx: Tx, recordId: string): Promise<RecordVersion[]> {
  const rows = await select(tx, [recordId]).orderBy('version', 'desc').execute()
  return rows.map(versionOf)
}

function select(tx: Tx, recordIds: readonly string[]) {
  const keys = recordIds.map(splitPublicId)
  return tablesOf<RostersTables>(tx)
    .selectFrom('rosters.record_versions')
    .selectAll()
    .where('jurisdiction', 'in', [...new Set(keys.map(({ jurisdiction }) => jurisdiction)), ''])
    .where(sql<boolean>`record_id = any(${keys.map(({ id }) => id)}::uuid[])`)
}

/** What newest versions say of people, opened: by the record's id. Behind the wall. */
export async function peopleOf(ctx: Context, versions: readonly RecordVersion[]): Promise<Map<string, Cells>> {
  if (versions.length === 0) return new Map()
  const ids = versions.map(({ recordId }) => splitPublicId(recordId).id)
  const rows = await tablesOf<RostersTables>(ctx.tx)
    .selectFrom('rosters.people')
    .select(['jurisdiction', 'record_id', 'version', 'cells_sealed'])
    .where(sql<boolean>`record_id = any(${ids}::uuid[])`)
    .execute()
  const wanted = new Map(versions.map(({ recordId, version }) => [recordId, version]))
  return new Map(
    rows.flatMap((row) => {
      const recordId = joinPublicId(row.jurisdiction, row.record_id)
      return wanted.get(recordId) === row.version ? [[recordId, openCells(ctx, row.cells_sealed)] as const] : []
    }),
  )
}

/** Publishes a version; the one before ends on the day on which it begins. */
export async function insertVersion(ctx: Context, kind: RosterKind, version: NewRecordVersion): Promise<void> {
  const db = tablesOf<RostersTables>(ctx.tx)
  const { jurisdiction, id } = splitPublicId(version.recordId)
  const { division, organizationId, effectiveOn, cells, batchId } = version
  await db
    .updateTable('rosters.record_versions')
    .set({ superseded_on: effectiveOn })
    .where('jurisdiction', '=', jurisdiction)
    .where('record_id', '=', id)
    .where('superseded_on', 'is', null)
    .execute()
  const key = { jurisdiction, record_id: id, version: version.version }
  const shown = publicCells(kind, cells)
  await db
    .insertInto('rosters.record_versions')
    .values({
      ...key,
      kind: kind.key,
      division,
      organization_id: organizationId,
      organization_name: version.organizationName,
      place: placeOf(kind, cells, division),
      act: version.act,
      name: nameOf(kind, shown),
      cells: JSON.stringify(shown),
      reason: version.reason ?? null,
      effective_on: effectiveOn,
      published_at: ctx.now,
      batch_id: batchId === undefined ? null : splitPublicId(batchId).id,
    })
    .execute()
  const cellsSealed = sealCells(ctx, splitCells(kind, cells).personal)
  if (cellsSealed === null) return
  const { citizenId, name } = personOf(kind, cells)
  await db
    .insertInto('rosters.people')
    .values({
      ...key,
      division,
      organization_id: organizationId,
      cells_sealed: cellsSealed,
      citizen_id_blind: citizenId === undefined ? null : citizenIdBlind(ctx, citizenId),
      name_blind: name === undefined ? null : nameBlind(ctx, name),
    })
    .execute()
}

export interface AskedRecords {
  readonly kind: string
  readonly reach: Reach
  /** A word of what is public; or a whole name or number, by which a person is found. */
  readonly q?: string | undefined
  readonly limit: number
  readonly offset: number
}

/** The newest versions of what is on a list or announced, by department and name. */
export async function listNewest(
  ctx: Context,
  asked: AskedRecords,
): Promise<{ versions: RecordVersion[]; total: number; foundPerson: boolean }> {
  const { q } = asked
  const person = q === undefined ? undefined : await personMatches(ctx, q)
  const from = tablesOf<RostersTables>(ctx.tx)
    .selectFrom('rosters.record_versions as v')
    .where('v.kind', '=', asked.kind)
    .where('v.superseded_on', 'is', null)
    .where('v.act', '<>', 'remove')
    .where(withinReach(asked.reach, { division: 'v.division', organization: 'v.organization_id' }))
    .$if(q !== undefined, (query) => query.where(person?.where ?? matches(sql.ref('v.cells'), q!)))
  const rows = await from
    .selectAll()
    .orderBy('v.organization_name')
    .orderBy('v.name')
    .orderBy('v.record_id')
    .limit(asked.limit)
    .offset(asked.offset)
    .execute()
  const counted = await from.select(sql<string>`count(*)`.as('total')).executeTakeFirst()
  return { versions: rows.map(versionOf), total: Number(counted?.total ?? 0), foundPerson: person !== undefined }
}

/** A word in any cell, or in those of some columns: in the values, not in what the columns are called. */
export function matches(cells: RawBuilder<unknown>, q: string, columns?: readonly string[]): RawBuilder<boolean> {
  const pattern = `%${q.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const among = columns === undefined ? sql`true` : sql`cell.key = any(${[...columns]}::text[])`
  return sql<boolean>`exists (select from jsonb_each_text(${cells}) as cell where cell.value ilike ${pattern} and ${among})`
}

/** Records whose person has exactly this number or this name. */
async function personMatches(ctx: Context, q: string): Promise<{ where: RawBuilder<boolean> } | undefined> {
  const word = q.trim()
  const blinds = [citizenIdBlind(ctx, word.toUpperCase()), nameBlind(ctx, word)]
  const rows = await tablesOf<RostersTables>(ctx.tx)
    .selectFrom('rosters.people')
    .select('record_id')
    .where(sql<boolean>`(citizen_id_blind = ${blinds[0]} or name_blind = ${blinds[1]})`)
    .limit(500)
    .execute()
  if (rows.length === 0) return undefined
  return { where: sql<boolean>`v.record_id = any(${rows.map(({ record_id: id }) => id)}::uuid[])` }
}

/** How many records each list has within reach. */
export async function countByKind(tx: Tx, reach: Reach): Promise<Map<string, number>> {
  const rows = await tablesOf<RostersTables>(tx)
    .selectFrom('rosters.record_versions')
    .select(['kind', sql<number>`count(*)::int`.as('records')])
    .where('superseded_on', 'is', null)
    .where('act', '<>', 'remove')
    .where(withinReach(reach, { division: 'division', organization: 'organization_id' }))
    .groupBy('kind')
    .execute()
  return new Map(rows.map(({ kind, records }) => [kind, records]))
}

export interface HeldRecord extends RecordVersion {
  readonly personal: Cells
}

/** Every record under this number, in its newest version; the number must be proved by whoever asks. */
export async function recordsOfPerson(ctx: Context, citizenId: string): Promise<HeldRecord[]> {
  const blind = citizenIdBlind(ctx, citizenId)
  // The wall's own question: it shows nothing but records of this one person, wherever they are.
  await send(ctx.tx, sql`select set_config('yiwang.roster_person', ${blind.toString('hex')}, true)`)
  const rows = await tablesOf<RostersTables>(ctx.tx)
    .selectFrom('rosters.people')
    .select(['jurisdiction', 'record_id', 'version', 'cells_sealed'])
    .where('citizen_id_blind', '=', blind)
    .orderBy('version', 'desc')
    .execute()
  await send(ctx.tx, sql`select set_config('yiwang.roster_person', '', true)`)
  const found = new Map(rows.toReversed().map((row) => [joinPublicId(row.jurisdiction, row.record_id), row]))
  const newest = await newestOf(ctx.tx, [...found.keys()])
  return [...newest].map(([recordId, version]) => ({
    ...version,
    personal: openCells(ctx, found.get(recordId)!.cells_sealed),
  }))
}

/** Whether a record within reach is this person's. */
export async function isOfPerson(ctx: Context, recordId: string, citizenId: string): Promise<boolean> {
  const { jurisdiction, id } = splitPublicId(recordId)
  const row = await tablesOf<RostersTables>(ctx.tx)
    .selectFrom('rosters.people')
    .select('record_id')
    .where('jurisdiction', '=', jurisdiction)
    .where('record_id', '=', id)
    .where('citizen_id_blind', '=', citizenIdBlind(ctx, citizenId))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes what a record says of a person out of all its versions. */
export async function erasePerson(
  ctx: Context,
  { kind, personal }: { kind: RosterKind; personal: readonly string[] },
  recordId: string,
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(recordId)
  const db = tablesOf<RostersTables>(ctx.tx)
  await db.deleteFrom('rosters.people').where('jurisdiction', '=', jurisdiction).where('record_id', '=', id).execute()
  await db
    .updateTable('rosters.record_versions')
    .set({ cells: sql`cells - ${[...personal]}::text[]`, erased_at: ctx.now })
    .$if(kind.columns[0]?.isPersonal ?? false, (query) => query.set({ name: '' }))
    .where('jurisdiction', '=', jurisdiction)
    .where('record_id', '=', id)
    .execute()
}

function versionOf(row: Selectable<RecordVersions>): RecordVersion {
  return {
    recordId: joinPublicId(row.jurisdiction, row.record_id),
    version: row.version,
    kind: row.kind,
    division: row.division,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    act: row.act,
    name: row.name,
    cells: row.cells as Cells,
    ...(row.reason !== null && { reason: row.reason }),
    effectiveOn: row.effective_on as CalendarDate,
    publishedAt: row.published_at,
  }
}
