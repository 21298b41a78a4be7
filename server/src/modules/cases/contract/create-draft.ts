import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { Answers, ApplicantKind, CaseStanding, ItemId } from './case.ts'
import { casesProblems as p } from './problems.ts'

export const CreateDraft = contract({
  name: 'cases.createDraft',
  method: 'POST',
  path: '/api/cases',
  summary: '开始申请',
  body: Type.Object({
    itemId: ItemId,
    applicantKind: ApplicantKind,
    creditCode: Type.Optional(Type.String({ format: 'credit-code', title: '代表的单位' })),
    channel: Type.Enum(['web', 'mobile'], { default: 'web' }),
    /** For whom the page said that it is: a choice made elsewhere meanwhile must not turn it round. */
    mandateId: Type.Optional(Type.String({ title: '代办依据的授权' })),
    answers: Type.Optional(Answers),
  }),
  response: CaseStanding,
  problems: [
    p['item-not-open'],
    p['item-not-for-you'],
    p['no-mandate'],
    p['outside-mandate'],
    p['acting-changed'],
    p['real-name-required'],
  ],
})
export type CreateDraft = InputOf<typeof CreateDraft>
