import * as definitionStore from '../store/definition-store.ts'
import type { GraphCache } from './flows-context.ts'
import { buildGraph } from '../domain/graph.ts'
import type { FlowGraph } from '../domain/graph.ts'
import { inlineCalls } from '../domain/inline-calls.ts'
import { findParts } from './load-parts.ts'
import { parseFlow } from './parse-flow.ts'

/** A province's items use a few hundred flows; what is used least lately is parsed again. */
const MOST_GRAPHS = 500

/**
 * Kept by the digest of the file and not by id and version: what was read in a transaction that is rolled back, or in
 * another database, can then do no harm. The jurisdiction is part of the key, because it says which parts a call means.
 */
export function createGraphCache(): GraphCache {
  const graphs = new Map<string, FlowGraph>()
  return {
    get: async (ctx, definition) => {
      const key = `${definition.jurisdiction}:${definition.digest}`
      const kept = graphs.get(key)
      graphs.delete(key)
      const graph = kept ?? (await load(ctx, definition))
      graphs.set(key, graph)
      if (graphs.size > MOST_GRAPHS) graphs.delete(graphs.keys().next().value!)
      return graph
    },
  }
}

async function load(...[ctx, definition]: Parameters<GraphCache['get']>): Promise<FlowGraph> {
  const found = await definitionStore.findDefinition(ctx.tx, definition)
  if (!found) throw new Error(`flow ${definition.id} version ${definition.version} is running but not there`)
  const { source, graph, problems } = await parseFlow(found.xml)
  if (problems.length > 0)
    throw new Error(`flow ${definition.id} version ${definition.version}: ${problems[0]!.message}`)
  const parts = await findParts(ctx, source, definition.jurisdiction)
  return parts.size === 0 ? graph : buildGraph(inlineCalls(source, parts))
}
