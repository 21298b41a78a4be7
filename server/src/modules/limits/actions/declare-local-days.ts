import { calendarDate, problem } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { DeclareLocalDays, LocalDayInput, LocalDaysReport } from '../contract/declare-local-days.ts'
import { LocalDaysDeclared } from '../contract/events.ts'
import { limitsPermits } from '../contract/permits.ts'
import { limitsProblems } from '../contract/problems.ts'
import type { LocalDay } from '../domain/official-calendar.ts'
import * as calendarStore from '../store/calendar-store.ts'
import type { LimitsContext } from './limits-context.ts'
import { recomputeAfterChange, reportOf } from './recompute-after-change.ts'

/** 登记地方性放假或闭厅, on a basis of its own. A day declared again replaces what was said of it. */
export async function declareLocalDays(
  ctx: LimitsContext,
  { days }: InputOf<typeof DeclareLocalDays>,
): Promise<LocalDaysReport> {
  if (ctx.actor.kind !== 'system') {
    for (const { division } of days) ctx.permit.require(limitsPermits['keep-calendar'].name, { division })
  }
  await calendarStore.lockCalendar(ctx.tx)
  const known = new Set((await calendarStore.localDays(ctx.tx)).map(keyOf))
  const declared = days.map(localDayOf).filter((day) => !known.has(keyOf(day)))
  const unchanged = days.length - declared.length
  if (declared.length === 0) {
    ctx.nothingChanged()
    return { declared: 0, unchanged, recomputed: reportOf(0, [], true) }
  }
  for (const day of declared) await calendarStore.saveLocalDay(ctx.tx, day, { at: ctx.now, by: ctx.actor.accountId })
  await calendarStore.raiseRevision(ctx.tx)
  const from = declared.map((day) => day.date).reduce((a, b) => (a < b ? a : b))
  ctx.emit(LocalDaysDeclared.of({ days: declared.map((day) => ({ ...day })), changedFrom: from }))
  const because = `${[...new Set(declared.map((day) => day.name))].join('、')}放假安排`
  return { declared: declared.length, unchanged, recomputed: await recomputeAfterChange(ctx, { because, from }) }
}

function localDayOf({ division, date, name, isOffDay, basis }: LocalDayInput): LocalDay {
  if (basis.trim() === '') throw problem(limitsProblems['no-legal-basis'])
  return { division, date: calendarDate(date), name, isOffDay, basis }
}

function keyOf({ division, date, name, isOffDay, basis }: LocalDay): string {
  return JSON.stringify([division, date, name, isOffDay, basis])
}
