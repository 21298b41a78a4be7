import { Type } from 'typebox'
import { event, installationStream, streamOf } from '../../../kernel/event.ts'

const Client = Type.Object({ clientId: Type.String() })
const ofClient = { stream: (body: { clientId: string }) => streamOf('client', body.clientId) }
const Use = { accountId: Type.String(), clientId: Type.String() }
const ofPerson = { stream: (body: { accountId: string }) => streamOf('sign-on', body.accountId) }

export const ClientRequested = event(
  'sign-on/ClientRequested.v1',
  Type.Object({
    clientId: Type.String(),
    kind: Type.String(),
    name: Type.String(),
    scopes: Type.Array(Type.String()),
    redirectUris: Type.Array(Type.String()),
  }),
  { title: '申请接入应用', ...ofClient },
)
export const ClientApproved = event('sign-on/ClientApproved.v1', Client, { title: '批准接入应用', ...ofClient })
/** Reasons lie beside the chain, as `personal.reason`. */
export const ClientRefused = event('sign-on/ClientRefused.v1', Client, { title: '不批准接入应用', ...ofClient })
export const ClientSuspended = event('sign-on/ClientSuspended.v1', Client, { title: '停用接入应用', ...ofClient })
export const ClientSecretRenewed = event('sign-on/ClientSecretRenewed.v1', Client, {
  title: '更换应用密钥',
  ...ofClient,
})
export const ClientKeysChanged = event(
  'sign-on/ClientKeysChanged.v1',
  Type.Object({ clientId: Type.String(), keyIds: Type.Array(Type.String()) }),
  { title: '更换应用公钥', ...ofClient },
)

/** 保管人 has left: another keeps it from now on. */
export const ClientHandedOver = event(
  'sign-on/ClientHandedOver.v1',
  Type.Object({ clientId: Type.String(), from: Type.String(), to: Type.String() }),
  { title: '移交接入应用', ...ofClient },
)

/** 同意: by the person, at the page that names the application and what it asks for. */
export const ConsentGiven = event(
  'sign-on/ConsentGiven.v1',
  Type.Object({ ...Use, consentId: Type.String(), scopes: Type.Array(Type.String()) }),
  { title: '同意应用查看个人信息', ...ofPerson },
)
export const ConsentRefused = event('sign-on/ConsentRefused.v1', Type.Object(Use), {
  title: '不同意应用查看个人信息',
  ...ofPerson,
})
export const ConsentWithdrawn = event(
  'sign-on/ConsentWithdrawn.v1',
  Type.Object({ ...Use, consentId: Type.String(), revoked: Type.Integer() }),
  { title: '撤回对应用的同意', ...ofPerson },
)
/** A code was given to the application: this person signed in there. */
export const ApplicationEntered = event(
  'sign-on/ApplicationEntered.v1',
  Type.Object({ ...Use, sessionId: Type.Optional(Type.String()), scopes: Type.Array(Type.String()) }),
  { title: '登录应用', ...ofPerson },
)
export const TokenIssued = event(
  'sign-on/TokenIssued.v1',
  Type.Object({ ...Use, grantType: Type.String(), scopes: Type.Array(Type.String()) }),
  { title: '向应用发放令牌', ...ofPerson },
)
export const TokensRevoked = event(
  'sign-on/TokensRevoked.v1',
  Type.Object({ ...Use, what: Type.String(), count: Type.Integer() }),
  { title: '撤销应用的令牌', ...ofPerson },
)
/** RFC 8693: the agent keeps his own name, the company is the one he acts for. */
export const MandateUsed = event(
  'sign-on/MandateUsed.v1',
  Type.Object({ ...Use, mandateId: Type.String(), creditCode: Type.Optional(Type.String()) }),
  { title: '在应用中代办', ...ofPerson },
)
export const SystemTokenIssued = event(
  'sign-on/SystemTokenIssued.v1',
  Type.Object({ clientId: Type.String(), scopes: Type.Array(Type.String()) }),
  { title: '向系统发放令牌', ...ofClient },
)
/** Back-channel logout was answered by the application. */
export const ApplicationLeft = event('sign-on/ApplicationLeft.v1', Type.Object(Use), {
  title: '通知应用退出登录',
  ...ofPerson,
})
/** What the application was refused; its own words are not recorded. Unknown applications share one stream. */
export const RequestRefused = event(
  'sign-on/RequestRefused.v1',
  Type.Object({ clientId: Type.Optional(Type.String()), endpoint: Type.String(), error: Type.String() }),
  {
    title: '拒绝应用的请求',
    stream: (body) => (body.clientId ? streamOf('client', body.clientId) : installationStream('sign-on:unknown')),
  },
)
export const SigningKeysRotated = event(
  'sign-on/SigningKeysRotated.v1',
  Type.Object({ signing: Type.Array(Type.String()), next: Type.Array(Type.String()), atOnce: Type.Boolean() }),
  { title: '轮换签名密钥', stream: () => installationStream('sign-on:keys') },
)
