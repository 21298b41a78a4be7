import type { FlowsContext } from '../actions/flows-context.ts'
import { NO_PROCEDURE } from '../contract/step.ts'
import type { StepDocument } from '../contract/step.ts'
import type { FlowNode } from '../domain/graph.ts'
import * as flowStore from '../store/flow-store.ts'

/** 特别程序 that may be opened where the flow of a subject stands, by their codes; undefined: any that the item has. */
export async function proceduresAt(ctx: FlowsContext, subject: string): Promise<readonly string[] | undefined> {
  const steps = await openSteps(ctx, subject)
  if (steps.length === 0) return undefined
  const codes = steps.map(({ task }) => task?.procedures)
  // Of branches side by side, one that lets any be opened is enough.
  if (codes.includes(undefined)) return undefined
  return [...new Set(codes.flatMap((each) => each ?? []))].filter((code) => code !== NO_PROCEDURE)
}

/** 文书 that the steps issue on which the flow of a subject stands, by element. */
export async function documentsAt(
  ctx: FlowsContext,
  subject: string,
): Promise<ReadonlyMap<string, readonly StepDocument[]>> {
  const steps = await openSteps(ctx, subject)
  return new Map(steps.flatMap(({ id, task }) => (task?.documents ? [[id, task.documents]] : [])))
}

async function openSteps(ctx: FlowsContext, subject: string): Promise<FlowNode[]> {
  const flow = await flowStore.findLatest(ctx.tx, subject)
  if (flow?.state !== 'running') return []
  const graph = await ctx.graphs.get(ctx, flow.definition)
  return flow.tokens.at.flatMap(([, at]) => {
    const node = graph.nodes.get(at)
    return node?.task ? [node] : []
  })
}
