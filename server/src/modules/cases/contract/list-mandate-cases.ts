import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { CasePage, page } from './case-summary.ts'

export const ListMandateCases = contract({
  name: 'cases.listMandateCases',
  method: 'GET',
  path: '/api/my/mandates/:mandateId/cases',
  summary: '凭一份授权代办的办件',
  params: Type.Object({ mandateId: Type.String({ maxLength: 60 }) }),
  query: Type.Object(page),
  response: CasePage,
})
export type ListMandateCases = InputOf<typeof ListMandateCases>
