import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { ItemId, ItemResult } from './item.ts'
import { ItemLimit } from './item-parts.ts'
import { Audience, ItemState, PowerType } from './item-words.ts'

const Division = Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '行政区划（含下级）' })

/** An item as it stands in a list. */
export const ItemSummary = Type.Object({
  id: ItemId,
  version: Type.Integer(),
  name: Type.String(),
  plainName: Type.Optional(Type.String()),
  code: Type.String(),
  powerType: PowerType,
  state: ItemState,
  division: Type.String(),
  organizationId: Type.String(),
  organizationName: Type.String(),
  themes: Type.Array(Type.String()),
  audience: Type.Array(Audience),
  common: Type.Boolean(),
  instant: Type.Boolean(),
  acceptsOnline: Type.Boolean(),
  promisedLimit: ItemLimit,
  visits: Type.Integer(),
  hasFees: Type.Boolean(),
  result: ItemResult,
  isDemo: Type.Boolean(),
})
export type ItemSummary = Static<typeof ItemSummary>

export const ItemFilters = {
  division: Type.Optional(Division),
  organizationId: Type.Optional(Type.String({ maxLength: 64, title: '实施主体' })),
  theme: Type.Optional(Type.String({ maxLength: 40, title: '主题' })),
  audience: Type.Optional(Audience),
  powerType: Type.Optional(PowerType),
  common: Type.Optional(Type.Boolean({ title: '只看常办' })),
  online: Type.Optional(Type.Boolean({ title: '只看可以网上申请的' })),
}

/** How a question was read: by all its words, by what people mean by it, by its sound, by any of its words, by what any of them sounds like. */
export const SearchWay = Type.Union([
  Type.Literal('words', { title: '按词' }),
  Type.Literal('meaning', { title: '按意思' }),
  Type.Literal('sound', { title: '按读音' }),
  Type.Literal('any-word', { title: '按其中一个词' }),
  Type.Literal('any-sound', { title: '按其中一个词的读音' }),
])
export type SearchWay = Static<typeof SearchWay>

export const SearchItems = contract({
  name: 'catalogue.searchItems',
  method: 'GET',
  path: '/api/items',
  summary: '查找事项：按词、区划、部门、主题、对象、权力类型',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 200, title: '要办的事' })),
    ...ItemFilters,
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 1 })),
    pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  }),
  response: Type.Object({
    items: Type.Array(ItemSummary),
    total: Type.Integer({ title: '共有' }),
    /** False when a question meets more items than are ranked: then there are at least `total`. */
    isTotalExact: Type.Boolean({ title: '总数是否精确' }),
    page: Type.Integer(),
    pageSize: Type.Integer(),
    /** The words that the question was understood as, so that a page can mark them. */
    words: Type.Array(Type.String()),
    /** Which way of reading the question found something; absent where nothing was asked or nothing found. */
    way: Type.Optional(SearchWay),
    meant: Type.Array(Type.String(), { title: '群众说法所指的正式说法' }),
  }),
})
