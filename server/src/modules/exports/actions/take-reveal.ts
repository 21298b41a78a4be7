import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { RevealRefused } from '../contract/events.ts'
import { exportsProblems } from '../contract/index.ts'
import * as revealStore from '../store/reveal-store.ts'
import * as ruleStore from '../store/rule-store.ts'

/**
 * 每日查看上限: one of today's looks at somebody in full, by the rule of the official's county. Beyond it a reason alone does not do; the
 * refusal is an entry, and the audit raises an alert for the security administrator. @throws exports/reveals-used-up
 */
export async function takeReveal(ctx: Context, subject: string): Promise<void> {
  const { accountId = '', jurisdiction } = ctx.actor
  const { dailyReveals: most } = await ruleStore.ruleOf(ctx.tx, jurisdiction)
  if (await revealStore.take(ctx.tx, { jurisdiction, accountId, day: ctx.today, most })) return
  ctx.emit(RevealRefused.of({ readerId: accountId, jurisdiction, day: ctx.today, subject, most }))
  throw problem(exportsProblems['reveals-used-up'], { most })
}

/** What was counted on days that are over. */
export function forgetRevealDays(ctx: Context): Promise<void> {
  return revealStore.forgetBefore(ctx.tx, ctx.today)
}
