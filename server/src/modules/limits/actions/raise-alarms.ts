import { LimitAlarmed } from '../contract/events.ts'
import { alarmsOn, nextAlarmOn } from '../domain/alarm-level.ts'
import { findDue } from '../queries/find-due.ts'
import type { DueLimit } from '../queries/find-due.ts'
import * as dueStore from '../store/due-store.ts'
import { standingOf } from './limits-context.ts'
import type { LimitsContext } from './limits-context.ts'

/** 时限提醒: each level once, also those that passed while nobody looked. @returns how many limits were due */
export async function raiseAlarms(ctx: LimitsContext, { size }: { size: number }): Promise<number> {
  const due = await findDue(ctx, { asOf: ctx.today, size, lock: true })
  if (due.length === 0) return 0
  for (const { stored, reached } of due) {
    const { subject, subjectKind } = stored
    for (const { level, on } of reached)
      ctx.emit(LimitAlarmed.of({ subject, subjectKind, ...standingOf(stored), level, on }))
  }
  await dueStore.saveAlarms(ctx.tx, due.map(givenNow))
  return due.length
}

function givenNow({ stored, reached }: DueLimit) {
  const { level } = reached.at(-1)!
  return { limitId: stored.id, level, nextOn: nextAlarmOn(alarmsOn(stored.timing), level) }
}
