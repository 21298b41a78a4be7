import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { signOnProblems } from './problems.ts'

const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })
const Uri = Type.String({ minLength: 8, maxLength: 500 })
const Reason = Type.String({ minLength: 1, maxLength: 200, title: '理由' })
const version = Type.Integer({ minimum: 1 })

export const ClientKind = Type.Enum(['web', 'native', 'device', 'system'])
export const ClientAuthMethod = Type.Enum(['client_secret_basic', 'private_key_jwt', 'none'])
export const ClientState = Type.Enum(['requested', 'approved', 'refused', 'suspended'])

/** A key as RFC 7517 writes it; the public half alone. */
export const PublicKeys = Type.Array(Type.Record(Type.String({ maxLength: 20 }), Type.String({ maxLength: 1_500 })), {
  maxItems: 5,
  title: '公钥（JWK）',
})

export const ScopeView = Type.Object({ scope: Type.String(), title: Type.String(), detail: Type.String() })
export type ScopeView = Static<typeof ScopeView>

/** 接入应用: a system of another office, or another system of the same one, that people sign in to with their one account. */
export const ClientView = Type.Object({
  id: PublicId,
  name: Type.String(),
  purpose: Type.String(),
  organizationId: PublicId,
  organizationName: Type.String(),
  division: Type.String(),
  kind: ClientKind,
  kindTitle: Type.String(),
  authMethod: ClientAuthMethod,
  redirectUris: Type.Array(Type.String()),
  postLogoutRedirectUris: Type.Array(Type.String()),
  backchannelLogoutUri: Type.Optional(Type.String()),
  requiresPushedRequests: Type.Boolean(),
  scopes: Type.Array(ScopeView),
  keyIds: Type.Array(Type.String()),
  hasSecret: Type.Boolean(),
  formerSecretUntil: Type.Optional(Type.String({ format: 'date-time' })),
  state: ClientState,
  stateTitle: Type.String(),
  requestedBy: Type.String(),
  requestedAt: Type.String({ format: 'date-time' }),
  /** Who keeps it now. */
  keptBy: Type.String(),
  decidedBy: Type.Optional(Type.String()),
  decidedAt: Type.Optional(Type.String({ format: 'date-time' })),
  abilities: Type.Record(Type.String(), Type.Boolean()),
  version: Type.Integer(),
})
export type ClientView = Static<typeof ClientView>

const params = Type.Object({ clientId: PublicId })

export const ListClients = contract({
  name: 'signOn.listClients',
  method: 'GET',
  path: '/api/sign-on/clients',
  summary: '接入应用列表',
  query: Type.Object({
    state: Type.Optional(ClientState),
    cursor: Type.Optional(PublicId),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  }),
  response: Type.Object({
    clients: Type.Array(ClientView),
    nextCursor: Type.Optional(Type.String()),
    /** What an application may ask for, for the form. */
    scopes: Type.Array(ScopeView),
  }),
})

export const GetClient = contract({
  name: 'signOn.getClient',
  method: 'GET',
  path: '/api/sign-on/clients/:clientId',
  summary: '一个接入应用',
  params,
  response: ClientView,
  problems: [signOnProblems['client-unknown']],
})

export const RequestClient = contract({
  name: 'signOn.requestClient',
  method: 'POST',
  path: '/api/sign-on/clients',
  summary: '申请接入应用',
  body: Type.Object({
    name: Type.String({ minLength: 2, maxLength: 60, title: '应用名称' }),
    purpose: Type.String({ minLength: 4, maxLength: 300, title: '用途' }),
    kind: ClientKind,
    authMethod: ClientAuthMethod,
    redirectUris: Type.Array(Uri, { maxItems: 10, title: '登录后返回的地址' }),
    postLogoutRedirectUris: Type.Array(Uri, { maxItems: 10, title: '退出后返回的地址' }),
    backchannelLogoutUri: Type.Optional(Uri),
    requiresPushedRequests: Type.Boolean({ default: true }),
    scopes: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 20, title: '需要的信息' }),
    keys: Type.Optional(PublicKeys),
  }),
  response: ClientView,
  problems: [signOnProblems['client-invalid']],
})

export const ApproveClient = contract({
  name: 'signOn.approveClient',
  method: 'POST',
  path: '/api/sign-on/clients/:clientId/approve',
  summary: '批准接入应用，或者恢复停用的应用',
  params,
  body: Type.Object({ version }),
  response: ClientView,
  problems: [signOnProblems['client-unknown'], signOnProblems['client-state'], signOnProblems['same-official']],
})

export const RefuseClient = contract({
  name: 'signOn.refuseClient',
  method: 'POST',
  path: '/api/sign-on/clients/:clientId/refuse',
  summary: '不批准接入应用',
  params,
  body: Type.Object({ version, reason: Reason }),
  response: ClientView,
  problems: [signOnProblems['client-unknown'], signOnProblems['client-state'], signOnProblems['same-official']],
})

export const SuspendClient = contract({
  name: 'signOn.suspendClient',
  method: 'POST',
  path: '/api/sign-on/clients/:clientId/suspend',
  summary: '停用接入应用，收回它的全部令牌',
  params,
  body: Type.Object({ version, reason: Reason }),
  response: ClientView,
  problems: [signOnProblems['client-unknown'], signOnProblems['client-state']],
})

export const RenewClientSecret = contract({
  name: 'signOn.renewClientSecret',
  method: 'POST',
  path: '/api/sign-on/clients/:clientId/secret',
  summary: '生成应用密钥，只显示这一次；原密钥再保留一天',
  params,
  body: Type.Object({ version }),
  response: Type.Object({ client: ClientView, secret: Type.String() }),
  problems: [signOnProblems['client-unknown'], signOnProblems['client-state'], signOnProblems['no-secret']],
})

export const ChangeClientKeys = contract({
  name: 'signOn.changeClientKeys',
  method: 'POST',
  path: '/api/sign-on/clients/:clientId/keys',
  summary: '更换应用的公钥',
  params,
  body: Type.Object({ version, keys: PublicKeys }),
  response: ClientView,
  problems: [
    signOnProblems['client-unknown'],
    signOnProblems['client-state'],
    signOnProblems['client-invalid'],
    signOnProblems['no-secret'],
  ],
})
