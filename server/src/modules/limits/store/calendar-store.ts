import { sql } from 'kysely'
import { INSTALLATION, jurisdictionOf } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { LocalDay, OfficialYear } from '../domain/official-calendar.ts'
import type { LimitsTables } from './tables.ts'

/** Who changed the calendar, and when. */
export interface Editor {
  readonly at: Date
  readonly by: string | undefined
}

export async function revision(tx: Tx): Promise<number> {
  const row = await tablesOf<LimitsTables>(tx)
    .selectFrom('limits.calendar_revisions')
    .select('revision')
    .executeTakeFirstOrThrow()
  return row.revision
}

/** Changes of the calendar take turns. */
export async function lockCalendar(tx: Tx): Promise<void> {
  await tablesOf<LimitsTables>(tx).selectFrom('limits.calendar_revisions').select('revision').forUpdate().execute()
}

export async function raiseRevision(tx: Tx): Promise<void> {
  await tablesOf<LimitsTables>(tx)
    .updateTable('limits.calendar_revisions')
    .set({ revision: sql`revision + 1` })
    .execute()
}

export async function importedYears(tx: Tx): Promise<OfficialYear[]> {
  const db = tablesOf<LimitsTables>(tx)
  const years = await db.selectFrom('limits.calendar_years').select(['year', 'papers']).orderBy('year').execute()
  if (years.length === 0) return []
  const days = await db
    .selectFrom('limits.calendar_days')
    .select(['year', 'date', 'name', 'is_off_day'])
    .orderBy('date')
    .execute()
  return years.map(({ year, papers }) => ({
    year,
    papers: papers as OfficialYear['papers'],
    days: days
      .filter((day) => day.year === year)
      .map((day) => ({ date: day.date as CalendarDate, name: day.name, isOffDay: day.is_off_day })),
  }))
}

/** Puts a year in the place of what was imported for it before. */
export async function replaceYear(tx: Tx, { year, papers, days }: OfficialYear, editor: Editor): Promise<void> {
  const db = tablesOf<LimitsTables>(tx)
  const imported = { papers: JSON.stringify(papers), imported_at: editor.at, imported_by: editor.by ?? null }
  await db
    .insertInto('limits.calendar_years')
    .values({ jurisdiction: INSTALLATION, year, ...imported })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'year']).doUpdateSet(imported))
    .execute()
  await db
    .deleteFrom('limits.calendar_days')
    .where('jurisdiction', '=', INSTALLATION)
    .where('year', '=', year)
    .execute()
  await db
    .insertInto('limits.calendar_days')
    .values(
      days.map(({ date, name, isOffDay }) => ({ jurisdiction: INSTALLATION, year, date, name, is_off_day: isOffDay })),
    )
    .execute()
}

export async function localDays(tx: Tx): Promise<LocalDay[]> {
  const rows = await tablesOf<LimitsTables>(tx)
    .selectFrom('limits.local_days')
    .select(['division', 'date', 'name', 'is_off_day', 'basis'])
    .where('withdrawn_at', 'is', null)
    .orderBy('division')
    .orderBy('date')
    .execute()
  return rows.map(({ is_off_day, date, ...day }) => ({ ...day, date: date as CalendarDate, isOffDay: is_off_day }))
}

export async function saveLocalDay(tx: Tx, day: LocalDay, editor: Editor): Promise<void> {
  const said = {
    name: day.name,
    is_off_day: day.isOffDay,
    basis: day.basis,
    declared_at: editor.at,
    declared_by: editor.by ?? null,
    // A day that was taken back may be declared again.
    withdrawn_at: null,
    withdrawn_by: null,
    withdrawn_because: null,
  }
  await tablesOf<LimitsTables>(tx)
    .insertInto('limits.local_days')
    .values({ jurisdiction: jurisdictionOf(day.division), division: day.division, date: day.date, ...said })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'division', 'date']).doUpdateSet(said))
    .execute()
}

export async function withdrawLocalDay(
  tx: Tx,
  { division, date }: LocalDay,
  { at, by, reason }: Editor & { reason: string },
): Promise<void> {
  await tablesOf<LimitsTables>(tx)
    .updateTable('limits.local_days')
    .set({ withdrawn_at: at, withdrawn_by: by ?? null, withdrawn_because: reason })
    .where('jurisdiction', '=', jurisdictionOf(division))
    .where('division', '=', division)
    .where('date', '=', date)
    .execute()
}
