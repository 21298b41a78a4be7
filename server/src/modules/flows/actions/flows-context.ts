import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { LimitView } from '../../limits/contract/limit.ts'
import type { FlowGraph, Wait } from '../domain/graph.ts'
import type { Definition } from '../store/definition-store.ts'

/** What `flows` asks of those to its left. */
export interface FlowsDeps {
  /** The last day of a period that starts today or on `startOn`, on the official calendar of the division. */
  readonly dueOn: (
    ctx: Context,
    period: { division: string; startOn: CalendarDate; length: Wait },
  ) => Promise<CalendarDate>
  readonly organizations: { organizationNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> }
  readonly limits: { listFor(ctx: Context, subjects: string[]): Promise<Map<string, LimitView[]>> }
}

export interface FlowsContext extends Context, FlowsDeps {
  readonly graphs: GraphCache
}

export type DefinitionRef = Omit<Definition, 'xml' | 'name'>

/** Graphs by the digest of their file: a parse takes milliseconds, a step microseconds. */
export interface GraphCache {
  get(ctx: Context, definition: DefinitionRef): Promise<FlowGraph>
}
