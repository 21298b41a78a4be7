import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Area, Reach } from '../../kernel/index.ts'

/** The columns by which a table's rows are reached. */
export interface ReachColumns {
  readonly division: string
  readonly organization?: string
  readonly owner?: string
  /** Where a row says by which mandate it was begun. */
  readonly mandate?: string
  /** The owning county: given, a reach within one county says so first, and an index that begins with it keeps its order. */
  readonly jurisdiction?: string
}

/**
 * A reach as one predicate on plain columns: `division >= lo and division < hi` is leakproof and uses an index.
 * A permit without any area and owner matches nothing.
 */
export function withinReach(reach: Reach, columns: ReachColumns): RawBuilder<boolean> {
  const parts: RawBuilder<boolean>[] = widest(reach.areas).map((area) => {
    const range = sql<boolean>`(${sql.ref(columns.division)} >= ${area.lo} and ${sql.ref(columns.division)} < ${area.hi})`
    if (area.organizationId === undefined) return range
    if (columns.organization === undefined) return sql<boolean>`false`
    return sql<boolean>`(${range} and ${sql.ref(columns.organization)} = ${area.organizationId})`
  })
  if (reach.ownerId !== undefined && columns.owner !== undefined) {
    parts.push(sql<boolean>`${sql.ref(columns.owner)} = ${reach.ownerId}`)
  }
  if (reach.mandateId !== undefined && columns.mandate !== undefined) {
    parts.push(sql<boolean>`${sql.ref(columns.mandate)} = ${reach.mandateId}`)
  }
  if (parts.length === 0) return sql<boolean>`false`
  const within = sql<boolean>`(${sql.join(parts, sql` or `)})`
  const county = columns.jurisdiction === undefined ? undefined : onlyCounty(reach)
  return county === undefined ? within : sql<boolean>`(${sql.ref(columns.jurisdiction!)} = ${county} and ${within})`
}

/** The one county in which the whole reach lies; of an owner nobody knows in which counties his rows are. */
function onlyCounty({ areas, ownerId, mandateId }: Reach): string | undefined {
  const counties = new Set(areas.map(({ lo }) => lo.slice(0, 6)))
  const [county] = counties
  return ownerId === undefined && mandateId === undefined && counties.size === 1 && county?.length === 6
    ? county
    : undefined
}

/** Without the areas that lie within another: a village beside its county adds nothing but work. */
function widest(areas: readonly Area[]): Area[] {
  return areas.filter(
    (area, place) =>
      !areas.some(
        (other, otherPlace) =>
          otherPlace !== place &&
          other.lo <= area.lo &&
          area.hi <= other.hi &&
          (other.organizationId === undefined || other.organizationId === area.organizationId) &&
          (!isSamePlace(other, area) || otherPlace < place),
      ),
  )
}

function isSamePlace(a: Area, b: Area): boolean {
  return a.lo === b.lo && a.hi === b.hi && a.organizationId === b.organizationId
}
