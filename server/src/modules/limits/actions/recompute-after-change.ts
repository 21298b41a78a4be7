import type { MovedLimit, RecomputeReport } from '../contract/import-calendar.ts'
import type { LimitsContext } from './limits-context.ts'
import { recomputeLimits } from './recompute-limits.ts'
import type { RecomputeLimits } from './recompute-limits.ts'

/** So many at once in the transaction of the change itself; a county has fewer. The rest follows as a job. */
const MOST_AT_ONCE = 5_000
const MOST_LISTED = 200

/** Moves the limits together with the calendar, and reports what moved. */
export async function recomputeAfterChange(
  ctx: LimitsContext,
  change: Omit<RecomputeLimits, 'size' | 'after'>,
): Promise<RecomputeReport> {
  await ctx.calendars.changed(ctx.tx)
  const { examined, moved, next } = await recomputeLimits(ctx, { ...change, size: MOST_AT_ONCE })
  return reportOf(examined, moved, next === undefined)
}

export function reportOf(examined: number, moved: readonly MovedLimit[], isComplete: boolean): RecomputeReport {
  const shifted = moved.filter((limit) => limit.wasDueOn !== limit.dueOn)
  return {
    examined,
    moved: shifted.length,
    settled: moved.filter((limit) => limit.wasDueOn === limit.dueOn && !limit.provisional).length,
    limits: shifted.slice(0, MOST_LISTED),
    isComplete,
  }
}
