import { Type } from 'typebox'
import { binary, contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { catalogueProblems } from './problems.ts'

// 国家政务服务平台事项交换表: whoever collects items for the country takes them in these tables.

/** Pages follow each other by `next`; each is a file that the import takes. */
export const ListExchangeTables = contract({
  name: 'catalogue.listExchangeTables',
  method: 'GET',
  path: '/open/v1/exchange-tables',
  summary: '开放接口：在用事项的国家交换表（up_task_*），每页是一个可以导入的文件',
  query: Type.Object({
    division: Type.Optional(Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '行政区划（含下级）' })),
    after: Type.Optional(Type.String({ pattern: PUBLIC_ID_PATTERN, title: '从这个事项之后开始' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
  }),
  response: Type.Object({
    format: Type.Literal('up_task/1'),
    tables: Type.Record(Type.String(), Type.Array(Type.Record(Type.String(), Type.Unknown())), {
      title: '各表的行；yiwang_task_rest 是交换表没有栏目的内容，其他平台可以不读',
    }),
    next: Type.Optional(Type.String({ title: '下一页的 after；没有时表示到头' })),
  }),
})

export const DownloadExchangeTables = contract({
  name: 'catalogue.downloadExchangeTables',
  method: 'GET',
  path: '/api/item-library/exchange-tables',
  summary: '下载管辖范围内事项的国家交换表（up_task_*）：表格每张表一页，或者 JSON',
  query: Type.Object({
    format: Type.Union([Type.Literal('xlsx'), Type.Literal('json')]),
    organizationId: Type.Optional(Type.String({ pattern: PUBLIC_ID_PATTERN, title: '部门' })),
  }),
  response: binary,
  problems: [catalogueProblems['too-many-rows']],
})
