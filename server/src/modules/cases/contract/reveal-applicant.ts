import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { ApplicantView, CaseId } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 完整的申请人信息：每次查看都记入账本，须说明用途。 */
export const RevealApplicant = contract({
  name: 'cases.revealApplicant',
  method: 'POST',
  path: '/api/cases/:caseId/applicant',
  summary: '查看申请人完整信息',
  params: Type.Object({ caseId: CaseId }),
  body: Type.Object({ purpose: Type.String({ minLength: 2, maxLength: 200, title: '用途' }) }),
  response: ApplicantView,
  problems: [p['not-found'], p.erased],
})
export type RevealApplicant = InputOf<typeof RevealApplicant>
