import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import type { CheckFlow } from '../contract/check-flow.ts'
import type { FlowsContext } from './flows-context.ts'
import { checkFlowFile } from './publish-flow.ts'

/** 核对流程图: what would be refused if it were published where the reader is; nothing is kept. */
export async function checkFlowDraft(
  ctx: FlowsContext,
  { xml }: InputOf<typeof CheckFlow>,
): Promise<OutputOf<typeof CheckFlow>> {
  ctx.nothingChanged()
  const { name, problems } = await checkFlowFile(ctx, { xml, jurisdiction: ctx.actor.jurisdiction })
  return { name, problems }
}
