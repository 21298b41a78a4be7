import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { ItemLayer } from './item-layer.ts'
import { catalogueProblems } from './problems.ts'

// For installations that follow this one: what changed, in the order of the record, and whole items to take over.

const Division = Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '行政区划（含下级）' })

/** 事项变更: one line of the record. `effectiveOn` may lie ahead of `recordedAt`. */
export const OpenChange = Type.Object({
  position: Type.Integer({ title: '在总账中的位置' }),
  itemId: Type.String(),
  division: Type.String(),
  change: Type.Union([
    Type.Literal('published', { title: '发布' }),
    Type.Literal('suspended', { title: '暂停' }),
    Type.Literal('resumed', { title: '恢复' }),
    Type.Literal('abolished', { title: '取消' }),
  ]),
  version: Type.Optional(Type.Integer({ title: '发布的版本' })),
  contentDigest: Type.Optional(Type.String({ title: '内容的 SHA-256（RFC 8785 规范形式）' })),
  effectiveOn: Type.String({ format: 'date', title: '生效日期' }),
  recordedAt: Type.String({ format: 'date-time', title: '记录时间' }),
  /** Of a suspension, a resumption or an abolition. */
  basis: Type.Optional(Type.String({ title: '依据' })),
  documentNo: Type.Optional(Type.String({ title: '文号' })),
  runningCases: Type.Optional(Type.String({ title: '对在办件的处理' })),
})
export type OpenChange = Static<typeof OpenChange>

export const ListOpenChanges = contract({
  name: 'catalogue.listOpenChanges',
  method: 'GET',
  path: '/open/v1/changes',
  summary: '开放接口：从某个位置起的事项变更，不漏不重',
  query: Type.Object({
    after: Type.Optional(Type.Integer({ minimum: -1, maximum: Number.MAX_SAFE_INTEGER, title: '从这个位置之后开始' })),
    division: Type.Optional(Division),
    layer: Type.Optional(ItemLayer),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  }),
  response: Type.Object({
    changes: Type.Array(OpenChange),
    after: Type.Integer({ title: '下次从这里接着问' }),
    hasMore: Type.Boolean({ title: '后面是否还有' }),
  }),
})

/** 事项文件: one item in our own format, as the import takes it, with the digest of each version beside it. */
export const ItemFile = Type.Object({
  format: Type.Literal('yiwang-item/1'),
  source: Type.Object({ system: Type.String(), key: Type.String() }, { title: '来源系统及其编号' }),
  item: Type.Object({ id: Type.String() }),
  versions: Type.Array(Type.Record(Type.String(), Type.Unknown())),
  digests: Type.Record(Type.String(), Type.String(), { title: '各版本内容的 SHA-256（RFC 8785 规范形式）' }),
})
export type ItemFile = Static<typeof ItemFile>

export const GetItemFile = contract({
  name: 'catalogue.getItemFile',
  method: 'GET',
  path: '/open/v1/items/:itemId/file',
  summary: '开放接口：一个事项的全部内容，可以直接导入另一个平台',
  params: Type.Object({ itemId: Type.String({ pattern: PUBLIC_ID_PATTERN }) }),
  query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, title: '只要这一版' })) }),
  response: ItemFile,
  problems: [catalogueProblems['no-such-item'], catalogueProblems['no-such-version']],
})

/** Pages follow each other by `next`; each is a file that the import takes. */
export const ExportItems = contract({
  name: 'catalogue.exportItems',
  method: 'GET',
  path: '/open/v1/item-files',
  summary: '开放接口：分页导出在用事项的全部内容，每页是一个可以导入的文件',
  query: Type.Object({
    division: Type.Optional(Division),
    after: Type.Optional(Type.String({ pattern: PUBLIC_ID_PATTERN, title: '从这个事项之后开始' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
  }),
  response: Type.Object({
    format: Type.Literal('yiwang-items/1'),
    documents: Type.Array(ItemFile),
    next: Type.Optional(Type.String({ title: '下一页的 after；没有时表示到头' })),
  }),
})
