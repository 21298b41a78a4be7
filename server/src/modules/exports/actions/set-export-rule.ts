import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { ExportRuleSet } from '../contract/events.ts'
import { exportsPermits, exportsProblems } from '../contract/index.ts'
import type { ExportRule, SetExportRule } from '../contract/index.ts'
import * as ruleStore from '../store/rule-store.ts'

export function getExportRule(ctx: Context): Promise<ExportRule> {
  return ruleStore.ruleOf(ctx.tx, ctx.actor.jurisdiction)
}

/** 设定导出规则: of one's own county. What is asked for already keeps the figures of its asking. */
export async function setExportRule(ctx: Context, { reason, ...wanted }: SetExportRule): Promise<ExportRule> {
  const { jurisdiction } = ctx.actor
  ctx.permit.require(exportsPermits.setRules.name, { division: jurisdiction })
  ctx.permit.requireProof()
  const { version: _seen, ...was } = await ruleStore.ruleOf(ctx.tx, jurisdiction)
  const saved = { ...wanted, by: ctx.actor.staffId ?? '', at: ctx.now }
  if (!(await ruleStore.saveRule(ctx.tx, jurisdiction, saved))) throw problem(exportsProblems['rule-changed'])
  const { version, ...is } = wanted
  ctx.emit(ExportRuleSet.of({ jurisdiction, is, was }), { personal: { reason } })
  return { ...is, version: version + 1 }
}
