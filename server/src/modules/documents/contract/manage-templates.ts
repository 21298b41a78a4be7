import { type Static, Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { documentsProblems } from './problems.ts'
import { DocumentKind, TemplateBlocks, TemplateId } from './template.ts'

/** 模板的一个版本：没有写地方的，是平台自带的。 */
export const TemplateRef = Type.Object({
  jurisdiction: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })),
  version: Type.Integer({ minimum: 1, title: '第几版' }),
})
export type TemplateRef = Static<typeof TemplateRef>

const name = Type.String({ minLength: 1, maxLength: 60, title: '模板名称' })

/** 文书模板和它的各个版本，正在使用的在前。 */
export const TemplateRow = Type.Object({
  templateId: TemplateId,
  kind: TemplateId,
  name,
  versions: Type.Array(
    Type.Object({ ...TemplateRef.properties, publishedAt: Type.Optional(Type.String({ format: 'date-time' })) }),
  ),
})
export type TemplateRow = Static<typeof TemplateRow>

/** 模板里写得不对的地方；block 是第几个内容块（从 0 数起）。 */
export const TemplateProblem = Type.Object({
  rule: Type.String(),
  message: Type.String(),
  block: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type TemplateProblem = Static<typeof TemplateProblem>

export const ListTemplates = contract({
  name: 'documents.listTemplates',
  method: 'GET',
  path: '/api/documents/templates',
  summary: '列出文书种类、它们的字段，和本地可用的文书模板',
  response: Type.Object({ kinds: Type.Array(DocumentKind), templates: Type.Array(TemplateRow) }),
})

export const GetTemplate = contract({
  name: 'documents.getTemplate',
  method: 'GET',
  path: '/api/documents/templates/:templateId/versions/:version',
  summary: '读取文书模板的一个版本',
  params: Type.Object({ templateId: TemplateId, version: TemplateRef.properties.version }),
  query: Type.Object({ jurisdiction: TemplateRef.properties.jurisdiction }),
  response: Type.Object({ kind: TemplateId, name, blocks: TemplateBlocks }),
  problems: [documentsProblems['template-unknown']],
})

/** A minute of hurried typing; each asks the press for a page. */
export const PREVIEWS_PER_MINUTE = 60

export const PreviewTemplate = contract({
  name: 'documents.previewTemplate',
  method: 'POST',
  path: '/api/documents/template-previews',
  summary: '用样例数据看模板印出来的样子，并检查模板；不保存',
  body: Type.Object({ kind: TemplateId, blocks: TemplateBlocks }),
  response: Type.Object({
    problems: Type.Array(TemplateProblem, { title: '不能发布的原因；空即可以发布' }),
    pages: Type.Integer({ title: '页数' }),
    svg: Type.String({ title: '各页自上而下的图' }),
  }),
  problems: [documentsProblems['kind-unknown']],
})

export const PublishTemplate = contract({
  name: 'documents.publishTemplate',
  method: 'POST',
  path: '/api/documents/templates/:templateId/versions',
  summary: '发布文书模板的新版本，有问题则不发布',
  params: Type.Object({ templateId: TemplateId }),
  body: Type.Object({ kind: TemplateId, name, blocks: TemplateBlocks }),
  response: Type.Object({
    version: Type.Optional(Type.Integer({ title: '发布为第几版' })),
    problems: Type.Array(TemplateProblem, { title: '不能发布的原因；空即已发布' }),
  }),
  problems: [documentsProblems['kind-unknown'], documentsProblems['template-immutable']],
})
