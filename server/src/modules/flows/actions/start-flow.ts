import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import { problem } from '../../../kernel/problem.ts'
import { newPublicId, splitPublicId } from '../../../kernel/public-id.ts'
import { FlowStarted } from '../contract/events.ts'
import type { LimitLevel } from '../contract/level.ts'
import { flowsProblems } from '../contract/problems.ts'
import { declaredValues } from '../domain/flow.ts'
import type { Flow } from '../domain/flow.ts'
import { NO_TOKENS } from '../domain/tokens.ts'
import * as definitionStore from '../store/definition-store.ts'
import * as flowStore from '../store/flow-store.ts'
import { advance } from './advance.ts'
import type { FlowsContext } from './flows-context.ts'
import { flowBody, followEffects } from './follow-effects.ts'
import type { StepResult } from './follow-effects.ts'
import { followPlans } from './plan-versions.ts'
import { sealPersonName } from './person-name.ts'

/** What the tasks of a subject say of it. */
export interface SubjectFacts {
  readonly subject: string
  /** The kind of the subject's ledger stream; `case` if it is not given. */
  readonly subjectKind?: string
  readonly subjectNo: string
  readonly title: string
  readonly division: string
  readonly organizationId?: string
  readonly dueOn?: string
  readonly level: LimitLevel
  /** Whom it concerns, as the inbox shows it: kept sealed, masked in views if it is a person's name. */
  readonly personName?: string
  readonly personKind?: 'person' | 'organization'
  /** Blind indexes of name, id, phone …, by which the inbox finds it; the composition root makes the same of a search. */
  readonly personBlinds?: readonly Buffer[]
  /** Members of staff who may do none of its tasks. */
  readonly excluded?: readonly string[]
}

export interface StartFlow extends SubjectFacts {
  readonly definitionId: string
  readonly definitionVersion: number
  /** What conditions may read; only what the flow declares is kept. */
  readonly variables?: Readonly<Record<string, unknown>>
}

/** Starts the flow of an item for a subject, on the published version that the subject pins, or the one that was planned to follow it. */
export async function startFlow(ctx: FlowsContext, input: StartFlow): Promise<StepResult & { flowId: string }> {
  const { jurisdiction } = splitPublicId(input.subject)
  const { definitionId, definitionVersion } = input
  const key = { jurisdiction, id: definitionId, version: definitionVersion }
  const named = await definitionStore.findUsable(ctx.tx, key)
  if (!named) {
    throw problem(flowsProblems['definition-unknown'], { definitionId, version: definitionVersion })
  }
  const definition = await followPlans(ctx, jurisdiction, named)
  const graph = await ctx.graphs.get(ctx, definition)
  if (graph.isPart) throw problem(flowsProblems['definition-part'], { definitionId, version: definitionVersion })
  const values = { ...declaredValues(graph, input.variables), outcomes: {} }
  const facts = { ...subjectOf(ctx, input), id: newPublicId(jurisdiction), definition, values, performers: {} }
  const before: Flow = { ...facts, state: 'running', tokens: NO_TOKENS }
  ctx.emit(FlowStarted.of(flowBody(before)))
  const { flow, effects } = await advance(ctx, graph, before, { kind: 'start' })
  await flowStore.insertFlow(ctx.tx, flow, ctx.now)
  return { flowId: flow.id, ...(await followEffects(ctx, flow, effects)) }
}

export function subjectOf(ctx: FlowsContext, facts: SubjectFacts) {
  const { subject, subjectKind = 'case', subjectNo, title, division, organizationId, dueOn, level } = facts
  return {
    subject,
    subjectKind,
    subjectNo,
    title,
    division,
    ...(organizationId !== undefined && { organizationId }),
    ...(dueOn !== undefined && { dueOn: dueOn as CalendarDate }),
    level,
    personName: sealPersonName(ctx, facts),
    personBlinds: facts.personBlinds ?? [],
    excludedStaff: [...(facts.excluded ?? [])],
  }
}
