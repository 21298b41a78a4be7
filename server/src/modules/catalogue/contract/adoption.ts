import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { DraftId, DraftStanding } from './draft.ts'
import { FieldRule, ItemLayer, RuledField } from './item-layer.ts'
import { ItemState, PowerType } from './item-words.ts'
import { ItemId, StateNotice } from './item.ts'
import { catalogueProblems } from './problems.ts'

const page = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 1 })),
  pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
}
const paged = { total: Type.Integer({ title: '共有' }), page: Type.Integer(), pageSize: Type.Integer() }
const Day = Type.String({ format: 'date' })

/** 采用状态 of one organ towards a base item. */
export const Standing = Type.Union(
  [
    Type.Literal('drafting', { title: '正在采用' }),
    Type.Literal('current', { title: '与基本目录一致' }),
    Type.Literal('waiting', { title: '有更新待采用' }),
    Type.Literal('declined', { title: '没有采用更新' }),
  ],
  { title: '采用状态' },
)
export type Standing = Static<typeof Standing>

/** 基本目录事项 as a row of the list of those that may be adopted here. */
export const BaseItem = Type.Object({
  itemId: ItemId,
  name: Type.String(),
  code: Type.String({ title: '基本编码' }),
  powerType: PowerType,
  division: Type.String(),
  organizationName: Type.String({ title: '发布机关' }),
  version: Type.Integer(),
  effectiveOn: Day,
  /** How many organs within the reader's reach adopt it. */
  adoptions: Type.Integer({ title: '本地采用' }),
})
export type BaseItem = Static<typeof BaseItem>

export const ListBaseItems = contract({
  name: 'catalogue.listBaseItems',
  method: 'GET',
  path: '/api/base-items',
  summary: '列出上级和本级发布的基本目录事项，连同本地采用的情况',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 200, title: '名称或者编码包含' })),
    adopted: Type.Optional(Type.Boolean({ title: '本地是否已经采用' })),
    ...page,
  }),
  response: Type.Object({ items: Type.Array(BaseItem), ...paged }),
})

const ItemLink = Type.Object({
  itemId: ItemId,
  name: Type.String(),
  code: Type.String(),
  organizationName: Type.String(),
  state: ItemState,
  /** Of an item above that is suspended, abolished, or about to be. */
  stateNotice: Type.Optional(StateNotice),
})

/** 事项的层级关系: what stands above it, what below, and by which rules. */
export const ItemLayers = Type.Object({
  layer: ItemLayer,
  /** The way up, the base item first. */
  above: Type.Array(ItemLink, { title: '上级事项' }),
  below: Type.Array(ItemLink, { title: '业务办理项' }),
  /** Of an implementation that adopts a base item. */
  adoption: Type.Optional(
    Type.Object({
      baseId: ItemId,
      version: Type.Integer({ title: '采用的版本' }),
      latest: Type.Integer({ title: '最新版本' }),
      standing: Standing,
      /** Why the newest version was declined. */
      reason: Type.Optional(Type.String()),
      /** The draft in which the item is being changed. */
      draftId: Type.Optional(DraftId),
      abilities: Type.Object({ takeUp: Type.Boolean(), decline: Type.Boolean() }),
    }),
  ),
  /** Of a base item. */
  rules: Type.Optional(Type.Array(Type.Object({ field: RuledField, rule: FieldRule }))),
  abilities: Type.Object({ adopt: Type.Boolean(), attach: Type.Boolean(), divide: Type.Boolean() }),
})
export type ItemLayers = Static<typeof ItemLayers>

export const GetItemLayers = contract({
  name: 'catalogue.getItemLayers',
  method: 'GET',
  path: '/api/items/:itemId/layers',
  summary: '读取一个事项的上下级、采用情况和采用规则',
  params: Type.Object({ itemId: ItemId }),
  response: ItemLayers,
  problems: [catalogueProblems['no-such-item']],
})

export const Adopter = Type.Object({
  itemId: ItemId,
  name: Type.String(),
  code: Type.String(),
  division: Type.String(),
  divisionName: Type.String(),
  organizationName: Type.String(),
  version: Type.Optional(Type.Integer({ title: '采用的版本' })),
  standing: Standing,
  reason: Type.Optional(Type.String({ title: '不采用的理由' })),
  draftId: Type.Optional(DraftId),
})
export type Adopter = Static<typeof Adopter>

export const ListAdopters = contract({
  name: 'catalogue.listAdopters',
  method: 'GET',
  path: '/api/items/:itemId/adopters',
  summary: '列出采用一个基本目录事项的部门和它们的状态',
  params: Type.Object({ itemId: ItemId }),
  query: Type.Object({ standing: Type.Optional(Standing), ...page }),
  response: Type.Object({ adopters: Type.Array(Adopter), ...paged }),
  problems: [catalogueProblems['no-such-item']],
})

export const AdoptBaseItem = contract({
  name: 'catalogue.adoptBaseItem',
  method: 'POST',
  path: '/api/base-items/:itemId/adopt',
  summary: '采用一个基本目录事项，作为本部门实施清单的草稿',
  params: Type.Object({ itemId: ItemId }),
  body: Type.Object({
    /** Absent: the department of the actor's post. */
    organizationId: Type.Optional(Type.String({ pattern: PUBLIC_ID_PATTERN, title: '实施主体' })),
  }),
  response: DraftStanding,
  problems: [
    catalogueProblems['no-such-item'],
    catalogueProblems['not-a-base-item'],
    catalogueProblems['not-under-this-base'],
    catalogueProblems['already-adopted'],
  ],
})
