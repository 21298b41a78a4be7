import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { flowsProblems } from './problems.ts'
import { PublicId } from './task.ts'

/** 流程图：办事指南上公布的，与实际执行的是同一个文件。 */
export const FlowChart = Type.Object({
  definitionId: Type.String(),
  version: Type.Integer(),
  name: Type.String(),
  xml: Type.String({ title: 'BPMN 2.0 文件' }),
})
export type FlowChart = Static<typeof FlowChart>

/** 一个办件走到了流程的哪里。 */
export const FlowState = Type.Object({
  flowId: PublicId,
  subject: PublicId,
  definitionId: Type.String(),
  definitionVersion: Type.Integer(),
  state: Type.Union([Type.Literal('running'), Type.Literal('ended'), Type.Literal('cancelled')]),
  /** Elements at which a token waits. */
  tokens: Type.Array(Type.String()),
  /** Elements that have been passed, as far as people or timers acted there. */
  done: Type.Array(Type.String()),
  xml: Type.String(),
})
export type FlowState = Static<typeof FlowState>

export const GetFlowChart = contract({
  name: 'flows.getFlowChart',
  method: 'GET',
  path: '/api/flows/:jurisdiction/:definitionId/:version/chart',
  summary: '取流程图（任何人可用）',
  params: Type.Object({
    jurisdiction: Type.String({ pattern: '^[0-9]{6}$' }),
    definitionId: Type.String({ minLength: 1, maxLength: 80 }),
    version: Type.Integer({ minimum: 1 }),
  }),
  response: FlowChart,
  problems: [flowsProblems['definition-unknown']],
})

export const GetFlowState = contract({
  name: 'flows.getFlowState',
  method: 'GET',
  path: '/api/flows/of/:subject',
  summary: '取办件的流程图和所在环节',
  params: Type.Object({ subject: PublicId }),
  response: Type.Object({ flow: Type.Optional(FlowState) }),
})
