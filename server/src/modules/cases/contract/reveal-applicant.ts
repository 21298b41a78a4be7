import { Type } from 'typebox'
import { READING_PURPOSES, contract } from '../../../kernel/index.ts'
import type { InputOf, ReadingPurpose } from '../../../kernel/index.ts'
import { exportsProblems } from '../../exports/contract/index.ts'
import { ApplicantView, CaseId } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 处理目的 (个人信息保护法第六条): one of a list, so that it can be searched for and counted. */
export const RevealPurpose = Type.Enum(Object.keys(READING_PURPOSES) as ReadingPurpose[], { title: '处理目的' })

/** 完整的申请人信息：每次查看都记入账本，须选明处理目的并写明事由。 */
export const RevealApplicant = contract({
  name: 'cases.revealApplicant',
  method: 'POST',
  path: '/api/cases/:caseId/applicant',
  summary: '查看申请人完整信息',
  params: Type.Object({ caseId: CaseId }),
  body: Type.Object({
    purpose: RevealPurpose,
    reason: Type.String({ minLength: 2, maxLength: 200, title: '事由' }),
  }),
  response: ApplicantView,
  problems: [p['not-found'], p.erased, p.restricted, exportsProblems['reveals-used-up']],
})
export { READING_PURPOSES }
export type { ReadingPurpose }
export type RevealApplicant = InputOf<typeof RevealApplicant>
