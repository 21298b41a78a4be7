import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { Coverage, CoverageFigures, CoverageRow, ListCoverageGaps } from '../contract/coverage.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { addCoverage } from '../domain/coverage.ts'
import * as coverageStore from '../store/coverage-store.ts'
import type { CountedPlace, CoverageScope } from '../store/coverage-store.ts'
import { powerTypesOf } from './power-types.ts'

export type CoverageContext = Context & {
  readonly organizations: Pick<OrganizationsApi, 'lettersInForce' | 'divisionName'>
}

/** 覆盖指标: counted from the versions that hold today and the letters that are in force. */
export async function getCoverage(ctx: CoverageContext): Promise<CoverageFigures> {
  const rows = await coverageStore.countByPlace(ctx.tx, await coverageScope(ctx))
  const types = await powerTypesOf(ctx)
  const byDivision = summed(rows, (row) => [row.division, row.division])
  const divisions = await Promise.all(
    byDivision.map(async (row) => ({ ...row, name: await ctx.organizations.divisionName(ctx, row.id) })),
  )
  const byType = summed(rows, (row) => [row.powerType, types.titleOf(row.powerType)])
  const inOrder = types.all().map(({ key }) => key)
  return {
    total: addCoverage(rows.map(({ coverage }) => coverage)),
    organizations: summed(rows, (row) => [row.organizationId, row.organizationName]),
    divisions,
    types: byType.toSorted((a, b) => inOrder.indexOf(a.id) - inOrder.indexOf(b.id)),
    cells: summed(rows, (row) => [`${row.organizationId} ${row.powerType}`, '']).map(({ id, coverage }) => {
      const [organizationId = '', powerType = ''] = id.split(' ')
      return { organizationId, powerType, coverage }
    }),
  }
}

export async function listCoverageGaps(
  ctx: CoverageContext,
  { page = 1, pageSize = 20, ...asked }: InputOf<typeof ListCoverageGaps>,
): Promise<OutputOf<typeof ListCoverageGaps>> {
  const scope = { ...(await coverageScope(ctx)), ...asked, limit: pageSize, offset: (page - 1) * pageSize }
  const { items, total } = await coverageStore.listGaps(ctx.tx, scope)
  return { items: items.map(({ lacks: _all, powerType: _type, ...item }) => item), total, page, pageSize }
}

export async function coverageScope(ctx: CoverageContext): Promise<CoverageScope> {
  const letters = await ctx.organizations.lettersInForce(ctx, { power: 'approve', on: ctx.today })
  return { reach: ctx.permit.reach(cataloguePermits.figures.name), today: ctx.today, letters }
}

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
