import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { FlowProblem } from './flow-problem.ts'

export const CheckFlow = contract({
  name: 'flows.checkFlow',
  method: 'POST',
  path: '/api/admin/flows/check',
  summary: '核对流程图文件（BPMN 2.0），不发布',
  body: Type.Object({ xml: Type.String({ minLength: 1, maxLength: 600_000, title: '文件内容' }) }),
  maxBodyBytes: 2_500_000,
  response: Type.Object({
    name: Type.String({ title: '流程名称' }),
    problems: Type.Array(FlowProblem, { title: '不能发布的原因；空即可以发布' }),
  }),
  problems: [],
})
