import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { ItemId } from './item.ts'
import { RunningRule } from './item-words.ts'
import { ItemAdminView } from './item-admin.ts'
import { catalogueProblems } from './problems.ts'

export const SuspendItem = contract({
  name: 'catalogue.suspendItem',
  method: 'POST',
  path: '/api/admin/items/:itemId/suspend',
  summary: '暂停一个事项',
  params: Type.Object({ itemId: ItemId }),
  body: Type.Object({
    version: Type.Integer({ minimum: 1, title: '看到的修订号' }),
    basis: Type.String({ minLength: 2, maxLength: 2000, title: '依据' }),
    documentNo: Type.Optional(Type.String({ minLength: 1, maxLength: 100, title: '文号' })),
    effectiveOn: Type.String({ format: 'date', title: '生效日期' }),
    runningCases: Type.String({ minLength: 2, maxLength: 1000, title: '对在办件的处理' }),
    /** Absent: they go on. */
    runningRule: Type.Optional(RunningRule),
  }),
  response: ItemAdminView,
  problems: [
    catalogueProblems['no-such-item'],
    catalogueProblems['kept-upstream'],
    catalogueProblems['not-possible'],
    catalogueProblems['change-pending'],
    catalogueProblems['effective-in-the-past'],
  ],
})
