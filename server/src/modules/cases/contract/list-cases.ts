import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { CaseState } from './case-state.ts'
import { CasePage, page } from './case-summary.ts'

export const ListCases = contract({
  name: 'cases.listCases',
  method: 'GET',
  path: '/api/cases',
  summary: '查找办件',
  query: Type.Object({
    ...page,
    state: Type.Optional(CaseState),
    itemId: Type.Optional(Type.String()),
    number: Type.Optional(Type.String({ maxLength: 60, title: '办件编号或查询编号' })),
    person: Type.Optional(Type.String({ maxLength: 60, title: '姓名、证件号码或手机号，须完全一致' })),
  }),
  response: CasePage,
})
export type ListCases = InputOf<typeof ListCases>
