import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { Difference } from './difference.ts'
import { DraftStanding } from './draft.ts'
import { ItemId } from './item.ts'
import { catalogueProblems } from './problems.ts'

const BaseId = Type.String({ pattern: PUBLIC_ID_PATTERN, title: '基本目录事项' })

const problems = [
  catalogueProblems['no-such-item'],
  catalogueProblems['item-abolished'],
  catalogueProblems['not-to-be-attached'],
  catalogueProblems['not-a-base-item'],
  catalogueProblems['not-under-this-base'],
  catalogueProblems['already-adopted'],
  catalogueProblems['draft-exists'],
]

/** 挂接对比: what becomes of an item that was there before when it takes up the standard of a base item. */
export const Attachment = Type.Object({
  itemId: ItemId,
  name: Type.String(),
  base: Type.Object({
    itemId: ItemId,
    name: Type.String(),
    code: Type.String(),
    organizationName: Type.String(),
    version: Type.Integer(),
  }),
  /** Elements that the base item settles for all, and the codes that follow from it: as they will read. */
  locked: Type.Array(Difference, { title: '由基本目录统一规定' }),
  /** Elements in which the item asks for more than the base item does: as they will read. */
  tightened: Type.Array(Difference, { title: '要求不能高于基本目录' }),
  /** Why, place by place. */
  looser: Type.Array(Type.Object({ place: Type.String(), message: Type.String() }), {
    title: '现在比基本目录要求更多的地方',
  }),
})
export type Attachment = Static<typeof Attachment>

export const GetAttachment = contract({
  name: 'catalogue.getAttachment',
  method: 'GET',
  path: '/api/items/:itemId/attachment',
  summary: '对比一个已有的事项和要挂接的基本目录事项',
  params: Type.Object({ itemId: ItemId }),
  query: Type.Object({ baseId: BaseId }),
  response: Attachment,
  problems,
})

export const AttachItem = contract({
  name: 'catalogue.attachItem',
  method: 'POST',
  path: '/api/items/:itemId/attach',
  summary: '把一个已有的事项挂接到基本目录事项，作为变更草稿',
  params: Type.Object({ itemId: ItemId }),
  body: Type.Object({ baseId: BaseId }),
  response: DraftStanding,
  problems,
})
