import { problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import { minuteOf } from '../domain/working-time.ts'
import { limitsProblems } from '../contract/problems.ts'

/** Whether offices are open: a receipt on a rest day counts as of the next workday. */
export async function isWorkday(
  ctx: LimitsContext,
  { division, date }: { division: string; date: CalendarDate },
): Promise<boolean> {
  return (await ctx.calendars.of(ctx.tx, division)).isWorkday(date)
}

/** The hours that were declared for the division, on the days that the calendar leaves open. */
export async function isOfficeTime(
  ctx: LimitsContext,
  { division, at, slackMinutes }: { division: string; at: Date; slackMinutes: number },
): Promise<boolean> {
  const { time } = await ctx.calendars.workingTime(ctx.tx, { division })
  const minute = minuteOf(at)
  return time.minutesBetween(minute - slackMinutes, minute + slackMinutes + 1) > 0
}

/** @throws limits/outside-calendar */
export async function workdayAfter(
  ctx: LimitsContext,
  { division, date, n }: { division: string; date: CalendarDate; n: number },
): Promise<CalendarDate> {
  const found = (await ctx.calendars.of(ctx.tx, division)).workdayAfter(date, n)
  if (!found) throw problem(limitsProblems['outside-calendar'])
  return found
}

/** Workdays after one day, through another: nought for the same day. */
export async function workdaysBetween(
  ctx: LimitsContext,
  { division, after, through }: { division: string; after: CalendarDate; through: CalendarDate },
): Promise<number> {
  return (await ctx.calendars.of(ctx.tx, division)).workdaysBetween(after, through)
}
