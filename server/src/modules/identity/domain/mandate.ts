import { addDays, calendarDate } from '../../../kernel/calendar-date.ts'
import type { CalendarDate } from '../../../kernel/calendar-date.ts'

/** 授权: an agent of a company (经办人), a guardian (监护人), a village agent (村级代办员). */
export type MandateKind = 'company' | 'guardian' | 'village-agent'

/** 授权范围: everything, the items of some themes, or some items. */
export interface MandateScope {
  readonly kind: 'all' | 'themes' | 'items'
  /** Codes of themes, or public ids of items; none for `all`. */
  readonly codes: readonly string[]
}

/** 授权 (民法典 ch. 7 and arts. 26–39): who acts for whom, in what, and for how long. */
export interface Mandate {
  readonly kind: MandateKind
  readonly scope: MandateScope
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate
  /** Given by the principal, or confirmed by an official who has seen what shows it. */
  readonly confirmedAt?: Date
  /** Nobody acts for another without having agreed to it. */
  readonly acceptedAt?: Date
  readonly revokedOn?: CalendarDate
}

export type MandateStanding = 'asked' | 'offered' | 'coming' | 'in-force' | 'over' | 'revoked'

/** A revocation takes effect on its day. */
export function isInForce(mandate: Mandate, on: CalendarDate): boolean {
  return standingOf(mandate, on) === 'in-force'
}

export function standingOf(mandate: Mandate, on: CalendarDate): MandateStanding {
  if (mandate.revokedOn !== undefined && on >= mandate.revokedOn) return 'revoked'
  if (on > mandate.validTo) return 'over'
  if (mandate.confirmedAt === undefined) return 'asked'
  if (mandate.acceptedAt === undefined) return 'offered'
  return on < mandate.validFrom ? 'coming' : 'in-force'
}

/** What a mandate is asked about: an item, and the themes that it stands under. */
export interface AskedItem {
  readonly itemId: string
  readonly themes: readonly string[]
}

export function covers(scope: MandateScope, { itemId, themes }: AskedItem): boolean {
  if (scope.kind === 'all') return true
  return scope.kind === 'items' ? scope.codes.includes(itemId) : themes.some((theme) => scope.codes.includes(theme))
}

/** Whoever acts for the whole of somebody sees all that is theirs; any other agent what was begun by the mandate. */
export function seesAll({ kind, scope }: Pick<Mandate, 'kind' | 'scope'>): boolean {
  return kind === 'guardian' && scope.kind === 'all'
}

const MAJORITY_YEARS = 18

/**
 * The day on which a person comes of age (民法典 art. 17), by the birth date in the citizen id. Born on 29 February: the last
 * day of that month, as art. 202 counts years.
 */
export function comesOfAgeOn(citizenId: string): CalendarDate {
  const year = Number(citizenId.slice(6, 10)) + MAJORITY_YEARS
  const [month, day] = [citizenId.slice(10, 12), citizenId.slice(12, 14)]
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return calendarDate(`${year}-${month}-${month === '02' && day === '29' && !isLeap ? '28' : day}`)
}

/** The last day of a guardianship over a minor: the eve of coming of age, or earlier where the document says so. */
export function lastDayOfGuardianship(citizenId: string, asked: CalendarDate): CalendarDate {
  const eve = addDays(comesOfAgeOn(citizenId), -1)
  return asked < eve ? asked : eve
}
