import { yearOf } from '../../../kernel/index.ts'
import type { OutputOf } from '../../../kernel/index.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import type { GetCalendarStatus } from '../contract/get-calendar-status.ts'
import * as calendarStore from '../store/calendar-store.ts'
import * as runningStore from '../store/running-store.ts'

/** Which years are certain, what is missing, and how many due dates wait for it. */
export async function getCalendarStatus(ctx: LimitsContext): Promise<OutputOf<typeof GetCalendarStatus>> {
  const covered = (await ctx.calendars.years(ctx.tx)).filter((year) => year.papers.length > 0).map((year) => year.year)
  const missing = [yearOf(ctx.today), yearOf(ctx.today) + 1].find((year) => !covered.includes(year))
  return {
    coveredYears: covered,
    importedYears: (await calendarStore.importedYears(ctx.tx)).map((year) => year.year),
    ...(missing !== undefined && { missingYear: missing }),
    provisionalLimits: await runningStore.countProvisional(ctx.tx),
    localDays: (await calendarStore.localDays(ctx.tx)).length,
  }
}
