import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { ItemId } from './item.ts'
import { ItemAdminView } from './item-admin.ts'
import { catalogueProblems } from './problems.ts'

export const ResumeItem = contract({
  name: 'catalogue.resumeItem',
  method: 'POST',
  path: '/api/admin/items/:itemId/resume',
  summary: '恢复一个事项',
  params: Type.Object({ itemId: ItemId }),
  body: Type.Object({
    version: Type.Integer({ minimum: 1, title: '看到的修订号' }),
    basis: Type.String({ minLength: 2, maxLength: 2000, title: '依据' }),
    documentNo: Type.Optional(Type.String({ minLength: 1, maxLength: 100, title: '文号' })),
    effectiveOn: Type.String({ format: 'date', title: '生效日期' }),
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
