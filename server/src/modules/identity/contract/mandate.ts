import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { organizationsProblems } from '../../organizations/contract/index.ts'
import { identityProblems } from './problems.ts'
import { PublicId } from './public-fields.ts'

const Day = Type.String({ format: 'date' })

/** 授权范围: everything, the items of some themes (codes), or some items (public ids). */
export const MandateScope = Type.Object({
  kind: Type.Enum(['all', 'themes', 'items']),
  codes: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 50 }),
})
export type MandateScope = Static<typeof MandateScope>

/** 委托: a company lets a person act for it. */
export const MandateView = Type.Object({
  id: PublicId,
  creditCode: Type.String(),
  organizationName: Type.String(),
  letterNo: Type.String(),
  scope: MandateScope,
  validFrom: Day,
  validTo: Day,
  revokedOn: Type.Optional(Day),
  isDemo: Type.Boolean(),
  version: Type.Integer(),
})
export type MandateView = Static<typeof MandateView>

export const ListMyMandates = contract({
  name: 'identity.listMyMandates',
  method: 'GET',
  path: '/api/my/organizations',
  summary: '我可以代办的单位（当前有效的委托）',
  response: Type.Object({ mandates: Type.Array(MandateView) }),
})

export const RegisterMandate = contract({
  name: 'identity.registerMandate',
  method: 'POST',
  path: '/api/mandates',
  summary: '窗口凭授权委托书登记单位委托',
  body: Type.Object({
    creditCode: Type.String({ format: 'credit-code', title: '统一社会信用代码' }),
    organizationName: Type.String({ minLength: 2, maxLength: 100, title: '单位名称' }),
    agentCitizenId: Type.String({ format: 'citizen-id', title: '经办人公民身份号码' }),
    letterNo: Type.String({ minLength: 1, maxLength: 60, title: '授权委托书编号' }),
    validFrom: Type.String({ format: 'date', title: '起始日期' }),
    validTo: Type.String({ format: 'date', title: '终止日期' }),
    scope: Type.Optional(MandateScope),
    division: Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$', title: '登记窗口所在区划' }),
  }),
  response: MandateView,
  problems: [
    identityProblems['agent-unknown'],
    identityProblems['mandate-exists'],
    identityProblems['mandate-period'],
    identityProblems['mandate-scope'],
    organizationsProblems['division-unknown'],
  ],
})

export const RevokeMandate = contract({
  name: 'identity.revokeMandate',
  method: 'POST',
  path: '/api/mandates/:mandateId/revoke',
  summary: '撤销授权；不予确认也用它',
  params: Type.Object({ mandateId: PublicId }),
  body: Type.Object({
    version: Type.Integer({ minimum: 1 }),
    reason: Type.String({ minLength: 1, maxLength: 200, title: '理由' }),
  }),
  response: Type.Object({ id: PublicId, revokedOn: Day, version: Type.Integer() }),
  problems: [identityProblems['mandate-unknown'], identityProblems['mandate-revoked']],
})
