import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { LimitView } from '../../limits/contract/index.ts'
import { ApplicantView, CaseId, CaseState, CaseSummary, CaseView, Instant } from './case.ts'
import { casesProblems as p } from './problems.ts'

const page = {
  cursor: Type.Optional(Type.String({ maxLength: 200, title: '下一页的位置' })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
}
const CasePage = Type.Object({ cases: Type.Array(CaseSummary), nextCursor: Type.Optional(Type.String()) })

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

export const ListMyCases = contract({
  name: 'cases.listMyCases',
  method: 'GET',
  path: '/api/my/cases',
  summary: '我的办件',
  query: Type.Object({ ...page, state: Type.Optional(Type.Enum(['open', 'ended', 'draft'])) }),
  response: CasePage,
})
export type ListMyCases = InputOf<typeof ListMyCases>

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

/** 完整的申请人信息：每次查看都记入账本，须说明用途。 */
export const RevealApplicant = contract({
  name: 'cases.revealApplicant',
  method: 'POST',
  path: '/api/cases/:caseId/applicant',
  summary: '查看申请人完整信息',
  params: Type.Object({ caseId: CaseId }),
  body: Type.Object({ purpose: Type.String({ minLength: 2, maxLength: 200, title: '用途' }) }),
  response: ApplicantView,
  problems: [p['not-found']],
})
export type RevealApplicant = InputOf<typeof RevealApplicant>

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
