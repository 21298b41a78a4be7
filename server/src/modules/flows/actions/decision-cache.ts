import type { Context } from '../../../platform/act/index.ts'
import type { DecisionModel } from '../domain/decision.ts'
import * as decisionStore from '../store/decision-store.ts'
import type { DecisionCache, DefinitionRef } from './flows-context.ts'
import { parseDecision } from './parse-decision.ts'

const MOST_TABLES = 500

/** Kept by digest for the same reason as flows are: what is rolled back, or of another database, can do no harm. */
export function createDecisionCache(): DecisionCache {
  const models = new Map<string, DecisionModel>()
  return {
    get: async (ctx, table) => {
      const kept = models.get(table.digest)
      models.delete(table.digest)
      const model = kept ?? (await load(ctx, table))
      models.set(table.digest, model)
      if (models.size > MOST_TABLES) models.delete(models.keys().next().value!)
      return model
    },
  }
}

async function load(ctx: Context, table: DefinitionRef): Promise<DecisionModel> {
  const found = await decisionStore.findTable(ctx.tx, table)
  if (!found) throw new Error(`decision table ${table.id} version ${table.version} is used but not there`)
  const { model, problems } = await parseDecision(found.xml)
  if (!model) throw new Error(`decision table ${table.id} version ${table.version}: ${problems[0]!.message}`)
  return model
}
