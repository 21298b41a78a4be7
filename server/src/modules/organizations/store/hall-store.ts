import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { HallContent } from '../contract/hall.ts'
import type { Halls, OrganizationsTables } from './tables.ts'

/** A hall as it is kept. */
export interface Hall {
  readonly id: string
  readonly organizationId: string
  readonly division: string
  readonly content: HallContent
  readonly isDemo: boolean
  readonly version: number
}

export async function find(tx: Tx, ids: readonly string[]): Promise<Hall[]> {
  if (ids.length === 0) return []
  const keys = ids.map(splitPublicId)
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.halls')
    .selectAll()
    .where(
      sql<boolean>`(jurisdiction, id) in (select * from unnest(${keys.map((key) => key.jurisdiction)}::text[], ${keys.map((key) => key.id)}::uuid[]))`,
    )
    .execute()
  return rows.map(fromRow)
}

/** Locks the row until the transaction ends. */
export async function lock(tx: Tx, hallId: string): Promise<Hall | undefined> {
  const { jurisdiction, id } = splitPublicId(hallId)
  const row = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.halls')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && fromRow(row)
}

const MOST_LISTED = 500

/** Those in use, of a place and below it. */
export async function listInUse(tx: Tx, range: { lo: string; hi: string }): Promise<Hall[]> {
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.halls')
    .selectAll()
    .where('division', '>=', range.lo)
    .where('division', '<', range.hi)
    .where('in_use', '=', true)
    .orderBy('division')
    .orderBy('name')
    .limit(MOST_LISTED)
    .execute()
  return rows.map(fromRow)
}

export async function listWithin(tx: Tx, reach: Reach): Promise<Hall[]> {
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.halls')
    .selectAll()
    .where(withinReach(reach, { division: 'division' }))
    .orderBy('division')
    .orderBy('name')
    .limit(MOST_LISTED)
    .execute()
  return rows.map(fromRow)
}

/** False when the organization has a hall of that name already. */
export async function insert(tx: Tx, { id, organizationId, division, content, isDemo }: Hall): Promise<boolean> {
  const result = await tablesOf<OrganizationsTables>(tx)
    .insertInto('organizations.halls')
    .values({
      ...splitPublicId(id),
      organization_id: splitPublicId(organizationId).id,
      division,
      name: content.name,
      content: JSON.stringify(content),
      in_use: content.inUse,
      is_demo: isDemo,
    })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'organization_id', 'name']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Of a hall that is locked. */
export async function save(tx: Tx, { id, content, version }: Pick<Hall, 'id' | 'content' | 'version'>): Promise<void> {
  const key = splitPublicId(id)
  await tablesOf<OrganizationsTables>(tx)
    .updateTable('organizations.halls')
    .set({ name: content.name, content: JSON.stringify(content), in_use: content.inUse, version })
    .where('jurisdiction', '=', key.jurisdiction)
    .where('id', '=', key.id)
    .execute()
}

/** Whether another hall of the organization has the name. */
export async function isNameTaken(
  tx: Tx,
  of: Pick<Hall, 'id' | 'organizationId'> & { name: string },
): Promise<boolean> {
  const { jurisdiction, id } = splitPublicId(of.id)
  const row = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.halls')
    .select('id')
    .where('jurisdiction', '=', jurisdiction)
    .where('organization_id', '=', splitPublicId(of.organizationId).id)
    .where('name', '=', of.name)
    .where('id', '<>', id)
    .executeTakeFirst()
  return row !== undefined
}

function fromRow(row: Selectable<Halls>): Hall {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    organizationId: joinPublicId(row.jurisdiction, row.organization_id),
    division: row.division,
    content: row.content as HallContent,
    isDemo: row.is_demo,
    version: row.version,
  }
}
