import type { OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { WATCH_RULES, auditPermits } from '../contract/index.ts'
import type { ListWatchRules, WatchRule } from '../contract/index.ts'
import * as ruleStore from '../store/rule-store.ts'
import type { Rule } from '../store/rule-store.ts'

export async function listWatchRules(ctx: Context): Promise<OutputOf<typeof ListWatchRules>> {
  const { jurisdiction } = ctx.actor
  const rules = await ruleStore.rulesOf(ctx.tx, jurisdiction)
  const set = ctx.permit.allows(auditPermits.setRules.name, { division: jurisdiction })
  return { rules: rules.map(presentRule), abilities: { set } }
}

export function presentRule(rule: Rule): WatchRule {
  const { title, help, most, windowMinutes } = WATCH_RULES[rule.rule]
  return { ...rule, title, help, usual: { most, windowMinutes } }
}
