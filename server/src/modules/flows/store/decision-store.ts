import { sql } from 'kysely'
import { INSTALLATION, joinPublicId, newPublicId, splitPublicId } from '../../../kernel/public-id.ts'
import { send, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Definition, DefinitionKey } from './definition-store.ts'
import type { FlowsTables } from './tables.ts'

export async function findTable(tx: Tx, key: DefinitionKey): Promise<Definition | undefined> {
  return tablesOf<FlowsTables>(tx)
    .selectFrom('flows.decision_tables')
    .select(['jurisdiction', 'id', 'version', 'name', 'xml', 'digest'])
    .where('jurisdiction', '=', key.jurisdiction)
    .where('id', '=', key.id)
    .where('version', '=', key.version)
    .executeTakeFirst()
}

/** The jurisdiction's own, else the one for everybody; without its file, which is fetched once a digest. */
export async function findUsableTable(tx: Tx, key: DefinitionKey): Promise<Omit<Definition, 'xml'> | undefined> {
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.decision_tables')
    .select(['jurisdiction', 'id', 'version', 'name', 'digest'])
    .where('jurisdiction', 'in', [key.jurisdiction, INSTALLATION])
    .where('id', '=', key.id)
    .where('version', '=', key.version)
    .execute()
  return rows.find((row) => row.jurisdiction === key.jurisdiction) ?? rows[0]
}

/** All versions that the jurisdiction may use, newest first. */
export async function listTables(tx: Tx, jurisdiction: string) {
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.decision_tables')
    .select(['jurisdiction', 'id', 'version', 'name', 'published_at'])
    .where('jurisdiction', 'in', [jurisdiction, INSTALLATION])
    .orderBy('id')
    .orderBy('version', 'desc')
    .orderBy('jurisdiction', 'desc')
    .execute()
  return rows.map(({ published_at: publishedAt, ...row }) => ({ ...row, publishedAt }))
}

/** @returns false when this version is there already */
export async function insertTable(
  tx: Tx,
  table: Definition,
  by: { at: Date; accountId: string | undefined },
): Promise<boolean> {
  const result = await tablesOf<FlowsTables>(tx)
    .insertInto('flows.decision_tables')
    .values({ ...table, published_at: by.at, published_by: by.accountId ?? null })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'id', 'version']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export interface AppliedTable {
  readonly subject: string
  readonly elementId: string | undefined
  readonly table: DefinitionKey
  /** Sealed. */
  readonly explained: Buffer
}

export function insertApplied(tx: Tx, applied: AppliedTable, at: Date): Promise<void> {
  const { jurisdiction } = splitPublicId(applied.subject)
  const insertion = tablesOf<FlowsTables>(tx)
    .insertInto('flows.applied_tables')
    .values({
      ...splitPublicId(newPublicId(jurisdiction)),
      subject: applied.subject,
      element_id: applied.elementId ?? null,
      table_jurisdiction: applied.table.jurisdiction,
      table_id: applied.table.id,
      table_version: applied.table.version,
      explained: applied.explained,
      applied_at: at,
    })
  return send(tx, insertion)
}

export interface AppliedRow extends AppliedTable {
  readonly id: string
  readonly tableName: string
  readonly appliedAt: Date
}

export async function listApplied(tx: Tx, subject: string): Promise<AppliedRow[]> {
  return (await listAppliedToAll(tx, [subject])).toReversed()
}

/** To several subjects, the newest first. */
export async function listAppliedToAll(tx: Tx, subjects: readonly string[]): Promise<AppliedRow[]> {
  if (subjects.length === 0) return []
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.applied_tables as applied')
    .innerJoin('flows.decision_tables as of', (join) =>
      join
        .onRef('of.jurisdiction', '=', 'applied.table_jurisdiction')
        .onRef('of.id', '=', 'applied.table_id')
        .onRef('of.version', '=', 'applied.table_version'),
    )
    .selectAll('applied')
    .select('of.name as table_name')
    .where('applied.jurisdiction', 'in', [...new Set(subjects.map((one) => splitPublicId(one).jurisdiction))])
    .where('applied.subject', '=', sql<string>`any(${[...subjects]}::text[])`)
    .orderBy('applied.applied_at', 'desc')
    .orderBy('applied.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: joinPublicId(row.jurisdiction, row.id),
    tableName: row.table_name,
    subject: row.subject,
    elementId: row.element_id ?? undefined,
    table: { jurisdiction: row.table_jurisdiction, id: row.table_id, version: row.table_version },
    explained: row.explained,
    appliedAt: row.applied_at,
  }))
}
