import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { CasePage, page } from './case-summary.ts'

export const ListMyCases = contract({
  name: 'cases.listMyCases',
  method: 'GET',
  path: '/api/my/cases',
  summary: '我的办件',
  query: Type.Object({ ...page, state: Type.Optional(Type.Enum(['open', 'ended', 'draft'])) }),
  response: CasePage,
})
export type ListMyCases = InputOf<typeof ListMyCases>
