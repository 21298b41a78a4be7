import type { CalendarDate } from '../../../kernel/calendar-date.ts'

/** Stands in the column of due dates for "no limit", so that such tasks sort last. */
const NEVER = '9999-12-31'

export function dueColumn(dueOn: string | undefined): string {
  return dueOn ?? NEVER
}

export function dueOf(column: string): { dueOn?: CalendarDate } {
  return column === NEVER ? {} : { dueOn: column as CalendarDate }
}
