import type { FlowsContext } from '../actions/flows-context.ts'
import { RISK_LEVELS } from '../contract/step.ts'
import type { StepRisk } from '../contract/step.ts'
import * as definitionStore from '../store/definition-store.ts'

const LEVELS: Readonly<Record<string, string>> = RISK_LEVELS

export interface NamedFlow {
  readonly jurisdiction: string
  readonly definitionId: string
  readonly version: number
}

/** 廉政风险点 on the steps of a flow that a jurisdiction may use; none where there is no such flow. */
export async function risksOf(ctx: FlowsContext, { definitionId: id, ...key }: NamedFlow): Promise<StepRisk[]> {
  const definition = await definitionStore.findUsable(ctx.tx, { id, ...key })
  if (!definition) return []
  const { nodes } = await ctx.graphs.get(ctx, definition)
  return [...nodes.values()].flatMap(({ name, task }) =>
    task?.risk ? [{ ...task.risk, step: name, level: LEVELS[task.risk.level] ?? task.risk.level }] : [],
  )
}
