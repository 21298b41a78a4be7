import * as definitionStore from '../store/definition-store.ts'
import type { GraphCache } from './flows-context.ts'
import type { FlowGraph } from '../domain/graph.ts'
import { parseFlow } from './parse-flow.ts'

/** A province's items use a few hundred flows; what is used least lately is parsed again. */
const MOST_GRAPHS = 500

/**
 * Kept by the digest of the file and not by id and version: what was read in a transaction that is rolled back, or in
 * another database, can then do no harm.
 */
export function createGraphCache(): GraphCache {
  const graphs = new Map<string, FlowGraph>()
  return {
    get: async (ctx, definition) => {
      const kept = graphs.get(definition.digest)
      graphs.delete(definition.digest)
      const graph = kept ?? (await load(ctx, definition))
      graphs.set(definition.digest, graph)
      if (graphs.size > MOST_GRAPHS) graphs.delete(graphs.keys().next().value!)
      return graph
    },
  }
}

async function load(...[ctx, definition]: Parameters<GraphCache['get']>): Promise<FlowGraph> {
  const found = await definitionStore.findDefinition(ctx.tx, definition)
  if (!found) throw new Error(`flow ${definition.id} version ${definition.version} is running but not there`)
  const { graph, problems } = await parseFlow(found.xml)
  if (problems.length > 0)
    throw new Error(`flow ${definition.id} version ${definition.version}: ${problems[0]!.message}`)
  return graph
}
