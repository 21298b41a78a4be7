import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { ScopeView } from './client.ts'
import { signOnProblems } from './problems.ts'

const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })

/** 我的授权: an application that may see something of mine. */
export const ConsentView = Type.Object({
  id: PublicId,
  clientName: Type.String(),
  organizationName: Type.String(),
  purpose: Type.String(),
  scopes: Type.Array(ScopeView),
  givenAt: Type.String({ format: 'date-time' }),
  usedAt: Type.String({ format: 'date-time' }),
  /** Signed in there at this moment, in this browser or another. */
  isSignedIn: Type.Boolean(),
  version: Type.Integer(),
})
export type ConsentView = Static<typeof ConsentView>

export const ListMyConsents = contract({
  name: 'signOn.listMyConsents',
  method: 'GET',
  path: '/api/my/applications',
  summary: '我登录过的应用，和它们能看到的我的信息',
  response: Type.Object({ consents: Type.Array(ConsentView) }),
})

export const WithdrawConsent = contract({
  name: 'signOn.withdrawConsent',
  method: 'POST',
  path: '/api/my/applications/:consentId/withdraw',
  summary: '撤回同意，应用随即退出登录',
  params: Type.Object({ consentId: PublicId }),
  body: Type.Object({ version: Type.Integer({ minimum: 1 }) }),
  response: Type.Object({ consentId: PublicId }),
  problems: [signOnProblems['consent-unknown']],
})
