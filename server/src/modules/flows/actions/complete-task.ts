import { streamOf } from '../../../kernel/event.ts'
import type { StandIn } from '../../../kernel/permit.ts'
import { problem } from '../../../kernel/problem.ts'
import { TaskCompleted } from '../contract/events.ts'
import { flowsProblems } from '../contract/problems.ts'
import type { Outcome } from '../contract/step.ts'
import type { Task } from '../contract/task.ts'
import { canReturn, declaredValues, withOutcome, withPerformers } from '../domain/flow.ts'
import type { Flow } from '../domain/flow.ts'
import type { FlowGraph, FlowNode } from '../domain/graph.ts'
import * as flowStore from '../store/flow-store.ts'
import * as taskStore from '../store/task-store.ts'
import type { TaskRow } from '../store/task-store.ts'
import { goOnWith } from './advance.ts'
import { peopleOf } from '../domain/work-areas.ts'
import { checkWorker } from './check-worker.ts'
import type { FlowsContext } from './flows-context.ts'
import { taskBody } from './follow-effects.ts'
import type { StepResult } from './follow-effects.ts'
import { presentTask } from './present-task.ts'

export interface CompleteTask {
  readonly taskId: string
  /** The task's own version, as it was seen. */
  readonly version: number
  readonly outcome: Outcome
  readonly opinion?: string
  readonly variables?: Readonly<Record<string, unknown>>
}

export interface CompletedTask extends StepResult {
  readonly task: Task
  /** Templates of the 文书 that the drawing has issued with this outcome: the caller's to issue. */
  readonly documents: readonly string[]
}

/** 办理: the step is done with an outcome and an opinion; the flow goes on. What the outcome means is the caller's to say. */
export async function completeTask(ctx: FlowsContext, input: CompleteTask): Promise<CompletedTask> {
  const seen = await taskStore.findTask(ctx.tx, input.taskId)
  if (!seen) throw problem(flowsProblems['task-unknown'])
  const flow = seen.flowId === undefined ? undefined : await flowStore.lockFlow(ctx.tx, seen.flowId)
  await checkVersion(ctx, seen, input.version)
  const performer = performerOf(ctx, checkWorker(ctx, seen))
  if (!flow) {
    if (input.outcome === 'return' && !seen.canReturn)
      throw problem(flowsProblems['cannot-return'], { name: seen.name })
    return { task: await complete(ctx, seen, { ...input, performer }), opened: [], ended: false, documents: [] }
  }
  const graph = await ctx.graphs.get(ctx, flow.definition)
  const node = graph.nodes.get(seen.elementId!)!
  if (isKeptApart(performer, flow, node)) throw problem(flowsProblems['same-person'], { name: seen.name })
  if (input.outcome === 'return' && !canReturn(node, flow.values)) {
    throw problem(flowsProblems['cannot-return'], { name: seen.name })
  }
  const task = await complete(ctx, seen, { ...input, performer })
  const documents = (node.task?.documents ?? []).flatMap(({ templateId, outcome }) =>
    outcome === input.outcome ? [templateId] : [],
  )
  return { task, documents, ...(await goOn(ctx, { graph, flow, node, token: seen.token!, performer }, input)) }
}

async function checkVersion(ctx: FlowsContext, task: TaskRow, version: number): Promise<void> {
  if (task.version !== version) throw await ctx.stale(streamOf(task.subjectKind, task.subject))
  if (task.state !== 'open') throw problem(flowsProblems['task-ended'], { name: task.name })
}

/** Under the flow's lock: another branch may have been completed since the task was opened. */
function isKeptApart({ people }: Performer, flow: Flow, node: FlowNode): boolean {
  const others = (node.task?.distinctFrom ?? []).flatMap((other) => flow.performers[other] ?? [])
  return people.some((one) => others.includes(one))
}

/** Who does it, in whose stead, and who all counts as having done it. */
interface Performer {
  readonly staffId: string | undefined
  readonly insteadOf: string | undefined
  readonly people: readonly string[]
}

function performerOf({ actor: { staffId } }: FlowsContext, standIn: StandIn | undefined): Performer {
  const people = staffId === undefined ? [] : peopleOf(staffId, standIn)
  return { staffId, insteadOf: standIn?.insteadOf, people }
}

async function complete(
  ctx: FlowsContext,
  task: TaskRow,
  input: CompleteTask & { performer: Performer },
): Promise<Task> {
  const { outcome, opinion } = input
  const { staffId, insteadOf } = input.performer
  const refuse = () => ctx.stale(streamOf(task.subjectKind, task.subject))
  await taskStore.completeTask(ctx.tx, task, { staffId, insteadOf, outcome, opinion, at: ctx.now }, refuse)
  const body = { ...taskBody(task), outcome, ...(staffId !== undefined && { staffId }) }
  ctx.emit(TaskCompleted.of(body), opinion ? { personal: { opinion } } : {})
  return presentTask({
    ...task,
    state: 'done',
    completedAt: ctx.now.toISOString(),
    ...(staffId !== undefined && { completedBy: staffId }),
    ...(insteadOf !== undefined && { completedFor: insteadOf }),
    outcome,
    ...(opinion !== undefined && { opinion }),
    version: task.version + 1,
  })
}

async function goOn(
  ctx: FlowsContext,
  at: { graph: FlowGraph; flow: Flow; node: FlowNode; token: number; performer: Performer },
  input: CompleteTask,
): Promise<StepResult> {
  const { graph, flow, node, token, performer } = at
  const given = { ...flow.values, ...declaredValues(graph, input.variables) }
  const values = withOutcome(given, node.id, input.outcome, node.multi !== undefined)
  const { people } = performer
  const next: Flow = { ...flow, values, performers: withPerformers(flow, node.id, people) }
  if (flow.tokens.at.length > 1) {
    const elementIds = node.task?.distinctFrom ?? []
    for (const one of people) await taskStore.excludeStaff(ctx.tx, { flowId: flow.id, elementIds }, one)
  }
  return goOnWith(ctx, graph, next, { kind: 'completed', token })
}
