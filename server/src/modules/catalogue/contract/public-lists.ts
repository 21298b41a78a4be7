import { Type, type Static } from 'typebox'
import { binary, contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { catalogueProblems } from './problems.ts'

/** 清单: what follows from the published items, never written apart. */
export const ListKind = Type.Union(
  [
    Type.Literal('power', { title: '权力清单' }),
    Type.Literal('responsibility', { title: '责任清单' }),
    Type.Literal('fee', { title: '收费清单' }),
    Type.Literal('approval', { title: '审批目录' }),
    Type.Literal('promised', { title: '承诺时限办结清单' }),
    Type.Literal('at-once', { title: '当场办结清单' }),
    Type.Literal('online', { title: '网上办理清单' }),
    Type.Literal('deferrable', { title: '容缺受理清单' }),
    Type.Literal('supervision', { title: '监督责任清单' }),
    Type.Literal('adjusted', { title: '取消下放清单' }),
  ],
  { title: '清单' },
)
export type ListKind = Static<typeof ListKind>

const Day = Type.String({ format: 'date' })
const Division = Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '行政区划（含下级）' })
const params = Type.Object({ kind: ListKind })

/** Whose list, of which day: the same question to every public list, whatever it is made of. */
export const listScope = {
  division: Division,
  organizationId: Type.Optional(Type.String({ pattern: PUBLIC_ID_PATTERN, title: '部门' })),
}
export const listOfDay = {
  ...listScope,
  day: Type.Optional(Type.String({ format: 'date', title: '哪一天的清单；默认今天' })),
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, title: '清单里的文字' })),
}
export const listPage = Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1 }))
export const listDays = { ...listScope, from: Day, to: Day }
export const listFormat = Type.Union([Type.Literal('xlsx'), Type.Literal('json'), Type.Literal('pdf')], {
  title: '格式',
})
export type ListFormat = Static<typeof listFormat>

/** A PDF is for printing: what is longer is taken by department, or as a table. ▣ */
export const MOST_LISTED = { xlsx: 20_000, json: 20_000, pdf: 500 } as const satisfies Record<ListFormat, number>

export const ListColumn = Type.Object({ key: Type.String(), title: Type.String() })
export type ListColumn = Static<typeof ListColumn>

/** A line of a list: of an item or a record in the version of the day; an item with several fees has several. */
export const PublicListRow = Type.Object({
  id: Type.String({ title: '事项或记录的编号' }),
  version: Type.Integer(),
  effectiveOn: Day,
  cells: Type.Record(Type.String(), Type.String()),
})
export type PublicListRow = Static<typeof PublicListRow>

/** What every public list answers. */
export const listAnswer = {
  day: Day,
  columns: Type.Array(ListColumn),
  rows: Type.Array(PublicListRow),
  total: Type.Integer({ title: '事项或记录数' }),
  page: Type.Integer(),
  pageSize: Type.Integer(),
  organizations: Type.Array(
    Type.Object({ organizationId: Type.String(), name: Type.String(), items: Type.Integer() }),
    { title: '各部门的事项或记录数' },
  ),
  changedOn: Type.Array(Day, { title: '清单变动过的日子，最近的在前' }),
}

export const GetPublicList = contract({
  name: 'catalogue.getPublicList',
  method: 'GET',
  path: '/api/public-lists/:kind',
  summary: '公开清单：某一天的权力清单、责任清单、收费清单、审批目录等，由事项库生成',
  params,
  query: Type.Object({ ...listOfDay, page: listPage }),
  response: Type.Object({ kind: ListKind, ...listAnswer }),
})

/** 清单差异 between any two days: what came, went, or says something else in this list. */
export const ListDifference = Type.Object({
  id: Type.String(),
  name: Type.String(),
  organizationName: Type.String(),
  change: Type.Union([
    Type.Literal('added', { title: '新增' }),
    Type.Literal('removed', { title: '取消' }),
    Type.Literal('changed', { title: '变更' }),
  ]),
  parts: Type.Array(
    Type.Object({ title: Type.String(), before: Type.Optional(Type.String()), after: Type.Optional(Type.String()) }),
  ),
})
export type ListDifference = Static<typeof ListDifference>

export const ListDifferences = Type.Object({
  from: Day,
  to: Day,
  differences: Type.Array(ListDifference),
  isAll: Type.Boolean({ title: '是否全部列出；太多时只列前面的' }),
})

export const ComparePublicLists = contract({
  name: 'catalogue.comparePublicLists',
  method: 'GET',
  path: '/api/public-lists/:kind/differences',
  summary: '公开清单在任意两天之间的变动',
  params,
  query: Type.Object(listDays),
  response: ListDifferences,
})

export const DownloadPublicList = contract({
  name: 'catalogue.downloadPublicList',
  method: 'GET',
  path: '/api/public-lists/:kind/file',
  summary: '下载公开清单：XLSX、JSON 或 PDF',
  params,
  query: Type.Object({ ...listOfDay, format: listFormat }),
  response: binary,
  problems: [catalogueProblems['list-too-long']],
})
