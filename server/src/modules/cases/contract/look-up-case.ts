import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { LimitView } from '../../limits/contract/index.ts'
import { CaseState } from './case-state.ts'
import { Instant } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 不登录查询进度：凭查询编号和密码，不显示个人信息。 */
export const LookUpCase = contract({
  name: 'cases.lookUpCase',
  method: 'POST',
  path: '/api/cases/look-up',
  summary: '凭编号和密码查询进度',
  body: Type.Object({
    queryCode: Type.String({ pattern: '^[0-9]{18}$', title: '查询编号' }),
    queryPassword: Type.String({ pattern: '^[0-9]{6}$', title: '查询密码' }),
  }),
  response: Type.Object({
    queryCode: Type.String(),
    itemName: Type.String(),
    organizationName: Type.String(),
    applicantName: Type.String(),
    /** 个人信息已删除: the sentence that stands where the applicant stood. */
    erased: Type.Optional(Type.String()),
    state: CaseState,
    stateTitle: Type.String(),
    progress: Type.String(),
    submittedAt: Type.Optional(Instant),
    limits: Type.Array(LimitView),
    steps: Type.Array(Type.Object({ title: Type.String(), at: Instant })),
  }),
  problems: [p['look-up-failed']],
})
export type LookUpCase = InputOf<typeof LookUpCase>
