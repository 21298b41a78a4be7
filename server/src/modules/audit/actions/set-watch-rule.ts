import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { WatchRuleSet } from '../contract/events.ts'
import { auditPermits, auditProblems } from '../contract/index.ts'
import type { SetWatchRule, WatchRule } from '../contract/index.ts'
import { presentRule } from '../queries/list-watch-rules.ts'
import * as ruleStore from '../store/rule-store.ts'

/** 设定预警规则: of one's own county, by security. What it was stands in the entry. */
export async function setWatchRule(ctx: Context, input: SetWatchRule): Promise<WatchRule> {
  const { jurisdiction } = ctx.actor
  ctx.permit.require(auditPermits.setRules.name, { division: jurisdiction })
  ctx.permit.requireProof()
  const { rule, isOn, most, windowMinutes, version } = input
  const was = (await ruleStore.rulesOf(ctx.tx, jurisdiction)).find((one) => one.rule === rule)!
  const saved = { rule, isOn, most, windowMinutes, version, by: ctx.actor.staffId ?? '', at: ctx.now }
  if (!(await ruleStore.saveRule(ctx.tx, jurisdiction, saved))) throw problem(auditProblems['rule-changed'])
  const before = { isOn: was.isOn, most: was.most, windowMinutes: was.windowMinutes }
  ctx.emit(WatchRuleSet.of({ jurisdiction, rule, isOn, most, windowMinutes, was: before }), {
    personal: { reason: input.reason },
  })
  return presentRule({ rule, isOn, most, windowMinutes, version: version + 1 })
}
