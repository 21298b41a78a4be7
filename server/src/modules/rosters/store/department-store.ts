import { sql } from 'kysely'
import { joinPublicId } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Cells } from '../domain/cells.ts'
import { openCells } from './sealed-cells.ts'
import type { RostersTables } from './tables.ts'

/** All that a department has on a list or announced, in full: for the table that it keeps it in. */
export async function recordsOfDepartment(
  ctx: Context,
  of: { kind: string; organizationId: string; most: number },
): Promise<Map<string, Cells>> {
  const answer = await sql<{ jurisdiction: string; record_id: string; cells: Cells; cells_sealed: Buffer | null }>`
    select v.jurisdiction, v.record_id, v.cells, p.cells_sealed
    from rosters.record_versions v left join rosters.people p
      on p.jurisdiction = v.jurisdiction and p.record_id = v.record_id and p.version = v.version
    where v.kind = ${of.kind} and v.organization_id = ${of.organizationId} and v.superseded_on is null and v.act <> 'remove'
    order by v.published_at, v.record_id limit ${of.most}`.execute(tablesOf<RostersTables>(ctx.tx))
  return new Map(
    answer.rows.map((row) => [
      joinPublicId(row.jurisdiction, row.record_id),
      { ...row.cells, ...openCells(ctx, row.cells_sealed) },
    ]),
  )
}
