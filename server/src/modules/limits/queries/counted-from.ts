import type { CalendarDate } from '../../../kernel/index.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import { dateOf, midnightOf, minuteOf } from '../domain/working-time.ts'
import { figureIn } from './list-rules.ts'

/**
 * 视为提交之日: what comes on a rest day, or after the office has closed, counts as of the next workday, unless the place has
 * declared that the day itself holds. No law sets it; the guide says it.
 */
export async function countedFrom(
  ctx: LimitsContext,
  { at, ...place }: { division: string; organizationId?: string; at: Date },
): Promise<CalendarDate> {
  const minute = minuteOf(at)
  const on = dateOf(minute)
  if ((await figureIn(ctx, { ...place, rule: 'after-hours-next-workday', on })) === 0) return on
  const { time, calendar } = await ctx.calendars.workingTime(ctx.tx, place)
  const midnight = midnightOf(on)
  const isStillOpen = calendar.isWorkday(on) && time.minutesBetween(minute, midnight + 1440) > 0
  return isStillOpen ? on : (calendar.workdayAfter(on, 1) ?? on)
}
