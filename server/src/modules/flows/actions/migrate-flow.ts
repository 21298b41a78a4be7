import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import { problem } from '../../../kernel/problem.ts'
import { splitPublicId } from '../../../kernel/public-id.ts'
import { FlowMigrated } from '../contract/events.ts'
import { flowsPermits } from '../contract/permits.ts'
import type { MigrateFlow } from '../contract/plan-versions.ts'
import { flowsProblems } from '../contract/problems.ts'
import { canReturn, excludedFrom } from '../domain/flow.ts'
import type { Flow } from '../domain/flow.ts'
import type { FlowNode } from '../domain/graph.ts'
import { planMigration } from '../domain/migrate-flow.ts'
import type { TokenMove, VersionChange } from '../domain/migrate-flow.ts'
import type { DefinitionKey } from '../store/definition-store.ts'
import * as flowStore from '../store/flow-store.ts'
import * as planStore from '../store/plan-store.ts'
import type { VersionPlan } from '../store/plan-store.ts'
import * as runningStore from '../store/running-store.ts'
import * as timerStore from '../store/timer-store.ts'
import type { DefinitionRef, FlowsContext } from './flows-context.ts'
import { dueOf } from './follow-effects.ts'
import { findChange } from './plan-versions.ts'

/**
 * 流程换版: one running flow goes to the new version, in a transaction of its own. Its open tasks keep whoever has them,
 * when they were opened and when they are due; what was done and said stays; limits are not touched.
 * @returns `moved: false` with the reasons where it can't: it then goes on as before
 */
export async function migrateFlow(
  ctx: FlowsContext,
  { planId, flowId }: InputOf<typeof MigrateFlow>,
): Promise<OutputOf<typeof MigrateFlow>> {
  const plan = await findCurrentPlan(ctx, planId)
  const flow = await lockWithin(ctx, flowId)
  const refuse = (reasons: string[]) => {
    ctx.nothingChanged()
    return { moved: false, reasons }
  }
  if (flow.state !== 'running') return refuse(['流程已经结束'])
  if (!isOn(flow, plan.from)) return refuse(['流程已经不在这个版本上'])
  const touched = ownPart(ctx, flow)
  if (touched) return refuse([touched])
  const { from, to } = await findChange(ctx, { definitionId: plan.from.id, from: plan.from, to: plan.to })
  const graphs = { from: await ctx.graphs.get(ctx, from), to: await ctx.graphs.get(ctx, to) }
  const planned = planMigration(flow, { ...graphs, mapping: plan.mapping })
  if (planned.kind === 'cannot') return refuse([...planned.reasons])
  const { moves, tokens, values, performers } = planned
  const after: Flow = { ...flow, definition: definitionOf(to), tokens, values, performers }
  await runningStore.moveFlow(ctx.tx, after)
  for (const move of moves) await moveWaiting(ctx, after, { move, ...graphs, mapping: plan.mapping })
  emitMigrated(ctx, flow, { plan, moves })
  return { moved: true, reasons: [] }
}

/** Whoever worked on a case does not change the rules under which it goes on (职责分离). */
export function ownPart(ctx: FlowsContext, flow: Flow): string | undefined {
  const { staffId } = ctx.actor
  const isPerformer = staffId !== undefined && Object.values(flow.performers).some((staff) => staff.includes(staffId))
  return isPerformer ? '您办理过这个办件，须由他人换版' : undefined
}

async function findCurrentPlan(ctx: FlowsContext, planId: string): Promise<VersionPlan> {
  const plan = await planStore.findPlan(ctx.tx, planId)
  const { jurisdiction } = splitPublicId(planId)
  if (!plan || ctx.actor.jurisdiction !== jurisdiction) throw problem(flowsProblems['plan-unknown'])
  const newest = await planStore.findNewest(ctx.tx, jurisdiction, plan.from)
  if (plan.kind !== 'migrate' || newest?.id !== plan.id) throw problem(flowsProblems['plan-replaced'])
  return plan
}

async function lockWithin(ctx: FlowsContext, flowId: string): Promise<Flow> {
  const flow = await flowStore.findFlow(ctx.tx, flowId)
  if (!flow || !ctx.permit.allows(flowsPermits.manage.name, flow)) throw problem(flowsProblems['flow-unknown'])
  return flowStore.lockFlow(ctx.tx, flowId)
}

function isOn({ definition }: Flow, { jurisdiction, id, version }: DefinitionKey): boolean {
  return definition.jurisdiction === jurisdiction && definition.id === id && definition.version === version
}

function definitionOf({ jurisdiction, id, version, digest }: DefinitionRef): Flow['definition'] {
  return { jurisdiction, id, version, digest }
}

interface Waiting extends VersionChange {
  readonly move: TokenMove
}

/** The task and the timers of one token follow it. One that waits at a join has neither. */
async function moveWaiting(ctx: FlowsContext, flow: Flow, waiting: Waiting): Promise<void> {
  const { token, to } = waiting.move
  const node = waiting.to.nodes.get(to)
  if (!node) return
  if (node.task) {
    await runningStore.moveTask(ctx.tx, {
      flowId: flow.id,
      token,
      elementId: node.id,
      name: node.name,
      role: node.task.role,
      canReturn: canReturn(node, flow.values),
      excludedStaff: excludedFrom(flow, node),
    })
  }
  await moveTimers(ctx, flow, waiting)
}

/** A timer that the new version has too keeps its day, or stays fired; one that is new starts today; one that is gone is dropped. */
async function moveTimers(ctx: FlowsContext, flow: Flow, { move, from, to, mapping }: Waiting): Promise<void> {
  const { token } = move
  const wanted = timersOf(to.nodes.get(move.to))
  const running = (await runningStore.listTimersOf(ctx.tx, flow.id)).filter((timer) => timer.token === token)
  for (const timer of running) {
    const target = mapping[timer.elementId]
    if (wanted.some(({ id }) => id === target)) await runningStore.moveTimer(ctx.tx, timer.id, target!)
    else await timerStore.dropTimers(ctx.tx, flow.id, { token, elementId: timer.elementId })
  }
  const known = new Set(timersOf(from.nodes.get(move.from)).map(({ id }) => mapping[id]))
  for (const { id, wait } of wanted.filter((one) => !known.has(one.id))) {
    const dueOn = await dueOf(ctx, flow, wait!)
    await timerStore.insertTimer(ctx.tx, { flowId: flow.id, token, elementId: id, dueOn })
  }
}

/** Those that run while a token waits here. An event that does not interrupt has a token of its own. */
function timersOf(node: FlowNode | undefined): readonly FlowNode[] {
  if (!node) return []
  const timed =
    node.kind === 'timer' || node.kind === 'boundary' ? [node] : node.boundaries.filter((one) => one.isInterrupting)
  return timed.filter(({ wait }) => wait)
}

function emitMigrated(
  ctx: FlowsContext,
  flow: Flow,
  { plan, moves }: { plan: VersionPlan; moves: readonly TokenMove[] },
): void {
  const { subject, subjectKind, id: flowId } = flow
  ctx.emit(
    FlowMigrated.of({
      subject,
      subjectKind,
      flowId,
      planId: plan.id,
      definitionId: plan.from.id,
      from: { jurisdiction: plan.from.jurisdiction, version: plan.from.version },
      to: { jurisdiction: plan.to.jurisdiction, version: plan.to.version },
      reason: plan.reason,
      moves: moves.map(({ from, to }) => ({ from, to })),
    }),
  )
}
