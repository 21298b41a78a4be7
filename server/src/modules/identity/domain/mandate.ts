import type { CalendarDate } from '../../../kernel/calendar-date.ts'

/** 委托 (民法典 ch. 7): who acts for which company, and for how long. */
export interface Mandate {
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate
  readonly revokedOn?: CalendarDate
}

/** A revocation takes effect on its day. */
export function isInForce(mandate: Mandate, on: CalendarDate): boolean {
  return mandate.validFrom <= on && on <= mandate.validTo && (mandate.revokedOn === undefined || on < mandate.revokedOn)
}
