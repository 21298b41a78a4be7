import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import { FlowProblem } from './flow-problem.ts'
import { flowsProblems } from './problems.ts'
import { Outcome, Step } from './step.ts'

const Day = Type.String({ format: 'date' })
const Answer = Type.Union([Type.String({ maxLength: 2000 }), Type.Number(), Type.Boolean(), Type.Null()])

/** 试走时做的一件事：办完一步，到了日子，或者等到了消息。 */
export const TrialAct = Type.Object({
  kind: Type.Union([Type.Literal('done'), Type.Literal('timer'), Type.Literal('message')]),
  token: Type.Integer({ minimum: 1 }),
  elementId: Type.String({ minLength: 1, maxLength: 200 }),
  outcome: Type.Optional(Outcome),
})
export type TrialAct = Static<typeof TrialAct>

/** 流程要看的一项：不是决策表和服务给出的。 */
export const TrialVariable = Type.Object({
  name: Type.String(),
  type: Type.Union([
    Type.Literal('number'),
    Type.Literal('string'),
    Type.Literal('boolean'),
    Type.Literal('date'),
    Type.Literal('other'),
  ]),
  values: Type.Optional(Type.Array(Type.String())),
})
export type TrialVariable = Static<typeof TrialVariable>

/** 试走的一步，按开始的先后。 */
export const TrialStep = Type.Object({
  kind: Type.Union([
    Type.Literal('task'),
    Type.Literal('decision'),
    Type.Literal('service'),
    Type.Literal('timer'),
    Type.Literal('message'),
  ]),
  elementId: Type.String(),
  name: Type.String(),
  on: Type.String({ format: 'date', title: '开始' }),
  step: Type.Optional(Step),
  role: Type.Optional(Type.String({ title: '由谁办' })),
  limitWorkdays: Type.Optional(Type.Integer({ title: '限几个工作日' })),
  dueOn: Type.Optional(Type.String({ format: 'date', title: '到期' })),
  doneOn: Type.Optional(Type.String({ format: 'date', title: '办完' })),
  outcome: Type.Optional(Outcome),
  /** The whole case is over its limit by then. */
  isLate: Type.Optional(Type.Boolean({ title: '超过全程时限' })),
  /** Steps whose performer may not do this one. */
  notBy: Type.Optional(Type.Array(Type.String())),
  /** Special procedures that may be opened here, by their codes; absent: any. */
  procedures: Type.Optional(Type.Array(Type.String())),
  /** 文书 of the step: when it is done with this outcome. */
  documents: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String(),
        outcome: Outcome,
        isInternal: Type.Boolean({ title: '入卷，不对外' }),
        isIssued: Type.Boolean({ title: '这次试走出具了' }),
      }),
    ),
  ),
  risk: Type.Optional(Type.Object({ form: Type.String(), level: Type.String(), measure: Type.String() })),
  /** Led past before it was done. */
  isCancelled: Type.Optional(Type.Boolean()),
  decisions: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String(),
        matched: Type.Array(Type.Integer()),
        isOtherwise: Type.Boolean(),
        result: Type.Unknown(),
      }),
    ),
  ),
  /** What the service is called, and what it is to say. */
  service: Type.Optional(Type.Object({ title: Type.String(), text: Type.Optional(Type.String()) })),
})
export type TrialStep = Static<typeof TrialStep>

/** 等着的：可以怎样往下走。 */
export const TrialWait = Type.Object({
  kind: TrialAct.properties.kind,
  token: Type.Integer(),
  elementId: Type.String(),
  name: Type.String(),
  canReturn: Type.Boolean(),
  dueOn: Type.Optional(Day),
})
export type TrialWait = Static<typeof TrialWait>

export const TryFlow = contract({
  name: 'flows.tryFlow',
  method: 'POST',
  path: '/api/admin/flows/trial',
  summary: '试走流程：用一个假设的办件走一遍，什么也不保存',
  body: Type.Object({
    flow: Type.Union([
      Type.Object({ xml: Type.String({ minLength: 1, maxLength: 600_000, title: '文件内容' }) }),
      Type.Object({
        definitionId: Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$', title: '流程标识' }),
        version: Type.Integer({ minimum: 1, title: '第几版' }),
      }),
    ]),
    startOn: Type.String({ format: 'date', title: '从哪天受理' }),
    /** What the item promises for the whole. */
    limit: Type.Optional(
      Type.Object({
        value: Type.Integer({ minimum: 1, maximum: 1000 }),
        unit: Type.Union([Type.Literal('workday'), Type.Literal('day')]),
      }),
    ),
    answers: Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Answer, { maxProperties: 200 }),
    acts: Type.Array(TrialAct, { maxItems: 300 }),
    /** Goes on to the end by itself: everybody agrees, every day comes. */
    ordinary: Type.Boolean(),
  }),
  maxBodyBytes: 2_500_000,
  response: Type.Object({
    /** Empty, or there is no trial. */
    problems: Type.Array(FlowProblem, { title: '不能试走的原因' }),
    name: Type.String({ title: '流程名称' }),
    version: Type.Optional(Type.Integer({ title: '新办件走第几版' })),
    variables: Type.Array(TrialVariable),
    steps: Type.Array(TrialStep),
    waiting: Type.Array(TrialWait),
    /** Those that were possible, and what the ordinary way added. */
    acts: Type.Array(TrialAct),
    dueOn: Type.Optional(Day),
    endedOn: Type.Optional(Day),
    outcome: Type.Optional(Outcome),
  }),
  problems: [
    flowsProblems['definition-unknown'],
    flowsProblems['definition-part'],
    flowsProblems['table-input'],
    flowsProblems['table-conflict'],
    flowsProblems['instances-wrong'],
  ],
})

export type TrialRequest = InputOf<typeof TryFlow>
export type TrialOutcome = OutputOf<typeof TryFlow>
