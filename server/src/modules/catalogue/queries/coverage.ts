import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { Coverage, CoverageRow, GetCoverage, ListCoverageGaps } from '../contract/coverage.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { addCoverage } from '../domain/coverage.ts'
import * as coverageStore from '../store/coverage-store.ts'
import type { CoverageScope } from '../store/coverage-store.ts'

type CoverageContext = Context & { readonly organizations: Pick<OrganizationsApi, 'lettersInForce' | 'divisionName'> }

/** 覆盖指标: counted from the versions that hold today and the letters that are in force. */
export async function getCoverage(ctx: CoverageContext): Promise<OutputOf<typeof GetCoverage>> {
  const rows = await coverageStore.countByPlace(ctx.tx, await scopeOf(ctx))
  const organizations = summed(rows, (row) => [row.organizationId, row.organizationName])
  const byDivision = summed(rows, (row) => [row.division, row.division])
  const divisions = await Promise.all(
    byDivision.map(async (row) => ({ ...row, name: await ctx.organizations.divisionName(ctx, row.id) })),
  )
  return { total: addCoverage(rows.map(({ coverage }) => coverage)), organizations, divisions }
}

export async function listCoverageGaps(
  ctx: CoverageContext,
  { page = 1, pageSize = 20, ...asked }: InputOf<typeof ListCoverageGaps>,
): Promise<OutputOf<typeof ListCoverageGaps>> {
  const scope = { ...(await scopeOf(ctx)), ...asked, limit: pageSize, offset: (page - 1) * pageSize }
  return { ...(await coverageStore.listGaps(ctx.tx, scope)), page, pageSize }
}

async function scopeOf(ctx: CoverageContext): Promise<CoverageScope> {
  const letters = await ctx.organizations.lettersInForce(ctx, { power: 'approve', on: ctx.today })
  return { reach: ctx.permit.reach(cataloguePermits.figures.name), today: ctx.today, letters }
}

type CountedPlace = Awaited<ReturnType<typeof coverageStore.countByPlace>>[number]

function summed(
  rows: readonly CountedPlace[],
  keyOf: (row: CountedPlace) => [id: string, name: string],
): CoverageRow[] {
  const places = new Map<string, { name: string; parts: Coverage[] }>()
  for (const row of rows) {
    const [id, name] = keyOf(row)
    const place = places.get(id) ?? { name, parts: [] }
    place.parts.push(row.coverage)
    places.set(id, place)
  }
  return [...places].map(([id, { name, parts }]) => ({ id, name, coverage: addCoverage(parts) }))
}
