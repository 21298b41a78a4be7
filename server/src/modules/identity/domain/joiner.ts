import { addDays } from '../../../kernel/calendar-date.ts'
import type { CalendarDate } from '../../../kernel/calendar-date.ts'

/** 入职: the code for the first password is good on the first day and two more; whoever comes later is given another, as for a forgotten one. */
const FIRST_SIGN_IN_DAYS = 3

export interface OpeningAccount {
  readonly opensOn?: string
  /** Half of a code that waits for its other half: nobody has confirmed it yet. */
  readonly startDigest?: Buffer
}

/** Whether the account of somebody who joins lets its owner in; all others have no such day. */
export function hasOpened({ opensOn, startDigest }: OpeningAccount, today: CalendarDate): boolean {
  return startDigest === undefined && (opensOn === undefined || opensOn <= today)
}

export function firstSignInUntil(firstDay: CalendarDate): Date {
  return new Date(`${addDays(firstDay, FIRST_SIGN_IN_DAYS)}T00:00:00+08:00`)
}
