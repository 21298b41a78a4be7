import { createHash } from 'node:crypto'
import { calendarDate, INSTALLATION, problem } from '../../../kernel/index.ts'
import type { CalendarDate, InputOf } from '../../../kernel/index.ts'
import { CalendarImported } from '../contract/events.ts'
import type { CalendarImportReport, ImportCalendar } from '../contract/import-calendar.ts'
import { limitsPermits } from '../contract/permits.ts'
import { limitsProblems } from '../contract/problems.ts'
import { missingFestivals, parseCalendar } from '../domain/official-calendar.ts'
import type { OfficialYear } from '../domain/official-calendar.ts'
import * as calendarStore from '../store/calendar-store.ts'
import type { LimitsContext } from './limits-context.ts'
import { recomputeAfterChange, reportOf } from './recompute-after-change.ts'

/** 导入放假安排: provisional due dates become certain with it, or move. The same file twice changes nothing. */
export async function importCalendar(
  ctx: LimitsContext,
  { file }: InputOf<typeof ImportCalendar>,
): Promise<CalendarImportReport> {
  assertInstallationWide(ctx)
  const years = parseCalendar(file)
  await calendarStore.lockCalendar(ctx.tx)
  const inForce = new Map((await ctx.calendars.years(ctx.tx)).map((year) => [year.year, year]))
  const report = years.map((year) => ({
    ...countsOf(year),
    missingFestivals: missingFestivals(year),
    outcome: outcomeOf(inForce.get(year.year), year),
  }))
  const changed = years.filter((_, index) => report[index]!.outcome !== 'unchanged')
  if (changed.length === 0) {
    ctx.nothingChanged()
    return { years: report, recomputed: reportOf(0, [], true) }
  }
  for (const year of changed) {
    await calendarStore.replaceYear(ctx.tx, year, { at: ctx.now, by: ctx.actor.accountId })
    ctx.emit(CalendarImported.of({ ...countsOf(year), digest: digestOf(year), changedFrom: changedFrom(year) }))
  }
  await calendarStore.raiseRevision(ctx.tx)
  const from = changed.map(changedFrom).reduce((a, b) => (a < b ? a : b))
  const because = `${changed.map((year) => `${year.year}年`).join('、')}放假安排公布`
  return { years: report, recomputed: await recomputeAfterChange(ctx, { because, from }) }
}

/** What is imported holds for every county of the installation; the operator's command runs as the system. */
function assertInstallationWide(ctx: LimitsContext): void {
  if (ctx.actor.kind === 'system') return
  if (!ctx.permit.allows(limitsPermits['keep-calendar'].name, { division: INSTALLATION })) {
    throw problem(limitsProblems['installation-wide'])
  }
}

function outcomeOf(before: OfficialYear | undefined, year: OfficialYear): 'imported' | 'replaced' | 'unchanged' {
  if (!before || before.papers.length === 0) return 'imported'
  return digestOf(before) === digestOf(year) ? 'unchanged' : 'replaced'
}

function countsOf({ year, papers, days }: OfficialYear) {
  const daysOff = days.filter((day) => day.isOffDay).length
  return { year, papers: [...papers], daysOff, makeupWorkdays: days.length - daysOff }
}

function digestOf({ year, papers, days }: OfficialYear): string {
  const lines = days.map((day) => `${day.date} ${day.isOffDay ? 'off' : 'work'} ${day.name}`).sort()
  return createHash('sha256')
    .update([year, ...papers, ...lines].join('\n'))
    .digest('hex')
}

/** A notice may rearrange the days before its New Year, and makes them certain in any case. */
function changedFrom({ year, days }: OfficialYear): CalendarDate {
  return days.reduce((first, { date }) => (date < first ? date : first), calendarDate(`${year - 1}-12-26`))
}
