import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { FlowProblem } from './flow-problem.ts'
import { flowsProblems } from './problems.ts'
import { PublicId } from './task.ts'

const DefinitionId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$', title: '流程标识' })
const Jurisdiction = Type.String({ pattern: '^[0-9]{6}$' })

/** 流程的一个版本：哪里的、第几版。 */
export const VersionRef = Type.Object({ jurisdiction: Jurisdiction, version: Type.Integer({ minimum: 1 }) })
export type VersionRef = Static<typeof VersionRef>

/** 换版安排：钉住，在办的和以后受理的都按原版；办完，在办的按原版、以后受理的按新版；换版，都按新版。 */
export const PlanKind = Type.Union(
  [
    Type.Literal('pin', { title: '钉住旧版' }),
    Type.Literal('finish', { title: '旧版办完为止' }),
    Type.Literal('migrate', { title: '换到新版' }),
  ],
  { title: '换版安排' },
)

/** 环节对应：旧版的元素 → 新版的元素；没有写的没有对应。 */
export const ElementMapping = Type.Record(
  Type.String({ minLength: 1, maxLength: 200 }),
  Type.String({ minLength: 1, maxLength: 200 }),
  { title: '环节对应', maxProperties: 400 },
)

const Version = Type.Object({
  ...VersionRef.properties,
  publishedAt: Type.String({ format: 'date-time' }),
  running: Type.Integer({ title: '在办' }),
  plan: Type.Optional(
    Type.Object({ planId: PublicId, kind: PlanKind, to: VersionRef, reason: Type.String(), plannedAt: Type.String() }),
  ),
})

/** 流程的各个版本和各版上在办的办件数。 */
export const FlowDefinitionRow = Type.Object({
  definitionId: Type.String(),
  name: Type.String({ title: '名称' }),
  versions: Type.Array(Version),
})
export type FlowDefinitionRow = Static<typeof FlowDefinitionRow>

export const ListFlowDefinitions = contract({
  name: 'flows.listFlowDefinitions',
  method: 'GET',
  path: '/api/admin/flows',
  summary: '列出本地可用的流程、各版本和在办数',
  response: Type.Object({ definitions: Type.Array(FlowDefinitionRow) }),
})

export const FlowFile = Type.String({ minLength: 1, maxLength: 600_000, title: '文件内容' })
export const Published = Type.Object({
  version: Type.Optional(Type.Integer({ title: '发布为第几版' })),
  problems: Type.Array(FlowProblem, { title: '不能发布的原因；空即已发布' }),
})

export const PublishFlowDefinition = contract({
  name: 'flows.publishFlowDefinition',
  method: 'POST',
  path: '/api/admin/flows/:definitionId/versions',
  summary: '发布流程的新版本（BPMN 2.0 文件），有问题则不发布',
  params: Type.Object({ definitionId: DefinitionId }),
  body: Type.Object({ xml: FlowFile }),
  maxBodyBytes: 2_500_000,
  response: Published,
  problems: [flowsProblems['definition-immutable']],
})

const change = { from: VersionRef, to: VersionRef }

const ElementChoice = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: Type.Union([
    Type.Literal('task'),
    Type.Literal('timer'),
    Type.Literal('message'),
    Type.Literal('sub'),
    Type.Literal('boundary'),
    Type.Literal('join'),
  ]),
})

/** 一个在办流程换版会怎样：各个环节移到哪里，或者为什么不能。 */
export const MigrationOutlook = Type.Object({
  flowId: PublicId,
  subject: PublicId,
  subjectNo: Type.String({ title: '办件编号' }),
  title: Type.String({ title: '事项' }),
  outlook: Type.Union([Type.Literal('same'), Type.Literal('moves'), Type.Literal('cannot')]),
  places: Type.Array(
    Type.Object({ from: Type.String({ title: '现在' }), to: Type.Optional(Type.String({ title: '换版后' })) }),
  ),
  reasons: Type.Array(Type.String(), { title: '不能换版的原因' }),
})
export type MigrationOutlook = Static<typeof MigrationOutlook>

export const PreviewMigration = contract({
  name: 'flows.previewMigration',
  method: 'POST',
  path: '/api/admin/flows/:definitionId/preview',
  summary: '预看换版：每个在办流程会怎样（不改动任何东西）',
  params: Type.Object({ definitionId: DefinitionId }),
  body: Type.Object({
    ...change,
    /** Absent: what is plainly the same in both versions. */
    mapping: Type.Optional(ElementMapping),
    after: Type.Optional(PublicId),
  }),
  response: Type.Object({
    mapping: ElementMapping,
    oldElements: Type.Array(ElementChoice),
    newElements: Type.Array(ElementChoice),
    flows: Type.Array(MigrationOutlook),
    next: Type.Optional(PublicId),
  }),
  problems: [flowsProblems['definition-unknown'], flowsProblems['same-version']],
})

export const PlanVersions = contract({
  name: 'flows.planVersions',
  method: 'POST',
  path: '/api/admin/flows/:definitionId/plans',
  summary: '记录换版安排和理由',
  params: Type.Object({ definitionId: DefinitionId }),
  body: Type.Object({
    ...change,
    kind: PlanKind,
    mapping: ElementMapping,
    reason: Type.String({ minLength: 4, maxLength: 1000, title: '理由' }),
  }),
  response: Type.Object({ planId: PublicId }),
  problems: [flowsProblems['definition-unknown'], flowsProblems['same-version'], flowsProblems['plan-circle']],
})

export const MigrateFlow = contract({
  name: 'flows.migrateFlow',
  method: 'POST',
  path: '/api/admin/flow-plans/:planId/flows/:flowId',
  summary: '按换版安排把一个在办流程换到新版',
  params: Type.Object({ planId: PublicId, flowId: PublicId }),
  response: Type.Object({ moved: Type.Boolean(), reasons: Type.Array(Type.String()) }),
  problems: [flowsProblems['plan-unknown'], flowsProblems['plan-replaced'], flowsProblems['flow-unknown']],
})
