import type { FlowSource } from '../domain/graph.ts'
import { inlineCalls } from '../domain/inline-calls.ts'
import * as definitionStore from '../store/definition-store.ts'
import type { FlowsContext } from './flows-context.ts'
import { parseFlow } from './parse-flow.ts'

/**
 * The published parts that a flow calls, by the id of the call, with what they call themselves already in its place.
 * A part can only call what was published before it, so there is no circle.
 */
export async function findParts(
  ctx: Pick<FlowsContext, 'tx'>,
  source: FlowSource,
  jurisdiction: string,
): Promise<Map<string, FlowSource>> {
  const parts = new Map<string, FlowSource>()
  for (const { id, calls } of source.nodes) {
    if (!calls || !Number.isInteger(calls.version)) continue
    const key = await definitionStore.findUsable(ctx.tx, { jurisdiction, ...calls })
    const found = key && (await definitionStore.findDefinition(ctx.tx, key))
    if (!found) continue
    const { source: part } = await parseFlow(found.xml)
    parts.set(id, inlineCalls(part, await findParts(ctx, part, found.jurisdiction)))
  }
  return parts
}
