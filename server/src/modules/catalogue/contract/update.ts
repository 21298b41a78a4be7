import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { DraftStanding } from './draft.ts'
import { ItemId } from './item.ts'
import { catalogueProblems } from './problems.ts'

export const TakeUpUpdate = contract({
  name: 'catalogue.takeUpUpdate',
  method: 'POST',
  path: '/api/items/:itemId/take-up',
  summary: '采用基本目录的最新版本，作为变更草稿',
  params: Type.Object({ itemId: ItemId }),
  body: Type.Object({}),
  response: DraftStanding,
  problems: [catalogueProblems['no-such-item'], catalogueProblems['no-update'], catalogueProblems['draft-exists']],
})

export const DeclineUpdate = contract({
  name: 'catalogue.declineUpdate',
  method: 'POST',
  path: '/api/items/:itemId/decline-update',
  summary: '说明理由，不采用基本目录的更新',
  params: Type.Object({ itemId: ItemId }),
  body: Type.Object({
    version: Type.Integer({ minimum: 1, title: '不采用基本目录的哪一版' }),
    reason: Type.String({ minLength: 2, maxLength: 500, title: '理由' }),
  }),
  response: Type.Object({ itemId: ItemId, version: Type.Integer() }),
  problems: [
    catalogueProblems['no-such-item'],
    catalogueProblems['no-update'],
    catalogueProblems['must-take-up'],
    catalogueProblems['draft-not-open'],
  ],
})
