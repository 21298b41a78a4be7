import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import { problem } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/act/index.ts'
import { presentTask } from '../actions/present-task.ts'
import type { FlowChart, FlowState, GetFlowChart, GetFlowState } from '../contract/get-flow.ts'
import { flowsPermits } from '../contract/permits.ts'
import { flowsProblems } from '../contract/problems.ts'
import type { Task } from '../contract/task.ts'
import type { Flow } from '../domain/flow.ts'
import { drawnId } from '../domain/inline-calls.ts'
import * as definitionStore from '../store/definition-store.ts'
import * as flowStore from '../store/flow-store.ts'
import * as taskStore from '../store/task-store.ts'
import { requireCounty } from './require-county.ts'

/** The drawing that the guide shows: the same file that is executed. */
export async function getFlowChart(ctx: Context, input: InputOf<typeof GetFlowChart>): Promise<FlowChart> {
  const { jurisdiction, definitionId, version } = input
  const usable = await definitionStore.findUsable(ctx.tx, { jurisdiction, id: definitionId, version })
  const found = usable && (await definitionStore.findDefinition(ctx.tx, usable))
  if (!found) throw problem(flowsProblems['definition-unknown'], { definitionId, version })
  return { definitionId, version, name: found.name, xml: found.xml }
}

export async function getFlowState(
  ctx: Context,
  { subject }: InputOf<typeof GetFlowState>,
): Promise<OutputOf<typeof GetFlowState>> {
  const flow = await flowStore.findLatest(ctx.tx, subject)
  if (!flow) {
    requireCounty(ctx, subject)
    return {}
  }
  ctx.permit.require(flowsPermits.read.name, flow)
  return { flow: await stateOfFlow(ctx, flow) }
}

/** For callers who have checked their own permit. */
export async function stateOf(ctx: Context, subject: string): Promise<FlowState | undefined> {
  const flow = await flowStore.findLatest(ctx.tx, subject)
  return flow && stateOfFlow(ctx, flow)
}

export async function tasksOf(ctx: Context, subject: string): Promise<Task[]> {
  return (await taskStore.listOf(ctx.tx, subject)).map(presentTask)
}

export async function getTask(ctx: Context, taskId: string): Promise<Task> {
  const task = await taskStore.findTask(ctx.tx, taskId)
  if (!task) throw problem(flowsProblems['task-unknown'])
  return presentTask(task)
}

async function stateOfFlow(ctx: Context, flow: Flow): Promise<FlowState> {
  const tasks = await taskStore.listOf(ctx.tx, flow.subject)
  const passed = tasks.filter((task) => task.flowId === flow.id && task.state === 'done').map((task) => task.elementId!)
  const definition = await definitionStore.findDefinition(ctx.tx, flow.definition)
  // A flow that went to another version did some under a name that this drawing has not; its outcomes have the new ones.
  const drawn = idsIn(definition?.xml ?? '')
  const done = [...passed, ...Object.keys(flow.values.outcomes)].map(drawnId).filter((id) => drawn.has(id))
  return {
    flowId: flow.id,
    subject: flow.subject,
    definitionId: flow.definition.id,
    definitionVersion: flow.definition.version,
    state: flow.state,
    tokens: [...new Set(flow.tokens.at.map(([, at]) => drawnId(at)))],
    done: [...new Set(done)],
    xml: definition?.xml ?? '',
  }
}

function idsIn(xml: string): Set<string> {
  return new Set([...xml.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!))
}
