import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { INSTALLATION } from '../../../kernel/public-id.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { GetDecisionTable } from '../contract/publish-decision-table.ts'
import { flowsProblems } from '../contract/problems.ts'
import * as decisionStore from '../store/decision-store.ts'

/** The file of a table that may be used here. @throws flows/table-unknown */
export async function getDecisionTable(
  ctx: Context,
  { decisionId, jurisdiction, version }: InputOf<typeof GetDecisionTable>,
): Promise<OutputOf<typeof GetDecisionTable>> {
  const isUsable = jurisdiction === INSTALLATION || jurisdiction === ctx.actor.jurisdiction
  const found = isUsable ? await decisionStore.findTable(ctx.tx, { jurisdiction, id: decisionId, version }) : undefined
  if (!found) throw problem(flowsProblems['table-unknown'], { decisionId, version })
  return { name: found.name, xml: found.xml }
}
