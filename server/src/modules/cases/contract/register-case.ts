import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { Answers, ApplicantKind, CaseSubmission, ItemId, PaperMaterialIds } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 窗口登记：申请人到场，窗口代录并当场收件。 */
export const RegisterCase = contract({
  name: 'cases.registerCase',
  method: 'POST',
  path: '/api/cases/register',
  summary: '窗口登记收件',
  body: Type.Object({
    itemId: ItemId,
    applicant: Type.Object({
      kind: ApplicantKind,
      name: Type.String({ minLength: 1, maxLength: 120, title: '姓名或名称' }),
      code: Type.String({ minLength: 18, maxLength: 18, title: '公民身份号码或统一社会信用代码' }),
      phone: Type.String({ format: 'phone', title: '手机号码' }),
      agentName: Type.Optional(Type.String({ maxLength: 60, title: '经办人' })),
    }),
    answers: Answers,
    paperMaterialIds: PaperMaterialIds,
  }),
  response: CaseSubmission,
  problems: [
    p['item-not-open'],
    p['item-not-for-you'],
    p['applicant-invalid'],
    p['answers-invalid'],
    p['material-unknown'],
  ],
})
export type RegisterCase = InputOf<typeof RegisterCase>
