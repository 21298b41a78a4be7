import { problem, standInFor } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { organizationsProblems } from '../contract/problems.ts'

/** 不得转授: what one may do only because one stands in for another does not let one hand on any post. */
export function requireOwnOffice(
  ctx: Context,
  permit: string,
  row: { division: string; organizationId: string },
): void {
  if (standInFor(row, ctx.permit.reach(permit))) throw problem(organizationsProblems['not-passed-on'])
  ctx.permit.require(permit, row)
}
