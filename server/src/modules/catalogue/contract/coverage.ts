import { Type, type Static } from 'typebox'
import { binary, contract } from '../../../kernel/contract.ts'
import { PowerType } from './item-words.ts'
import { ItemId } from './item.ts'

const Count = (title: string) => Type.Integer({ minimum: 0, title })

/** 覆盖指标: of the items that can be applied for on a day, how many have what; computed, never typed in. */
export const Coverage = Type.Object({
  items: Count('事项数'),
  entered: Count('进驻：写明办理窗口'),
  authorized: Count('授权：有人持有效授权书可以审批'),
  applied: Count('网上申报：可以网上申请'),
  handled: Count('网上办理：深度Ⅲ级以上'),
  whole: Count('全程网办：深度Ⅳ级'),
  complete: Count('要素齐全'),
})
export type Coverage = Static<typeof Coverage>

export const CoverageRow = Type.Object({ id: Type.String(), name: Type.String(), coverage: Coverage })
export type CoverageRow = Static<typeof CoverageRow>

/** Of one department the items of one type. */
export const CoverageCell = Type.Object({ organizationId: Type.String(), powerType: PowerType, coverage: Coverage })
export type CoverageCell = Static<typeof CoverageCell>

export const CoverageFigures = Type.Object({
  total: Coverage,
  organizations: Type.Array(CoverageRow, { title: '按实施主体' }),
  divisions: Type.Array(CoverageRow, { title: '按区划' }),
  types: Type.Array(CoverageRow, { title: '按权力类型' }),
  cells: Type.Array(CoverageCell, { title: '按实施主体和权力类型' }),
})
export type CoverageFigures = Static<typeof CoverageFigures>

export const GetCoverage = contract({
  name: 'catalogue.getCoverage',
  method: 'GET',
  path: '/api/item-coverage',
  summary: '覆盖指标：进驻率、授权率、网上申报率、网上办理率、要素齐全率，按部门、区划和权力类型',
  response: CoverageFigures,
})

export const DownloadCoverage = contract({
  name: 'catalogue.downloadCoverage',
  method: 'GET',
  path: '/api/item-coverage/file',
  summary: '下载覆盖指标和缺项清单（XLSX）',
  response: binary,
})

/** What an item may be without. */
export const CoverageLack = Type.Union([
  Type.Literal('entered', { title: '没有进驻窗口' }),
  Type.Literal('authorized', { title: '没有人获得审批授权' }),
  Type.Literal('applied', { title: '不能网上申请' }),
  Type.Literal('handled', { title: '网上办理深度不到Ⅲ级' }),
  Type.Literal('whole', { title: '不是全程网办' }),
  Type.Literal('complete', { title: '要素不齐全' }),
])
export type CoverageLack = Static<typeof CoverageLack>

export const ListCoverageGaps = contract({
  name: 'catalogue.listCoverageGaps',
  method: 'GET',
  path: '/api/item-coverage/gaps',
  summary: '覆盖指标的明细：哪些事项缺什么',
  query: Type.Object({
    lack: CoverageLack,
    organizationId: Type.Optional(Type.String({ maxLength: 64, title: '实施主体' })),
    division: Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$', title: '区划' })),
    powerType: Type.Optional(PowerType),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 1 })),
    pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  }),
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        itemId: ItemId,
        name: Type.String(),
        organizationName: Type.String(),
        onlineDepth: Type.Optional(Type.String()),
        absent: Type.Array(Type.String(), { title: '缺的要素，按内容的字段名' }),
      }),
    ),
    total: Count('共有'),
    page: Type.Integer(),
    pageSize: Type.Integer(),
  }),
})
