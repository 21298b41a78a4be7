import { problem } from '../../../kernel/index.ts'
import { signOnProblems } from '../contract/problems.ts'
import { isScope } from './scopes.ts'

export type ClientKind = 'web' | 'native' | 'device' | 'system'
export type ClientAuthMethod = 'client_secret_basic' | 'private_key_jwt' | 'none'
export type ClientState = 'requested' | 'approved' | 'refused' | 'suspended'

export const KIND_TITLES: Readonly<Record<ClientKind, string>> = {
  web: '网站',
  native: '手机或电脑上的程序',
  device: '自助终端、大屏',
  system: '系统之间的接口',
}
export const STATE_TITLES: Readonly<Record<ClientState, string>> = {
  requested: '待审核',
  approved: '已批准',
  refused: '未批准',
  suspended: '已停用',
}

export type PublicKey = Readonly<Record<string, string>>

/** 接入应用, as it is asked for. */
export interface ClientRequest {
  readonly kind: ClientKind
  readonly authMethod: ClientAuthMethod
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly backchannelLogoutUri?: string
  readonly scopes: readonly string[]
  readonly keys?: readonly PublicKey[]
}

/** How an application of a kind may prove who it is: a program that people hold in their hands keeps no secret. */
const PROOFS: Readonly<Record<ClientKind, readonly ClientAuthMethod[]>> = {
  web: ['private_key_jwt', 'client_secret_basic'],
  native: ['none'],
  device: ['none'],
  system: ['private_key_jwt', 'client_secret_basic'],
}

/**
 * Addresses are exact, and https except on a developer's own machine (RFC 9700, 2.1).
 * @throws sign-on/client-invalid
 */
export function checkClient(asked: ClientRequest): void {
  const { kind, authMethod, redirectUris, scopes, keys } = asked
  if (!PROOFS[kind].includes(authMethod)) refuse(`${KIND_TITLES[kind]}不能用这种方式证明身份`)
  const sendsPeople = kind === 'web' || kind === 'native'
  if (sendsPeople !== redirectUris.length > 0) refuse(sendsPeople ? '请填写登录后返回的地址' : '这类应用没有返回地址')
  for (const uri of [...redirectUris, ...asked.postLogoutRedirectUris]) checkAddress(uri, kind)
  if (asked.backchannelLogoutUri !== undefined) checkAddress(asked.backchannelLogoutUri, 'web')
  if (new Set(redirectUris.map((uri) => new URL(uri).host)).size > 1)
    refuse('登录后返回的地址要在同一个主机上；不同的主机请分别申请')
  const unknown = scopes.filter((scope) => !isScope(scope))
  if (unknown.length > 0) refuse(`不认识的信息范围：${unknown.join('、')}`)
  const names = scopes.includes('openid')
  if (names !== (kind !== 'system')) refuse(names ? '系统之间的接口不代表任何人' : '给人登录的应用至少要能认出同一个人')
  if (scopes.includes('system') !== (kind === 'system')) refuse('范围 system 只给系统之间的接口，也只有它可用')
  if ((authMethod === 'private_key_jwt') !== (keys !== undefined && keys.length > 0))
    refuse(authMethod === 'private_key_jwt' ? '请填写应用的公钥' : '这种方式不用公钥')
  for (const key of keys ?? []) checkKey(key)
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

function checkAddress(text: string, kind: ClientKind): void {
  const uri = URL.canParse(text) ? new URL(text) : undefined
  if (!uri || text.includes('*') || uri.hash !== '' || uri.username !== '' || uri.password !== '')
    refuse(`地址“${text}”不正确：要写全，不能有通配符、账号或者 #`)
  const isSafe = uri?.protocol === 'https:' || (uri?.protocol === 'http:' && LOOPBACK.has(uri.hostname))
  const isOwnScheme = kind === 'native' && /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(uri?.protocol ?? '')
  if (!isSafe && !isOwnScheme) refuse(`地址“${text}”要用 https`)
}

const PRIVATE_PARTS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth', 'priv']

function checkKey(key: PublicKey): void {
  if (PRIVATE_PARTS.some((part) => part in key)) refuse('公钥里混进了私钥的内容，请立即停用这把私钥')
  const isEc = key.kty === 'EC' && key.crv === 'P-256' && key.x !== undefined && key.y !== undefined
  const isRsa = key.kty === 'RSA' && key.e !== undefined && (key.n?.length ?? 0) >= 342
  if (!isEc && !isRsa) refuse('公钥要是 P-256 椭圆曲线，或者不短于 2048 位的 RSA')
  if (!key.kid) refuse('每把公钥都要有编号（kid）')
}

function refuse(reason: string): never {
  throw problem(signOnProblems['client-invalid'], { reason })
}
