import { sql } from 'kysely'
import { jurisdictionOf } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Division } from '../domain/division.ts'
import type { Divisions, OrganizationsTables } from './tables.ts'

export async function findMany(tx: Tx, codes: readonly string[]): Promise<Division[]> {
  if (codes.length === 0) return []
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.divisions')
    .selectAll()
    .where('code', '=', sql<string>`any(${[...codes]}::text[])`)
    .orderBy('code')
    .execute()
  return rows.map(fromRow)
}

/** The provinces when no parent is given. */
export async function listChildren(tx: Tx, parent: string | undefined): Promise<Division[]> {
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.divisions')
    .selectAll()
    .where('parent', parent === undefined ? 'is' : '=', parent ?? null)
    .orderBy('code')
    .execute()
  return rows.map(fromRow)
}

/** Inserts or replaces; one statement for the whole batch, however large. */
export async function saveAll(tx: Tx, divisions: readonly Division[]): Promise<void> {
  if (divisions.length === 0) return
  const column = <T>(pick: (division: Division) => T): T[] => divisions.map(pick)
  await sql`insert into organizations.divisions (jurisdiction, code, name, level, parent, kind)
    select * from unnest(${column((one) => jurisdictionOf(one.code))}::text[], ${column((one) => one.code)}::text[],
      ${column((one) => one.name)}::text[], ${column((one) => one.level)}::smallint[],
      ${column((one) => one.parent ?? null)}::text[], ${column((one) => one.kind)}::text[])
    on conflict (jurisdiction, code) do update set name = excluded.name, level = excluded.level, parent = excluded.parent,
      kind = excluded.kind`.execute(tablesOf<OrganizationsTables>(tx))
}

function fromRow(row: Divisions): Division {
  return {
    code: row.code,
    name: row.name,
    level: row.level as Division['level'],
    kind: row.kind,
    ...(row.parent !== null && { parent: row.parent }),
  }
}
