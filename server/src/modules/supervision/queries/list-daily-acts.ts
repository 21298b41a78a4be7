import type { OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { readerStanding } from '../../../platform/readers/index.ts'
import { supervisionPermits } from '../contract/index.ts'
import type { DailyActs, ListDailyActs } from '../contract/index.ts'
import { actsByDay } from '../store/daily-acts-store.ts'

/** The reader that keeps them. */
export const DAILY_ACTS = 'supervision/daily-acts'

const NONE = { submitted: 0, received: 0, accepted: 0, declined: 0, granted: 0, denied: 0, withdrawn: 0, closed: 0 }

export async function listDailyActs(ctx: Context, input: ListDailyActs): Promise<OutputOf<typeof ListDailyActs>> {
  const rows = await actsByDay(ctx.tx, ctx.permit.reach(supervisionPermits.watch.name), input.days)
  const days = new Map<string, DailyActs>()
  for (const { day, act, acts } of rows) days.set(day, { ...NONE, ...days.get(day), day, [act]: acts })
  const { next, size } = await readerStanding(ctx.tx, DAILY_ACTS)
  return { days: [...days.values()], behind: size - next }
}
