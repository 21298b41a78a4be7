import { calendarDate, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { WithdrawLocalDay } from '../contract/declare-local-days.ts'
import { LocalDayWithdrawn } from '../contract/events.ts'
import { limitsPermits } from '../contract/permits.ts'
import { limitsProblems } from '../contract/problems.ts'
import * as calendarStore from '../store/calendar-store.ts'
import type { LimitsContext } from './limits-context.ts'
import { recomputeAfterChange } from './recompute-after-change.ts'

/** 更正: a day that was declared by mistake is what the official calendar says again, and due dates move back. */
export async function withdrawLocalDay(
  ctx: LimitsContext,
  { division, date, reason }: InputOf<typeof WithdrawLocalDay>,
): Promise<OutputOf<typeof WithdrawLocalDay>> {
  if (ctx.actor.kind !== 'system') ctx.permit.require(limitsPermits['keep-calendar'].name, { division })
  await calendarStore.lockCalendar(ctx.tx)
  const declared = (await calendarStore.localDays(ctx.tx)).find((one) => one.division === division && one.date === date)
  if (!declared) throw problem(limitsProblems['no-such-local-day'], { division, date })
  await calendarStore.withdrawLocalDay(ctx.tx, declared, { at: ctx.now, by: ctx.actor.accountId, reason })
  await calendarStore.raiseRevision(ctx.tx)
  const from = calendarDate(date)
  ctx.emit(LocalDayWithdrawn.of({ division, date, reason, changedFrom: from }))
  const because = `撤销${declared.name}放假安排：${reason}`
  return { recomputed: await recomputeAfterChange(ctx, { because, from }) }
}
