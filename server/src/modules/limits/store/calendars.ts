import { isWithinDivision } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { LocalDay, OfficialYear } from '../domain/official-calendar.ts'
import type { DeclaredRule } from '../domain/limit-rules.ts'
import { hoursOn, openingOf } from '../domain/office-hours.ts'
import type { OfficeHours, OpeningOf } from '../domain/office-hours.ts'
import { withImported } from '../domain/official-calendar.ts'
import { workdayCalendar } from '../domain/workday-calendar.ts'
import type { WorkdayCalendar } from '../domain/workday-calendar.ts'
import { workingTime } from '../domain/working-time.ts'
import type { WorkingTime } from '../domain/working-time.ts'
import * as calendarStore from './calendar-store.ts'
import { listRules } from './rules-store.ts'
import { editionsFor, listOfficeHours } from './office-hours-store.ts'
import type { DeclaredHours } from './office-hours-store.ts'

/** The calendar in force in a division, as the transaction sees it. */
export interface Calendars {
  of(tx: Tx, division: string): Promise<WorkdayCalendar>
  /** When an office is open: the organization's own hours, else those of the nearest division above that has any. */
  workingTime(tx: Tx, place: { division: string; organizationId?: string | undefined }): Promise<OpenOffice>
  /** After this transaction changed the calendar: from now on it sees its own change, and nobody else does. */
  changed(tx: Tx): Promise<void>
  /** Figures that no law sets, as they were declared. */
  rules(tx: Tx): Promise<readonly DeclaredRule[]>
  /** The official years in force. */
  years(tx: Tx): Promise<readonly OfficialYear[]>
}

/** An office as a clock in minutes sees it. */
export interface OpenOffice {
  readonly calendar: WorkdayCalendar
  readonly opening: OpeningOf
  /** The hours in force on a day. */
  hours(date: CalendarDate): OfficeHours
  readonly time: WorkingTime
}

interface Edition {
  readonly revision: number
  readonly years: readonly OfficialYear[]
  readonly localDays: readonly LocalDay[]
  readonly officeHours: readonly DeclaredHours[]
  readonly rules: readonly DeclaredRule[]
  /** By the local days that hold: divisions without any share one. */
  readonly built: Map<string, WorkdayCalendar>
}

const OWN_CHANGE = -1

/** A calendar is about 300 KB; more divisions with days of their own than this, and some are built again. */
const MOST_CALENDARS = 64

/**
 * Kept in memory by revision: a transaction asks once which revision holds (one small row), and builds nothing
 * as long as that has not changed. What a transaction changed itself is not kept: it may yet be rolled back.
 */
export function createCalendars(): Calendars {
  let newest: Edition | undefined
  const asked = new WeakMap<Tx, Promise<Edition>>()
  const newestFor = async (tx: Tx): Promise<Edition> => {
    const revision = await calendarStore.revision(tx)
    if (newest?.revision !== revision) newest = await load(tx, revision)
    return newest
  }
  const editionFor = (tx: Tx): Promise<Edition> => {
    const found = asked.get(tx) ?? newestFor(tx)
    asked.set(tx, found)
    return found
  }
  return {
    of: async (tx, division) => calendarOf(await editionFor(tx), division),
    workingTime: async (tx, place) => {
      const edition = await editionFor(tx)
      const calendar = calendarOf(edition, place.division)
      const editions = editionsFor(edition.officeHours, place)
      const opening = openingOf(calendar, editions)
      return { calendar, opening, hours: (date) => hoursOn(editions, date), time: workingTime(opening) }
    },
    rules: async (tx) => (await editionFor(tx)).rules,
    years: async (tx) => (await editionFor(tx)).years,
    changed: async (tx) => {
      const own = await load(tx, OWN_CHANGE)
      asked.set(tx, Promise.resolve(own))
    },
  }
}

async function load(tx: Tx, revision: number): Promise<Edition> {
  const years = withImported(await calendarStore.importedYears(tx))
  const localDays = await calendarStore.localDays(tx)
  const officeHours = await listOfficeHours(tx)
  return { revision, years, localDays, officeHours, rules: await listRules(tx), built: new Map() }
}

function calendarOf({ years, localDays, built }: Edition, division: string): WorkdayCalendar {
  const days = localDays.filter((day) => isWithinDivision(division, day.division))
  const key = days.map((day) => `${day.division}:${day.date}`).join()
  const found = built.get(key)
  if (found) return found
  if (built.size >= MOST_CALENDARS) built.clear()
  const calendar = workdayCalendar(years, days)
  built.set(key, calendar)
  return calendar
}
