import type { Context } from '../../../platform/act/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { alarmsOn, alarmsReached } from '../domain/alarm-level.ts'
import type { Alarm } from '../domain/alarm-level.ts'
import * as dueStore from '../store/due-store.ts'
import type { StoredLimit } from '../store/limit-store.ts'

/** A running limit whose clock has reached one or more levels that were not given yet. */
export interface DueLimit {
  readonly stored: StoredLimit
  readonly reached: readonly Alarm[]
}

/** What is due by a day, the longest waiting first: by index, so that it costs what is due, not what is open. */
export async function findDue(
  ctx: Context,
  { asOf, size, lock = false }: { asOf: CalendarDate; size: number; lock?: boolean },
): Promise<DueLimit[]> {
  const found = await dueStore.findDue(ctx.tx, { asOf, size, lock })
  return found.map((stored) => ({
    stored,
    reached: alarmsReached(alarmsOn(stored.timing), stored.timing.alarmGiven, asOf),
  }))
}
