import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { ItemId, ServiceItem } from './item.ts'
import { catalogueProblems } from './problems.ts'

export const ItemVersionSummary = Type.Object({
  version: Type.Integer(),
  effectiveOn: Type.String({ format: 'date' }),
  supersededOn: Type.Optional(Type.String({ format: 'date' })),
})

/** 办事指南: everything that the item's page shows. */
export const ItemGuide = Type.Interface([ServiceItem], {
  powerTypeTitle: Type.String(),
  themeTitles: Type.Array(Type.String()),
  /** Whether an application can be filed online today. */
  canApply: Type.Boolean(),
  /** What the item is divided into: people apply for one of these. */
  handlingItems: Type.Array(Type.Object({ id: ItemId, name: Type.String() })),
  versions: Type.Array(ItemVersionSummary),
})
export type ItemGuide = Static<typeof ItemGuide>

export const GetItem = contract({
  name: 'catalogue.getItem',
  method: 'GET',
  path: '/api/items/:itemId',
  summary: '读取一个事项的办事指南；可以指定版本',
  params: Type.Object({ itemId: ItemId }),
  query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }),
  response: ItemGuide,
  problems: [catalogueProblems['no-such-item'], catalogueProblems['no-such-version']],
})
