import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Reach } from '../../kernel/index.ts'

/** The columns by which a table's rows are reached. */
export interface ReachColumns {
  readonly division: string
  readonly organization?: string
  readonly owner?: string
}

/**
 * A reach as one predicate on plain columns: `division >= lo and division < hi` is leakproof and uses an index.
 * A permit without any area and owner matches nothing.
 */
export function withinReach(reach: Reach, columns: ReachColumns): RawBuilder<boolean> {
  const parts: RawBuilder<boolean>[] = reach.areas.map((area) => {
    const range = sql<boolean>`(${sql.ref(columns.division)} >= ${area.lo} and ${sql.ref(columns.division)} < ${area.hi})`
    if (area.organizationId === undefined) return range
    if (columns.organization === undefined) return sql<boolean>`false`
    return sql<boolean>`(${range} and ${sql.ref(columns.organization)} = ${area.organizationId})`
  })
  if (reach.ownerId !== undefined && columns.owner !== undefined) {
    parts.push(sql<boolean>`${sql.ref(columns.owner)} = ${reach.ownerId}`)
  }
  return parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`
}
