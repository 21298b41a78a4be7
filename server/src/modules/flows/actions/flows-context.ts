import type { Context } from '../../../platform/act/index.ts'
import type { LimitsApi } from '../../limits/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { DecisionModel } from '../domain/decision.ts'
import type { FlowGraph } from '../domain/graph.ts'
import type { Definition } from '../store/definition-store.ts'

/** What `flows` asks of those to its left: working days and running limits, and the names of organizations. */
export interface FlowsDeps {
  readonly limits: Pick<LimitsApi, 'listFor' | 'workdayAfter'>
  readonly organizations: Pick<OrganizationsApi, 'organizationNames'>
  /** What was searched for, blinded in every way in which callers blind the persons of their tasks. */
  readonly personBlinds: (ctx: Context, word: string) => readonly Buffer[]
}

export interface FlowsContext extends Context, FlowsDeps {
  readonly graphs: GraphCache
  readonly decisions: DecisionCache
}

export type DefinitionRef = Omit<Definition, 'xml' | 'name'>

/** Graphs by the digest of their file: a parse takes milliseconds, a step microseconds. */
export interface GraphCache {
  get(ctx: Context, definition: DefinitionRef): Promise<FlowGraph>
}

/** Decision tables by the digest of their file: read and compiled once. */
export interface DecisionCache {
  get(ctx: Context, table: DefinitionRef): Promise<DecisionModel>
}
