import { addDays } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import { FEWEST_CASES, RECENT_DAYS } from '../contract/index.ts'
import type { GetItemUse, ListMostUsedItems } from '../contract/index.ts'
import { durationsOf, mostUsed } from '../store/item-use-store.ts'

/** In how many workdays half of the latest cases were decided, and nine in ten. */
export async function getItemUse(
  ctx: CasesContext,
  { itemId }: InputOf<typeof GetItemUse>,
): Promise<OutputOf<typeof GetItemUse>> {
  const durations = await durationsOf(ctx.tx, itemId, addDays(ctx.today, -RECENT_DAYS))
  const decided = durations.reduce((sum, one) => sum + one.cases, 0)
  if (decided < FEWEST_CASES) return { days: RECENT_DAYS, decided: 0 }
  return { days: RECENT_DAYS, decided, half: within(durations, decided / 2), most: within(durations, decided * 0.9) }
}

/** The shortest time within which so many cases were decided. */
function within(durations: readonly { workdays: number; cases: number }[], share: number): number {
  let cases = 0
  for (const one of durations) {
    cases += one.cases
    if (cases >= share) return one.workdays
  }
  return durations.at(-1)?.workdays ?? 0
}

export async function listMostUsedItems(
  ctx: CasesContext,
  { division, limit = 10 }: InputOf<typeof ListMostUsedItems>,
): Promise<OutputOf<typeof ListMostUsedItems>> {
  // Twice as many, because some may be suspended or gone by now.
  const scope = { division, since: addDays(ctx.today, -RECENT_DAYS), fewest: FEWEST_CASES, limit: 2 * limit }
  const used = await mostUsed(ctx.tx, scope)
  const names = await ctx.catalogue.publishedNames(
    ctx,
    used.map(({ itemId }) => itemId),
  )
  const items = used.flatMap(({ itemId, cases }) => {
    const name = names.get(itemId)
    return name === undefined ? [] : [{ itemId, name, cases }]
  })
  return { days: RECENT_DAYS, items: items.slice(0, limit) }
}
