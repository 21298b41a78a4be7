import { calendarDate, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { OfficeHoursDeclared } from '../contract/events.ts'
import type { DeclareOfficeHours } from '../contract/office-hours.ts'
import { limitsPermits } from '../contract/permits.ts'
import { limitsProblems } from '../contract/problems.ts'
import { assertOfficeHours } from '../domain/office-hours.ts'
import * as calendarStore from '../store/calendar-store.ts'
import * as officeHoursStore from '../store/office-hours-store.ts'
import type { DeclaredHours } from '../store/office-hours-store.ts'
import type { LimitsContext } from './limits-context.ts'

/** 登记办公时间, from a day on. Said again for the same day it replaces what was said. */
export async function declareOfficeHours(
  ctx: LimitsContext,
  input: InputOf<typeof DeclareOfficeHours>,
): Promise<OutputOf<typeof DeclareOfficeHours>> {
  const { division, organizationId, hours, basis } = input
  if (ctx.actor.kind !== 'system') ctx.permit.require(limitsPermits['keep-calendar'].name, { division })
  if (basis.trim() === '') throw problem(limitsProblems['no-legal-basis'])
  assertOfficeHours(hours)
  await calendarStore.lockCalendar(ctx.tx)
  const declared: DeclaredHours = { division, organizationId, hours, basis, validFrom: calendarDate(input.validFrom) }
  const known = await officeHoursStore.listOfficeHours(ctx.tx)
  if (known.some((one) => keyOf(one) === keyOf(declared))) {
    ctx.nothingChanged()
    return { outcome: 'unchanged' }
  }
  await officeHoursStore.saveOfficeHours(ctx.tx, declared, { at: ctx.now, by: ctx.actor.accountId })
  await calendarStore.raiseRevision(ctx.tx)
  await ctx.calendars.changed(ctx.tx)
  ctx.emit(OfficeHoursDeclared.of(input))
  return { outcome: 'declared' }
}

function keyOf({ division, organizationId, validFrom, hours, basis }: DeclaredHours): string {
  const { workday, weekdays = {}, weekend, holiday } = hours
  const days = Object.entries(weekdays).sort(([a], [b]) => (a < b ? -1 : 1))
  const stretches = [workday, weekend, holiday, ...days.map(([, list]) => list)].map((list) =>
    (list ?? []).map(({ from, to }) => `${from}-${to}`).join(),
  )
  return JSON.stringify([division, organizationId ?? '', validFrom, basis, days.map(([day]) => day), stretches])
}
