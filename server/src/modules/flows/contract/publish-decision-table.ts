import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { FlowProblem } from './flow-problem.ts'
import { FlowFile, Published, VersionRef } from './plan-versions.ts'
import { flowsProblems } from './problems.ts'

/** 决策表的各个版本。 */
export const DecisionTableRow = Type.Object({
  decisionId: Type.String(),
  name: Type.String({ title: '名称' }),
  versions: Type.Array(Type.Object({ ...VersionRef.properties, publishedAt: Type.String({ format: 'date-time' }) })),
})
export type DecisionTableRow = Static<typeof DecisionTableRow>

export const ListDecisionTables = contract({
  name: 'flows.listDecisionTables',
  method: 'GET',
  path: '/api/admin/decision-tables',
  summary: '列出本地可用的决策表和各版本',
  response: Type.Object({ tables: Type.Array(DecisionTableRow) }),
})

export const GetDecisionTable = contract({
  name: 'flows.getDecisionTable',
  method: 'GET',
  path: '/api/admin/decision-tables/:decisionId/versions/:jurisdiction/:version',
  summary: '读取决策表一个版本的文件',
  params: Type.Object({
    decisionId: Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$', title: '决策表标识' }),
    ...VersionRef.properties,
  }),
  response: Type.Object({ name: Type.String({ title: '名称' }), xml: FlowFile }),
  problems: [flowsProblems['table-unknown']],
})

export const PublishDecisionTable = contract({
  name: 'flows.publishDecisionTable',
  method: 'POST',
  path: '/api/admin/decision-tables/:decisionId/versions',
  summary: '发布决策表的新版本（DMN 文件），有问题则不发布',
  params: Type.Object({ decisionId: Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$', title: '决策表标识' }) }),
  body: Type.Object({ xml: FlowFile }),
  maxBodyBytes: 2_500_000,
  response: Published,
  problems: [flowsProblems['table-immutable']],
})

export const CheckDecisionTable = contract({
  name: 'flows.checkDecisionTable',
  method: 'POST',
  path: '/api/admin/decision-tables/check',
  summary: '核对决策表文件（DMN），不发布',
  body: Type.Object({ xml: FlowFile }),
  maxBodyBytes: 2_500_000,
  response: Type.Object({
    name: Type.String({ title: '决策表名称' }),
    problems: Type.Array(FlowProblem, { title: '不能发布的原因；空即可以发布' }),
    warnings: Type.Array(FlowProblem, { title: '不妨碍发布、但应当看过的' }),
  }),
})
