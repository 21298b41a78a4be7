import type { CalendarDate } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { PlacedEntry } from '../../../platform/ledger/index.ts'
import { CaseAccepted, CaseDecided } from '../contract/events.ts'
import * as itemUseStore from '../store/item-use-store.ts'
import type { ItemDay } from '../store/item-use-store.ts'
import type { CasesDeps } from './cases-context.ts'

/** Adds what the entries say to the counts of their items and days. */
export async function countItemUse(
  ctx: Context & Pick<CasesDeps, 'limits'>,
  entries: readonly PlacedEntry[],
): Promise<void> {
  const accepted = entries.flatMap(({ entry }) => (entry.kind === CaseAccepted.kind ? dayOf(entry, 'acceptedOn') : []))
  await itemUseStore.addAcceptances(ctx.tx, accepted)
  const decided = entries.flatMap(({ entry }) => (entry.kind === CaseDecided.kind ? dayOf(entry, 'decidedOn') : []))
  const begun = await itemUseStore.acceptanceDays(
    ctx.tx,
    decided.map(({ caseId }) => caseId),
  )
  const took: (ItemDay & { workdays: number })[] = []
  for (const one of decided) {
    const after = begun.get(one.caseId)
    if (after === undefined) continue
    const days = { division: one.division, after, through: one.day }
    took.push({ ...one, workdays: await ctx.limits.workdaysBetween(ctx, days) })
  }
  await itemUseStore.addDurations(ctx.tx, took)
}

export async function forgetItemUse(ctx: Context): Promise<void> {
  await itemUseStore.forgetItemUse(ctx.tx)
}

/** Nothing of an entry that lacks the day or the place: it would count for no item. */
function dayOf({ jurisdiction, body }: PlacedEntry['entry'], field: string): (ItemDay & { caseId: string })[] {
  const { caseId, itemId, division, [field]: day } = body
  if (typeof caseId !== 'string' || typeof itemId !== 'string' || typeof division !== 'string') return []
  return typeof day === 'string' ? [{ jurisdiction, caseId, itemId, division, day: day as CalendarDate }] : []
}
