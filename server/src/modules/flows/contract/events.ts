import { Type } from 'typebox'
import { event, streamOf } from '../../../kernel/event.ts'
import { ElementMapping, PlanKind, VersionRef } from './plan-versions.ts'
import { Outcome, Step } from './step.ts'

/** The entries stand in the chain of the thing that is being worked on, between its own. */
const subject = { subject: Type.String(), subjectKind: Type.String() }
const ofSubject = (body: { subject: string; subjectKind: string }) => streamOf(body.subjectKind, body.subject)
const definition = { definitionId: Type.String(), definitionVersion: Type.Integer() }
const task = { taskId: Type.String(), step: Step, name: Type.String(), elementId: Type.Optional(Type.String()) }
const date = Type.String({ format: 'date' })

export const FlowDefinitionPublished = event(
  'flows/FlowDefinitionPublished.v1',
  Type.Object({
    jurisdiction: Type.String(),
    ...definition,
    name: Type.String(),
    /** SHA-256 of the file, hex. */
    digest: Type.String(),
  }),
  {
    title: '发布流程',
    stream: (body) => ({ jurisdiction: body.jurisdiction, name: `flow-definition:${body.definitionId}` }),
  },
)

export const DecisionTablePublished = event(
  'flows/DecisionTablePublished.v1',
  Type.Object({
    jurisdiction: Type.String(),
    decisionId: Type.String(),
    decisionVersion: Type.Integer(),
    name: Type.String(),
    /** SHA-256 of the file, hex. */
    digest: Type.String(),
  }),
  {
    title: '发布决策表',
    stream: (body) => ({ jurisdiction: body.jurisdiction, name: `decision-table:${body.decisionId}` }),
  },
)

/** What was asked and answered lies beside the chain, as `personal.said`: it may hold answers of a form. */
export const DecisionTableApplied = event(
  'flows/DecisionTableApplied.v1',
  Type.Object({
    ...subject,
    decisionId: Type.String(),
    decisionVersion: Type.Integer(),
    digest: Type.String(),
    elementId: Type.Optional(Type.String()),
    /** In their order; `matched` are the numbers of the rules, as the table shows them. */
    decisions: Type.Array(
      Type.Object({ name: Type.String(), matched: Type.Array(Type.Integer()), isOtherwise: Type.Boolean() }),
    ),
  }),
  { title: '套用决策表', stream: ofSubject },
)

export const FlowStarted = event(
  'flows/FlowStarted.v1',
  Type.Object({ ...subject, ...definition, flowId: Type.String() }),
  {
    title: '流程开始',
    stream: ofSubject,
  },
)

export const TaskOpened = event(
  'flows/TaskOpened.v1',
  Type.Object({
    ...subject,
    ...task,
    role: Type.String(),
    division: Type.String(),
    organizationId: Type.Optional(Type.String()),
    dueOn: Type.Optional(date),
  }),
  { title: '任务下达', stream: ofSubject },
)

export const TaskClaimed = event('flows/TaskClaimed.v1', Type.Object({ ...subject, ...task, staffId: Type.String() }), {
  title: '领取任务',
  stream: ofSubject,
})

/** Who had taken it may not do it any more (he left, or has another post): it is open to all of the post again. */
export const TaskReturned = event('flows/TaskReturned.v1', Type.Object({ ...subject, ...task, from: Type.String() }), {
  title: '任务退回待领',
  stream: ofSubject,
})

export const TaskReleased = event(
  'flows/TaskReleased.v1',
  Type.Object({ ...subject, ...task, staffId: Type.String() }),
  {
    title: '退还任务',
    stream: ofSubject,
  },
)

/** The opinion lies beside the chain, as `personal.opinion`: people write names into it. */
export const TaskCompleted = event(
  'flows/TaskCompleted.v1',
  Type.Object({ ...subject, ...task, outcome: Outcome, staffId: Type.Optional(Type.String()) }),
  { title: '任务办结', stream: ofSubject },
)

export const TaskCancelled = event(
  'flows/TaskCancelled.v1',
  Type.Object({ ...subject, ...task, reason: Type.String() }),
  { title: '任务取消', stream: ofSubject },
)

export const FlowTimerFired = event(
  'flows/FlowTimerFired.v1',
  Type.Object({ ...subject, elementId: Type.String(), name: Type.String(), dueOn: date }),
  { title: '流程定时到期', stream: ofSubject },
)

export const FlowMessageReceived = event(
  'flows/FlowMessageReceived.v1',
  Type.Object({ ...subject, elementId: Type.String(), name: Type.String() }),
  { title: '流程收到消息', stream: ofSubject },
)

export const FlowEnded = event(
  'flows/FlowEnded.v1',
  Type.Object({ ...subject, ...definition, flowId: Type.String() }),
  {
    title: '流程结束',
    stream: ofSubject,
  },
)

export const FlowCancelled = event(
  'flows/FlowCancelled.v1',
  Type.Object({ ...subject, flowId: Type.String(), reason: Type.String() }),
  { title: '流程中止', stream: ofSubject },
)

export const FlowVersionPlanned = event(
  'flows/FlowVersionPlanned.v1',
  Type.Object({
    jurisdiction: Type.String(),
    planId: Type.String(),
    definitionId: Type.String(),
    from: VersionRef,
    to: VersionRef,
    kind: PlanKind,
    mapping: ElementMapping,
    reason: Type.String(),
  }),
  {
    title: '安排流程换版',
    stream: (body) => ({ jurisdiction: body.jurisdiction, name: `flow-definition:${body.definitionId}` }),
  },
)

export const FlowMigrated = event(
  'flows/FlowMigrated.v1',
  Type.Object({
    ...subject,
    flowId: Type.String(),
    planId: Type.String(),
    definitionId: Type.String(),
    from: VersionRef,
    to: VersionRef,
    reason: Type.String(),
    /** Where each token stood and stands. */
    moves: Type.Array(Type.Object({ from: Type.String(), to: Type.String() })),
  }),
  { title: '流程换版', stream: ofSubject },
)
