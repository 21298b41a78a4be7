import type { FlowsContext } from '../actions/flows-context.ts'
import { NO_PROCEDURE } from '../contract/step.ts'
import * as flowStore from '../store/flow-store.ts'

/** 特别程序 that may be opened where the flow of a subject stands, by their codes; undefined: any that the item has. */
export async function proceduresAt(ctx: FlowsContext, subject: string): Promise<readonly string[] | undefined> {
  const flow = await flowStore.findLatest(ctx.tx, subject)
  if (flow?.state !== 'running') return undefined
  const graph = await ctx.graphs.get(ctx, flow.definition)
  const steps = flow.tokens.at.flatMap(([, at]) => graph.nodes.get(at)?.task ?? [])
  if (steps.length === 0) return undefined
  const codes = steps.map(({ procedures }) => procedures)
  // Of branches side by side, one that lets any be opened is enough.
  if (codes.includes(undefined)) return undefined
  return [...new Set(codes.flatMap((each) => each ?? []))].filter((code) => code !== NO_PROCEDURE)
}
