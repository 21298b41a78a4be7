import type { FlowProblem } from '../contract/flow-problem.ts'
import { typesOfForm } from '../domain/form-types.ts'
import * as definitionStore from '../store/definition-store.ts'
import { checkConditionTypes } from './check-condition-types.ts'
import type { FlowsContext } from './flows-context.ts'

export interface CheckForm {
  readonly jurisdiction: string
  readonly definitionId: string
  readonly version: number
  /** The item's form, a JSON Schema whose properties are the questions. */
  readonly schema: Readonly<Record<string, unknown>>
}

/**
 * Whether an item's form gives the item's flow what its conditions read, in the types in which they read it.
 * @returns undefined when there is no such flow
 */
export async function checkForm(ctx: FlowsContext, input: CheckForm): Promise<FlowProblem[] | undefined> {
  const { jurisdiction, definitionId: id, version, schema } = input
  const definition = await definitionStore.findUsable(ctx.tx, { jurisdiction, id, version })
  if (!definition) return undefined
  return checkConditionTypes(await ctx.graphs.get(ctx, definition), typesOfForm(schema))
}
