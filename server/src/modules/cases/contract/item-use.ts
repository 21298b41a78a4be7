import { Type, type Static } from 'typebox'
import { contract, PUBLIC_ID_PATTERN } from '../../../kernel/index.ts'

/** Fewer cases than this say nothing of an item, and might say something of somebody. */
export const FEWEST_CASES = 5
/** 近期: what is counted lies at most so many days back. */
export const RECENT_DAYS = 90

/** 实际办理用时: of the cases decided lately, in workdays from acceptance to decision, stops included. */
export const ItemUse = Type.Object({
  days: Type.Integer({ title: '统计最近多少天' }),
  decided: Type.Integer({ title: '其间办结的件数；不足五件时为 0' }),
  half: Type.Optional(Type.Integer({ title: '一半在几个工作日内办结' })),
  most: Type.Optional(Type.Integer({ title: '九成在几个工作日内办结' })),
})
export type ItemUse = Static<typeof ItemUse>

export const GetItemUse = contract({
  name: 'cases.getItemUse',
  method: 'GET',
  path: '/api/items/:itemId/use',
  summary: '一个事项最近实际用了多少天',
  params: Type.Object({ itemId: Type.String({ pattern: PUBLIC_ID_PATTERN }) }),
  response: ItemUse,
})

export const ListMostUsedItems = contract({
  name: 'cases.listMostUsedItems',
  method: 'GET',
  path: '/api/most-used-items',
  summary: '最近受理最多的事项，按件数',
  query: Type.Object({
    division: Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '行政区划（含下级）' }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })),
  }),
  response: Type.Object({
    days: Type.Integer({ title: '统计最近多少天' }),
    items: Type.Array(
      Type.Object({
        itemId: Type.String(),
        name: Type.String({ title: '群众叫法；没有时为事项名称' }),
        cases: Type.Integer({ title: '受理件数' }),
      }),
    ),
  }),
})
