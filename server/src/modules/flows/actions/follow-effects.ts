import { addDays } from '../../../kernel/calendar-date.ts'
import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import { newPublicId, splitPublicId } from '../../../kernel/public-id.ts'
import { FlowEnded, TaskCancelled, TaskOpened } from '../contract/events.ts'
import type { Task } from '../contract/task.ts'
import { canReturn, excludedFrom } from '../domain/flow.ts'
import type { Flow } from '../domain/flow.ts'
import type { TaskRule, Wait } from '../domain/graph.ts'
import type { FlowEffect, Stepped } from '../domain/step-flow.ts'
import * as taskStore from '../store/task-store.ts'
import type { NewTask } from '../store/task-store.ts'
import * as timerStore from '../store/timer-store.ts'
import type { FlowsContext } from './flows-context.ts'
import { presentTask } from './present-task.ts'

/** What a step led to. */
export interface StepResult {
  readonly opened: Task[]
  readonly ended: boolean
}

/** Does what a step asks for: opens and cancels tasks, sets and drops timers. The flow is saved as the step left it. */
export async function followEffects(ctx: FlowsContext, flow: Flow, effects: Stepped['effects']): Promise<StepResult> {
  const opened: NewTask[] = []
  for (const effect of effects) {
    if (effect.kind === 'end') continue
    const isStillThere = flow.tokens.at.some(([number]) => number === effect.token)
    // A service or a decision may have led past it in the same step.
    if (effect.kind === 'open-task' && isStillThere) opened.push(await newTaskOf(ctx, flow, effect))
    else await followOther(ctx, flow, effect)
  }
  await taskStore.insertTasks(ctx.tx, opened)
  for (const task of opened) ctx.emit(TaskOpened.of(openedBody(task)))
  const ended = flow.state === 'ended'
  if (ended) ctx.emit(FlowEnded.of(flowBody(flow)))
  return { opened: opened.map(presentTask), ended }
}

type TaskEffect = Extract<FlowEffect, { readonly token: number }>

async function followOther(ctx: FlowsContext, flow: Flow, effect: TaskEffect): Promise<void> {
  const { token, node } = effect
  switch (effect.kind) {
    case 'set-timer': {
      const dueOn = await dueOf(ctx, flow, node.wait!)
      return timerStore.insertTimer(ctx.tx, { flowId: flow.id, token, elementId: node.id, dueOn })
    }
    case 'drop-timer':
      return timerStore.dropTimers(ctx.tx, flow.id, { token, elementId: node.id })
    case 'cancel-task': {
      const cancelled = await taskStore.cancelOpen(ctx.tx, { subject: flow.subject, flowId: flow.id, token }, ctx.now)
      for (const task of cancelled)
        ctx.emit(TaskCancelled.of({ ...taskBody(task), reason: '流程转入下一步，这一步不再办理' }))
      return
    }
    // Done by `advance`, or already seen to.
    case 'open-task':
    case 'call-service':
    case 'decide':
    case 'begin-multi':
      return
  }
}

async function newTaskOf(ctx: FlowsContext, flow: Flow, effect: TaskEffect): Promise<NewTask> {
  const { node, token } = effect
  const { step, role } = node.task!
  const { own, dueOn } = await dueOfTask(ctx, flow, node.task!)
  return {
    id: newPublicId(splitPublicId(flow.id).jurisdiction),
    flowId: flow.id,
    token,
    elementId: node.id,
    subject: flow.subject,
    subjectKind: flow.subjectKind,
    subjectNo: flow.subjectNo,
    title: flow.title,
    step,
    name: node.name,
    role,
    division: flow.division,
    ...(flow.organizationId !== undefined && { organizationId: flow.organizationId }),
    state: 'open',
    openedAt: ctx.now.toISOString(),
    ...(dueOn !== undefined && { dueOn }),
    ...(own !== undefined && { ownDueOn: own }),
    level: flow.level,
    canReturn: canReturn(node, flow.values),
    excludedStaff: excludedFrom(flow, node),
    personName: flow.personName,
    personBlinds: flow.personBlinds,
    version: 1,
  }
}

/** The day of the opening does not count; calendar days are ours to count, working days the calendar's. */
export async function dueOf(
  ctx: FlowsContext,
  { division }: Pick<Flow, 'division'>,
  length: Wait,
  openedOn: CalendarDate = ctx.today,
): Promise<CalendarDate> {
  if (length.unit === 'day') return addDays(openedOn, length.length)
  return ctx.limits.workdayAfter(ctx, { division, date: openedOn, n: length.length })
}

/** The step's own limit, and the day by which it is due: that, or the whole case's if it is earlier. */
export async function dueOfTask(
  ctx: FlowsContext,
  flow: Pick<Flow, 'division' | 'dueOn'>,
  { limitWorkdays }: Pick<TaskRule, 'limitWorkdays'>,
  openedOn: CalendarDate = ctx.today,
): Promise<{ own: CalendarDate | undefined; dueOn: CalendarDate | undefined }> {
  if (limitWorkdays === undefined) return { own: undefined, dueOn: flow.dueOn }
  const own = await dueOf(ctx, flow, { length: limitWorkdays, unit: 'workday' }, openedOn)
  return { own, dueOn: flow.dueOn === undefined || own < flow.dueOn ? own : flow.dueOn }
}

/** What every entry about a task says of it. */
export function taskBody(task: Task) {
  const { subject, subjectKind, id: taskId, step, name, elementId } = task
  return { subject, subjectKind, taskId, step, name, ...(elementId !== undefined && { elementId }) }
}

export function openedBody(task: Task) {
  const { role, division, organizationId, dueOn } = task
  return {
    ...taskBody(task),
    role,
    division,
    ...(organizationId !== undefined && { organizationId }),
    ...(dueOn !== undefined && { dueOn }),
  }
}

export function flowBody(flow: Flow) {
  const { subject, subjectKind, definition, id: flowId } = flow
  return { subject, subjectKind, definitionId: definition.id, definitionVersion: definition.version, flowId }
}
