import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { OrganizationView, WindowView } from '../contract/organization.ts'
import type { Organizations, OrganizationsTables } from './tables.ts'

export async function findOrganizations(tx: Tx, ids: readonly string[]): Promise<OrganizationView[]> {
  if (ids.length === 0) return []
  const keys = ids.map(splitPublicId)
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.organizations')
    .selectAll()
    .where(
      sql<boolean>`(jurisdiction, id) in (select * from unnest(${keys.map((key) => key.jurisdiction)}::text[], ${keys.map((key) => key.id)}::uuid[]))`,
    )
    .execute()
  return rows.map(fromRow)
}

export async function findByCode(tx: Tx, jurisdiction: string, code: string): Promise<OrganizationView | undefined> {
  const row = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.organizations')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('code', '=', code)
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function findByName(tx: Tx, jurisdiction: string, name: string): Promise<OrganizationView | undefined> {
  const row = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.organizations')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('name', '=', name)
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function listInRange(tx: Tx, range: { lo: string; hi: string }): Promise<OrganizationView[]> {
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.organizations')
    .selectAll()
    .where('division', '>=', range.lo)
    .where('division', '<', range.hi)
    .orderBy('division')
    .orderBy('code')
    .limit(1_000)
    .execute()
  return rows.map(fromRow)
}

/** Those that an administrator reaches. */
export async function listWithin(tx: Tx, reach: Reach): Promise<OrganizationView[]> {
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.organizations')
    .selectAll()
    .where(withinReach(reach, { division: 'division' }))
    .orderBy('division')
    .orderBy('code')
    .limit(1_000)
    .execute()
  return rows.map(fromRow)
}

export async function insert(tx: Tx, organization: OrganizationView): Promise<void> {
  const { id, isDemo, ...columns } = organization
  await tablesOf<OrganizationsTables>(tx)
    .insertInto('organizations.organizations')
    .values({ ...splitPublicId(id), ...columns, is_demo: isDemo })
    .execute()
}

export async function listWindows(tx: Tx, range: { lo: string; hi: string }): Promise<WindowView[]> {
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.windows as w')
    .innerJoin('organizations.organizations as o', (join) =>
      join.onRef('o.jurisdiction', '=', 'w.jurisdiction').onRef('o.id', '=', 'w.organization_id'),
    )
    .selectAll('w')
    .select('o.name as organization_name')
    .where('w.division', '>=', range.lo)
    .where('w.division', '<', range.hi)
    .orderBy('w.division')
    .orderBy('w.position')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    id: joinPublicId(row.jurisdiction, row.id),
    organizationId: joinPublicId(row.jurisdiction, row.organization_id),
    organizationName: row.organization_name,
    name: row.name,
    hours: row.hours,
    address: row.address,
    division: row.division,
    isDemo: row.is_demo,
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.traffic !== null && { traffic: row.traffic }),
  }))
}

/** False when the organization has a window of that name already. */
export async function insertWindow(
  tx: Tx,
  { window, position }: { window: Omit<WindowView, 'organizationName'>; position: number },
): Promise<boolean> {
  const { id, organizationId, isDemo, ...columns } = window
  const result = await tablesOf<OrganizationsTables>(tx)
    .insertInto('organizations.windows')
    .values({
      ...splitPublicId(id),
      ...columns,
      organization_id: splitPublicId(organizationId).id,
      is_demo: isDemo,
      position,
    })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'organization_id', 'name']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

function fromRow(row: Selectable<Organizations>): OrganizationView {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    code: row.code,
    name: row.name,
    kind: row.kind,
    division: row.division,
    isDemo: row.is_demo,
    ...(row.address !== null && { address: row.address }),
    ...(row.phone !== null && { phone: row.phone }),
  }
}
