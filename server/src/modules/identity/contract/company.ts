import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { MandateScope, MandateView } from './mandate.ts'
import { identityProblems } from './problems.ts'
import { PublicId } from './public-fields.ts'

const Day = Type.String({ format: 'date' })

/** 经办人 of one's own company. */
export const CompanyAgent = Type.Object({
  mandateId: PublicId,
  name: Type.String(),
  scope: MandateScope,
  validFrom: Day,
  validTo: Day,
  version: Type.Integer(),
})
export type CompanyAgent = Static<typeof CompanyAgent>

/** 法人 whose legal representative is signed in. */
export const CompanyView = Type.Object({
  id: PublicId,
  creditCode: Type.String(),
  name: Type.String(),
  /** 1 registered, 2 the register names this legal representative, 3 who is at level 3. */
  level: Type.Integer({ minimum: 1, maximum: 3 }),
  source: Type.String(),
  verifiedAt: Type.String({ format: 'date-time' }),
  validUntil: Day,
  agents: Type.Array(CompanyAgent),
})
export type CompanyView = Static<typeof CompanyView>

export const ListMyCompanies = contract({
  name: 'identity.listMyCompanies',
  method: 'GET',
  path: '/api/my/companies',
  summary: '我任法定代表人的单位及其经办人',
  response: Type.Object({
    companies: Type.Array(CompanyView),
    /** Whether a source for companies is connected here. */
    canRegister: Type.Boolean(),
    realNameLevel: Type.Integer(),
  }),
})

export const RegisterCompany = contract({
  name: 'identity.registerCompany',
  method: 'POST',
  path: '/api/my/companies',
  summary: '法人注册：法定代表人凭统一社会信用代码登记本单位；再次登记即续期',
  body: Type.Object({
    creditCode: Type.String({ format: 'credit-code', title: '统一社会信用代码' }),
    name: Type.String({ minLength: 2, maxLength: 100, pattern: '^\\S.*\\S$', title: '单位名称' }),
  }),
  response: CompanyView,
  problems: [
    identityProblems['people-only'],
    identityProblems['company-needs-level'],
    identityProblems['company-not-matched'],
    identityProblems['company-unavailable'],
  ],
})

export const AppointAgent = contract({
  name: 'identity.appointAgent',
  method: 'POST',
  path: '/api/my/companies/:companyId/agents',
  summary: '法定代表人网上委托经办人',
  params: Type.Object({ companyId: PublicId }),
  body: Type.Object({
    agentCitizenId: Type.String({ format: 'citizen-id', title: '经办人公民身份号码' }),
    agentName: Type.String({ minLength: 2, maxLength: 50, title: '经办人姓名' }),
    validTo: Type.String({ format: 'date', title: '终止日期' }),
    /** Absent: everything that the company may apply for. */
    scope: Type.Optional(MandateScope),
  }),
  response: MandateView,
  problems: [
    identityProblems['company-unknown'],
    identityProblems['agent-not-matched'],
    identityProblems['mandate-exists'],
    identityProblems['mandate-period'],
    identityProblems['mandate-scope'],
  ],
})

export const DismissAgent = contract({
  name: 'identity.dismissAgent',
  method: 'POST',
  path: '/api/my/companies/:companyId/agents/:mandateId/end',
  summary: '法定代表人撤销对经办人的委托',
  params: Type.Object({ companyId: PublicId, mandateId: PublicId }),
  body: Type.Object({ version: Type.Integer({ minimum: 1 }) }),
  response: MandateView,
  problems: [
    identityProblems['company-unknown'],
    identityProblems['mandate-unknown'],
    identityProblems['mandate-revoked'],
  ],
})
