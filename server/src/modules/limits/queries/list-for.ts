import type { LimitView } from '../contract/limit.ts'
import { rulesFor } from '../actions/limits-context.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import type { TimingRules } from '../domain/limit-timing.ts'
import * as limitStore from '../store/limit-store.ts'
import type { StoredLimit } from '../store/limit-store.ts'
import { presentTogether } from './present-limit.ts'

/** The limits of many subjects, open and closed, oldest first; a subject without any has no row in the map. */
export async function listFor(ctx: LimitsContext, subjects: readonly string[]): Promise<Map<string, LimitView[]>> {
  const found = await limitStore.listFor(ctx.tx, subjects)
  const rules = await rulesByDivision(ctx, found)
  const bySubject = Map.groupBy(found, (stored) => stored.subject)
  return new Map(
    [...bySubject].map(([subject, limits]) => [subject, presentTogether(limits, (division) => rules.get(division)!)]),
  )
}

export async function rulesByDivision(
  ctx: LimitsContext,
  limits: readonly StoredLimit[],
): Promise<Map<string, TimingRules>> {
  const rules = new Map<string, TimingRules>()
  for (const { division } of limits) {
    if (!rules.has(division)) rules.set(division, await rulesFor(ctx, division))
  }
  return rules
}
