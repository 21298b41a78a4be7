import { sql } from 'kysely'
import { divisionRange, joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { ItemLayer } from '../contract/item-layer.ts'
import type { OpenChange } from '../contract/open-changes.ts'
import type { CatalogueTables } from './tables.ts'

export async function addChanges(tx: Tx, changes: readonly OpenChange[]): Promise<void> {
  if (changes.length === 0) return
  await tablesOf<CatalogueTables>(tx)
    .insertInto('catalogue.item_changes')
    .values(
      changes.map(({ itemId, contentDigest, ...change }) => ({
        basis: change.basis ?? null,
        document_no: change.documentNo ?? null,
        running_cases: change.runningCases ?? null,
        position: change.position,
        jurisdiction: splitPublicId(itemId).jurisdiction,
        item_id: splitPublicId(itemId).id,
        division: change.division,
        change: change.change,
        version: change.version ?? null,
        content_digest: contentDigest === undefined ? null : Buffer.from(contentDigest, 'hex'),
        effective_on: change.effectiveOn,
        recorded_at: change.recordedAt,
      })),
    )
    .execute()
}

export async function forgetChanges(tx: Tx): Promise<void> {
  await tablesOf<CatalogueTables>(tx).deleteFrom('catalogue.item_changes').execute()
}

export async function listChanges(
  tx: Tx,
  scope: { after: number; division?: string; layer?: ItemLayer; limit: number },
): Promise<OpenChange[]> {
  const range = scope.division === undefined ? undefined : divisionRange(scope.division)
  const rows = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.item_changes')
    .selectAll()
    .where('position', '>', scope.after)
    .$if(scope.layer !== undefined, (query) =>
      query.where(
        // An item's layer is fixed when it begins.
        sql<boolean>`exists (select from catalogue.items i where i.jurisdiction = item_changes.jurisdiction
          and i.id = item_changes.item_id and i.layer = ${scope.layer})`,
      ),
    )
    .$if(range !== undefined, (query) => query.where('division', '>=', range!.lo).where('division', '<', range!.hi))
    .orderBy('position')
    .limit(scope.limit)
    .execute()
  return rows.map((row) => ({
    position: Number(row.position),
    itemId: joinPublicId(row.jurisdiction, row.item_id),
    division: row.division,
    change: row.change,
    ...(row.version !== null && { version: row.version }),
    ...(row.content_digest !== null && { contentDigest: row.content_digest.toString('hex') }),
    effectiveOn: row.effective_on,
    recordedAt: row.recorded_at.toISOString(),
    ...(row.basis !== null && { basis: row.basis }),
    ...(row.document_no !== null && { documentNo: row.document_no }),
    ...(row.running_cases !== null && { runningCases: row.running_cases }),
  }))
}

/** Every version of these items, oldest first, with the key by which their source knows them. */
export async function readFiles(
  tx: Tx,
  itemIds: readonly string[],
): Promise<{ itemId: string; system: string; key: string; versions: FiledVersion[] }[]> {
  const asked = itemIds.map(splitPublicId)
  const answer = await sql<FileRow>`
    select i.jurisdiction, i.id, i.source_system, i.source_key, v.version, v.effective_on, v.content,
      encode(v.content_digest, 'hex') as digest
    from unnest(${asked.map((one) => one.jurisdiction)}::text[], ${asked.map((one) => one.id)}::uuid[])
      with ordinality as k(jurisdiction, id, place)
    join catalogue.items i on i.jurisdiction = k.jurisdiction and i.id = k.id
    join catalogue.item_versions v on v.jurisdiction = i.jurisdiction and v.item_id = i.id
    where i.state <> 'draft'
    order by k.place, v.version`.execute(tablesOf<CatalogueTables>(tx))
  return [...Map.groupBy(answer.rows, (row) => joinPublicId(row.jurisdiction, row.id))].map(([itemId, rows]) => ({
    itemId,
    system: rows[0]!.source_system,
    key: rows[0]!.source_key,
    versions: rows.map(({ version, effective_on, content, digest }) => ({
      version,
      effectiveOn: effective_on,
      content,
      digest,
    })),
  }))
}

export interface FiledVersion {
  readonly version: number
  readonly effectiveOn: string
  readonly content: object
  /** SHA-256 of the canonical content, hex. */
  readonly digest: string
}

interface FileRow {
  jurisdiction: string
  id: string
  source_system: string
  source_key: string
  version: number
  effective_on: string
  content: object
  digest: string
}
