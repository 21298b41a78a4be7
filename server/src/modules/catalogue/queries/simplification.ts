import { calendarDate } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { cataloguePermits } from '../contract/permits.ts'
import type { GetSimplification, ListSimplifiedItems, Simplified } from '../contract/simplification.ts'
import { sumOf } from '../domain/simplification.ts'
import * as simplificationStore from '../store/simplification-store.ts'
import type { AccountScope } from '../store/simplification-store.ts'

/** 精简账: computed from the versions that held on either day, never typed in. */
export async function getSimplification(
  ctx: Context,
  input: InputOf<typeof GetSimplification>,
): Promise<OutputOf<typeof GetSimplification>> {
  const organizations = await simplificationStore.sumByOrganization(ctx.tx, scopeOf(ctx, input))
  const total: Simplified = sumOf(organizations.map(({ simplified }) => simplified))
  return { from: input.from, to: input.to, total, organizations }
}

export async function listSimplifiedItems(
  ctx: Context,
  { page = 1, pageSize = 20, change, ...asked }: InputOf<typeof ListSimplifiedItems>,
): Promise<OutputOf<typeof ListSimplifiedItems>> {
  const scope = { ...scopeOf(ctx, asked), limit: pageSize, offset: (page - 1) * pageSize }
  const found = await simplificationStore.listChanged(ctx.tx, { ...scope, ...(change && { change }) })
  return { ...found, page, pageSize }
}

/** The days in their order, whichever was named first. */
function scopeOf(ctx: Context, asked: { from: string; to: string; organizationId?: string }): AccountScope {
  const [from, to] = [asked.from, asked.to].toSorted().map(calendarDate) as [AccountScope['from'], AccountScope['to']]
  const reach = ctx.permit.reach(cataloguePermits.figures.name)
  return { reach, from, to, ...(asked.organizationId !== undefined && { organizationId: asked.organizationId }) }
}
