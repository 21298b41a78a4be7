import type { OutputOf } from '../../../kernel/contract.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { DecisionTableRow, ListDecisionTables } from '../contract/publish-decision-table.ts'
import * as decisionStore from '../store/decision-store.ts'

export async function listDecisionTables(ctx: Context): Promise<OutputOf<typeof ListDecisionTables>> {
  const tables = new Map<string, DecisionTableRow>()
  for (const { id, name, publishedAt, ...ref } of await decisionStore.listTables(ctx.tx, ctx.actor.jurisdiction)) {
    const row = tables.get(id) ?? { decisionId: id, name, versions: [] }
    tables.set(id, row)
    row.versions.push({ ...ref, publishedAt: publishedAt.toISOString() })
  }
  return { tables: [...tables.values()] }
}
