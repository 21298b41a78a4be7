import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PublicId } from './organization.ts'
import { organizationsProblems } from './problems.ts'

/** 审批决定权, 审核上报权, 组织协调权: the three powers that a letter of authorization can give. */
export const AuthorizationPower = Type.Union([
  Type.Literal('approve', { title: '审批决定权' }),
  Type.Literal('submit-upward', { title: '审核上报权' }),
  Type.Literal('coordinate', { title: '组织协调权' }),
])
export type AuthorizationPower = Static<typeof AuthorizationPower>

/** 授权书 of a department for one of its staff at the service centre. */
export const AuthorizationView = Type.Object({
  id: PublicId,
  grantorId: PublicId,
  grantorName: Type.String(),
  granteeId: PublicId,
  granteeName: Type.String(),
  powers: Type.Array(AuthorizationPower),
  itemIds: Type.Optional(Type.Array(Type.String())),
  docNo: Type.String(),
  validFrom: Type.String({ format: 'date' }),
  validTo: Type.String({ format: 'date' }),
  revokedOn: Type.Optional(Type.String({ format: 'date' })),
  revokeReason: Type.Optional(Type.String()),
  version: Type.Integer(),
})
export type AuthorizationView = Static<typeof AuthorizationView>

export const ListAuthorizations = contract({
  name: 'organizations.listAuthorizations',
  method: 'GET',
  path: '/api/authorizations',
  summary: '列出授权书',
  response: Type.Object({ authorizations: Type.Array(AuthorizationView) }),
})

export const GrantAuthorization = contract({
  name: 'organizations.grantAuthorization',
  method: 'POST',
  path: '/api/authorizations',
  summary: '签发授权书',
  body: Type.Object({
    granteeId: PublicId,
    powers: Type.Array(AuthorizationPower, { minItems: 1, uniqueItems: true, title: '授权内容' }),
    itemIds: Type.Optional(Type.Array(PublicId, { minItems: 1, maxItems: 500, uniqueItems: true })),
    docNo: Type.String({ minLength: 1, maxLength: 60, title: '文号' }),
    validFrom: Type.String({ format: 'date', title: '起始日期' }),
    validTo: Type.String({ format: 'date', title: '终止日期' }),
  }),
  response: AuthorizationView,
  problems: [
    organizationsProblems['staff-unknown'],
    organizationsProblems['authorization-period'],
    organizationsProblems['doc-no-taken'],
  ],
})

export const RevokeAuthorization = contract({
  name: 'organizations.revokeAuthorization',
  method: 'POST',
  path: '/api/authorizations/:authorizationId/revoke',
  summary: '撤销授权书',
  params: Type.Object({ authorizationId: PublicId }),
  body: Type.Object({
    version: Type.Integer({ minimum: 1 }),
    reason: Type.String({ minLength: 1, maxLength: 200, title: '撤销理由' }),
  }),
  response: AuthorizationView,
  problems: [organizationsProblems['authorization-unknown'], organizationsProblems['authorization-revoked']],
})
