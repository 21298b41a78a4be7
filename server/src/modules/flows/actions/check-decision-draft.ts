import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import type { CheckDecisionTable } from '../contract/publish-decision-table.ts'
import type { FlowsContext } from './flows-context.ts'
import { checkDecisionFile } from './publish-decision-table.ts'

/** 核对决策表: what would be refused if it were published, and what no rule answers; nothing is kept. */
export async function checkDecisionDraft(
  ctx: FlowsContext,
  { xml }: InputOf<typeof CheckDecisionTable>,
): Promise<OutputOf<typeof CheckDecisionTable>> {
  ctx.nothingChanged()
  return await checkDecisionFile(xml)
}
