import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import type { PublishFlowDefinition } from '../contract/plan-versions.ts'
import * as definitionStore from '../store/definition-store.ts'
import * as runningStore from '../store/running-store.ts'
import type { FlowsContext } from './flows-context.ts'
import { publishFlow } from './publish-flow.ts'

/** A new version in the jurisdiction of whoever publishes it, with the next free number; its newest drawing again is no new one. */
export async function publishFlowDefinition(
  ctx: FlowsContext,
  { definitionId, xml }: InputOf<typeof PublishFlowDefinition>,
): Promise<OutputOf<typeof PublishFlowDefinition>> {
  const jurisdiction = ctx.actor.jurisdiction
  const versions = await runningStore.listVersions(ctx.tx, jurisdiction)
  const last = Math.max(0, ...versions.filter(({ id }) => id === definitionId).map(({ version }) => version))
  const newest = await definitionStore.findDefinition(ctx.tx, { jurisdiction, id: definitionId, version: last })
  const version = newest?.xml === xml ? last : last + 1
  const { problems } = await publishFlow(ctx, { definitionId, version, jurisdiction, xml })
  return { ...(problems.length === 0 && { version }), problems }
}
