import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { params, versioned } from './act.ts'
import { Answers, CaseSubmission } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 提交：答复编号和查询密码，密码只显示这一次。 */
export const SubmitCase = contract({
  name: 'cases.submitCase',
  method: 'POST',
  path: '/api/cases/:caseId/submit',
  summary: '提交申请',
  params,
  body: Type.Object({
    ...versioned,
    answers: Type.Optional(Answers),
    truthful: Type.Literal(true, { title: '承诺内容和材料真实' }),
  }),
  response: CaseSubmission,
  problems: [
    p['not-found'],
    p['not-allowed-now'],
    p['item-closed-meanwhile'],
    p['item-not-for-you'],
    p['no-mandate'],
    p['answers-invalid'],
    p['materials-missing'],
  ],
})
export type SubmitCase = InputOf<typeof SubmitCase>
