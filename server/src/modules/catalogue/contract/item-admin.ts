import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { ItemId } from './item.ts'
import { ItemState } from './item-words.ts'
import { catalogueProblems } from './problems.ts'

/** An item as the item administrator sees it. `version` is the row's revision, to be named by the next act. */
export const ItemAdminView = Type.Object({
  itemId: ItemId,
  version: Type.Integer({ title: '修订号' }),
  name: Type.String(),
  code: Type.String(),
  division: Type.String(),
  organizationId: Type.String(),
  organizationName: Type.String(),
  currentVersion: Type.Integer({ title: '现行版本' }),
  state: ItemState,
  /** The announced state, when its day has not come. */
  upcoming: Type.Optional(Type.Object({ state: ItemState, effectiveOn: Type.String({ format: 'date' }) })),
  /** Another installation publishes it; here it is only read. */
  isKeptUpstream: Type.Boolean(),
  abilities: Type.Object({ suspend: Type.Boolean(), resume: Type.Boolean(), abolish: Type.Boolean() }),
})
export type ItemAdminView = Static<typeof ItemAdminView>

export const GetItemAdmin = contract({
  name: 'catalogue.getItemAdmin',
  method: 'GET',
  path: '/api/admin/items/:itemId',
  summary: '读取一个事项的管理信息',
  params: Type.Object({ itemId: ItemId }),
  response: ItemAdminView,
  problems: [catalogueProblems['no-such-item']],
})
