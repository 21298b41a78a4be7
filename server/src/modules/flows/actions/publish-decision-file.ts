import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import type { PublishDecisionTable } from '../contract/publish-decision-table.ts'
import * as decisionStore from '../store/decision-store.ts'
import type { FlowsContext } from './flows-context.ts'
import { publishDecisionTable } from './publish-decision-table.ts'

/** A new version in the jurisdiction of whoever publishes it, with the next free number; its newest file again is no new one. */
export async function publishDecisionFile(
  ctx: FlowsContext,
  { decisionId, xml }: InputOf<typeof PublishDecisionTable>,
): Promise<OutputOf<typeof PublishDecisionTable>> {
  const { jurisdiction } = ctx.actor
  const versions = await decisionStore.listTables(ctx.tx, jurisdiction)
  const last = Math.max(0, ...versions.filter(({ id }) => id === decisionId).map(({ version }) => version))
  const newest = await decisionStore.findTable(ctx.tx, { jurisdiction, id: decisionId, version: last })
  const version = newest?.xml === xml ? last : last + 1
  const { problems } = await publishDecisionTable(ctx, { decisionId, version, jurisdiction, xml })
  return { ...(problems.length === 0 && { version }), problems }
}
