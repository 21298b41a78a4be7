import type { Context } from '../../../platform/act/index.ts'
import type { RunAct } from '../../../platform/module/index.ts'
import { FlowTimerFired } from '../contract/events.ts'
import * as flowStore from '../store/flow-store.ts'
import * as timerStore from '../store/timer-store.ts'
import type { FlowTimer } from '../store/timer-store.ts'
import { goOnWith } from './advance.ts'
import type { FlowsContext } from './flows-context.ts'

const BATCH = 100

/** Fires all timers whose last day has passed, each in a transaction of its own: one that fails holds up no other. */
export async function fireTimers(act: RunAct, bind: (ctx: Context) => FlowsContext): Promise<number> {
  let fired = 0
  for (;;) {
    const due = await act((ctx) => timerStore.listDue(ctx.tx, ctx.today, BATCH))
    let moved = 0
    for (const timer of due) moved += (await act((ctx) => fireTimer(bind(ctx), timer))) ? 1 : 0
    fired += moved
    if (due.length < BATCH || moved === 0) return fired
  }
}

/** @returns false when it was dropped meanwhile: the task was completed just before */
export async function fireTimer(ctx: FlowsContext, timer: FlowTimer): Promise<boolean> {
  const flow = await flowStore.lockFlow(ctx.tx, timer.flowId)
  if (flow.state !== 'running' || !(await timerStore.markFired(ctx.tx, timer.id))) return false
  const graph = await ctx.graphs.get(ctx, flow.definition)
  const { token, elementId, dueOn } = timer
  const name = graph.nodes.get(elementId)?.name || elementId
  ctx.emit(FlowTimerFired.of({ subject: flow.subject, subjectKind: flow.subjectKind, elementId, name, dueOn }))
  const event = { kind: 'timer-fired', token, element: elementId } as const
  await goOnWith(ctx, graph, flow, event)
  return true
}
