import type { Context } from '../../../platform/act/index.ts'
import type { LimitsApi } from '../../limits/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { DecisionModel } from '../domain/decision.ts'
import type { FlowGraph, FlowValues } from '../domain/graph.ts'
import type { Definition } from '../store/definition-store.ts'

/** What `flows` asks of those to its left: working days and running limits, and the names of organizations. */
export interface FlowsDeps {
  readonly limits: Pick<LimitsApi, 'listFor' | 'workdayAfter'>
  readonly organizations: Pick<OrganizationsApi, 'organizationNames' | 'staffNames'>
  /** What was searched for, blinded in every way in which callers blind the persons of their tasks. */
  readonly personBlinds: (ctx: Context, word: string) => readonly Buffer[]
  /** The services that modules to the right offer; known when all of them are made. */
  readonly services?: () => readonly FlowService[]
  /** The templates of documents that are published for a jurisdiction; known when all modules are made. */
  readonly documentTemplates?: (ctx: Context, jurisdiction: string) => Promise<readonly StepTemplate[]>
}

/** 文书模板, as the module that issues documents tells it. */
export interface StepTemplate {
  readonly templateId: string
  readonly name: string
  /** Absent: it is issued by an act of its own, never by a step. */
  readonly step?: 'notice' | 'record'
}

export interface FlowsContext extends Context, FlowsDeps {
  readonly graphs: GraphCache
  readonly decisions: DecisionCache
}

/** What a service is told of the flow that calls it. */
export interface ServiceRequest {
  readonly subject: string
  readonly subjectKind: string
  readonly elementId: string
  readonly name: string
  /** `yiwang:text` of the element. */
  readonly text?: string
  readonly variables: FlowValues
}

/**
 * 服务: what a module lets flows do of themselves, by name. It runs in the transaction of the step: what takes long or
 * goes elsewhere follows from the entries that it emits.
 */
export interface FlowService {
  /** `cases.tell-applicant`. */
  readonly name: string
  readonly title: string
  /** Whether the drawing must give it a text. */
  readonly takesText: boolean
  /** @returns values of variables, kept as far as the flow declares them */
  run(ctx: Context, request: ServiceRequest): Promise<Readonly<Record<string, unknown>>>
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
