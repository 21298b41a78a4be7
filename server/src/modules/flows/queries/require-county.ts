import { divisionRange, splitPublicId } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { flowsPermits } from '../contract/permits.ts'

/**
 * For a thing of which no flow is seen. Whose reach ends before its county is refused, as if there were one: behind the wall
 * that one's rows are not there, and an empty answer would say that nothing is done about it.
 */
export function requireCounty(ctx: Context, subject: string): void {
  const { jurisdiction } = splitPublicId(subject)
  const county = divisionRange(jurisdiction)
  const { areas } = ctx.permit.reach(flowsPermits.read.name)
  if (areas.some(({ lo, hi }) => lo < county.hi && county.lo < hi)) return
  ctx.permit.require(flowsPermits.read.name, { division: jurisdiction, organizationId: '' })
}
