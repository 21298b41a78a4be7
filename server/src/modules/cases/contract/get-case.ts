import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { CaseView } from './case-view.ts'
import { CaseId } from './case.ts'
import { casesProblems as p } from './problems.ts'

export const GetCase = contract({
  name: 'cases.getCase',
  method: 'GET',
  path: '/api/cases/:caseId',
  summary: '查看办件',
  params: Type.Object({ caseId: CaseId }),
  response: CaseView,
  problems: [p['not-found']],
})
export type GetCase = InputOf<typeof GetCase>
