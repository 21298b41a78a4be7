import type { UpstreamPerson, Voucher } from './upstream.ts'

/** Whom an authority's certificates are made out to. */
export type HolderKind = 'person' | 'organization'

/** ▣ Where an authority writes what: a part of the subject or an extension (`subject:CN`, `extension:1.2.156.10260.4.1.1`). */
export interface HolderFields {
  readonly name?: string
  readonly citizenId?: string
  readonly creditCode?: string
  readonly organizationName?: string
}

/** Why a certificate does not sign in. */
export type CertificateRefusal =
  | 'no-challenge'
  | 'not-signed'
  | 'not-shown'
  | 'replayed'
  | 'expired'
  | 'not-yet-valid'
  | 'not-for-signing'
  | 'untrusted'
  | 'revoked'
  | 'status-unknown'
  | 'nobody'
  | 'account-closed'

/** 数字证书认证机构: a certificate below one of its roots says who its holder is. */
export interface CertificateAuthority extends Voucher {
  readonly method: 'cert'
  readonly ground: 'digital-certificate'
  readonly holders: readonly HolderKind[]
}

/** The level name under which authorities carry theirs: a certificate is good for what the operator says, or for nothing. */
export const CERTIFIED = 'certified'

interface Reading {
  /** What the certificate says at a place. */
  readonly textsAt: (place: string) => readonly string[]
  readonly is: { citizenId: (text: string) => boolean; creditCode: (text: string) => boolean }
  /** Of this certificate among all of its authority. */
  readonly fingerprint: string
  readonly until: string
}

/** Who it is, as far as the configured places say; undefined where the authority's certificates are for nobody named here. */
export function holderIn(
  { holders, fields }: { holders: readonly HolderKind[]; fields: HolderFields },
  { textsAt, is, fingerprint, until }: Reading,
): UpstreamPerson | undefined {
  const at = (place: string | undefined) => (place === undefined ? [] : textsAt(place))
  const citizenId = holders.includes('person') ? numberIn(at(fields.citizenId), is.citizenId) : undefined
  const creditCode = holders.includes('organization') ? numberIn(at(fields.creditCode), is.creditCode) : undefined
  if (citizenId === undefined && creditCode === undefined) return undefined
  const name = at(fields.name)[0]?.trim()
  const organizationName = at(fields.organizationName)[0]?.trim()
  return {
    // A person has one number for life; who signs for a company is known by the certificate alone.
    subject: citizenId ?? fingerprint,
    until,
    ...(citizenId !== undefined && { citizenId, level: CERTIFIED, ...(name !== undefined && { name }) }),
    ...(creditCode !== undefined && organizationName && { organization: { creditCode, name: organizationName } }),
  }
}

/** The one number of this kind that stands there, by itself or behind a mark of two letters (`SF110…`); two are as good as none. */
function numberIn(texts: readonly string[], is: (text: string) => boolean): string | undefined {
  const words = texts.flatMap((text) => text.toUpperCase().split(/[^0-9A-Z]+/))
  const found = new Set(words.map((word) => (word.length === 20 ? word.slice(2) : word)).filter((word) => is(word)))
  return found.size === 1 ? [...found][0] : undefined
}

/** What is said to whoever showed it. */
export function whyRefused(refusal: Exclude<CertificateRefusal, 'status-unknown'>): string {
  switch (refusal) {
    case 'no-challenge':
    case 'not-signed':
    case 'replayed':
      return '签名和待签名内容、证书对不上，或者这次登录已经过期、用过、不是在这个浏览器里开始的。请重新取得待签名内容，再签一次。'
    case 'not-shown':
      return '浏览器没有出示证书。请确认证书已经装进浏览器或者 UKey 已经插好，关闭浏览器再打开，重新选择证书；也可以用签名的办法登录。'
    case 'expired':
      return '这张证书已经过了有效期，请到认证机构换发。'
    case 'not-yet-valid':
      return '这张证书还没有到生效的日期。'
    case 'not-for-signing':
      return '这张证书不是用来签名的。一个密钥里常有两张证书，请选签名证书，不选加密证书。'
    case 'untrusted':
      return '这张证书不是页面上列出的认证机构签发的，或者中间证书没有一起提交。'
    case 'revoked':
      return '这张证书已经被认证机构吊销，不能再用。'
    case 'nobody':
      return '证书里没有公民身份号码或者统一社会信用代码，不能用来登录。'
    case 'account-closed':
      return '这张证书关联的账号已经停用。'
  }
}
