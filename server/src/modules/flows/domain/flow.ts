import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import type { LimitLevel } from '../contract/level.ts'
import type { Outcome } from '../contract/step.ts'
import { nextElements } from './choose-edges.ts'
import type { FlowGraph, FlowNode } from './graph.ts'
import type { Stepped } from './step-flow.ts'
import type { Tokens } from './tokens.ts'

/** What a flow and its tasks say of the thing that is being worked on. */
export interface Subject {
  readonly subject: string
  readonly subjectKind: string
  readonly subjectNo: string
  readonly title: string
  readonly division: string
  readonly organizationId?: string
  readonly dueOn?: CalendarDate
  readonly level: LimitLevel
  /** Sealed. */
  readonly personName: Buffer | undefined
  readonly personBlinds: readonly Buffer[]
  readonly excludedStaff: readonly string[]
}

/** What conditions read, and nothing else of the subject. */
export interface Values extends Readonly<Record<string, unknown>> {
  readonly outcome?: Outcome
  readonly outcomes: Readonly<Record<string, Outcome>>
}

/** 流程实例：一个办件正在走的流程。 */
export interface Flow extends Subject {
  readonly id: string
  readonly definition: { jurisdiction: string; id: string; version: number; digest: string }
  readonly state: 'running' | 'ended' | 'cancelled'
  readonly tokens: Tokens
  readonly values: Values
  /** Element → members of staff who have done it, however often it came back. */
  readonly performers: Readonly<Record<string, readonly string[]>>
}

/** Only what the flow declares is kept: the rest of a form is none of its business. */
export function declaredValues(
  graph: FlowGraph,
  variables: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return Object.fromEntries(
    graph.variables.filter((name) => variables[name] !== undefined).map((name) => [name, variables[name]]),
  )
}

export function withOutcome(values: Values, elementId: string, outcome: Outcome, isOneOfSeveral = false): Values {
  const before = isOneOfSeveral ? values.outcomes[elementId] : undefined
  const said = before === undefined ? outcome : graver(before, outcome)
  return { ...values, outcome: said, outcomes: { ...values.outcomes, [elementId]: said } }
}

/** Of several who were asked, one who returns it is enough for a return, one who refuses for a refusal. */
function graver(one: Outcome, other: Outcome): Outcome {
  const order: readonly Outcome[] = ['pass', 'deny', 'return']
  return order.indexOf(one) > order.indexOf(other) ? one : other
}

/** 退回 is a sequence flow: there is one if a return leads elsewhere than a pass does. */
export function canReturn(node: FlowNode, values: Values): boolean {
  const [returned, passed] = (['return', 'pass'] as const).map((outcome) =>
    nextElements(node, withOutcome(values, node.id, outcome)),
  ) as [Set<FlowNode>, Set<FlowNode>]
  return returned.size !== passed.size || [...returned].some((next) => !passed.has(next))
}

/** 职责分离: those who did an element from which this one is kept apart, and those whom the caller excludes. */
export function excludedFrom(flow: Pick<Flow, 'excludedStaff' | 'performers'>, node: FlowNode): string[] {
  const performed = (node.task?.distinctFrom ?? []).flatMap((other) => flow.performers[other] ?? [])
  return [...new Set([...flow.excludedStaff, ...performed])]
}

export function withPerformers(flow: Flow, elementId: string, people: readonly string[]): Flow['performers'] {
  if (people.length === 0) return flow.performers
  return { ...flow.performers, [elementId]: [...new Set([...(flow.performers[elementId] ?? []), ...people])] }
}

/** The flow after a step. Where several are asked anew, what was said before counts no more. */
export function afterStep<F extends Pick<Flow, 'tokens' | 'values' | 'state'>>(
  flow: F,
  { tokens, effects }: Stepped,
): F {
  const state = effects.some((effect) => effect.kind === 'end') ? 'ended' : 'running'
  const anew = effects.flatMap((effect) => (effect.kind === 'begin-multi' ? [effect.node.id] : []))
  if (anew.length === 0) return { ...flow, tokens, state }
  const kept = Object.entries(flow.values.outcomes).filter(([id]) => !anew.includes(id))
  return { ...flow, tokens, state, values: { ...flow.values, outcomes: Object.fromEntries(kept) } }
}
