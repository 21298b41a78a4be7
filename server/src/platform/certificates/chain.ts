import { EXTENSION, USAGE, authorityOf, isFor, purposesOf } from './certificate.ts'
import type { Certificate } from './certificate.ts'
import { isSignedBy } from './signature.ts'

/** Why a certificate is not believed, apart from having been revoked. */
export type ChainRefusal = 'expired' | 'not-yet-valid' | 'not-for-signing' | 'untrusted'

/** From the holder's certificate up to a trusted root, which is the last. */
export type Chain = readonly [Certificate, ...Certificate[]]

export interface ChainQuestion {
  readonly holder: Certificate
  /** What came along, in any order; nothing of it is believed. */
  readonly others: readonly Certificate[]
  /** 受信任的根证书. */
  readonly roots: readonly Certificate[]
  readonly now: Date
}

/** Longer chains do not occur; whoever builds one wants us to compute. */
const MOST_AUTHORITIES = 4
const MOST_SIGNATURES = 24

/** RFC 5280 4.2: extensions that we act on, or that only describe. Any other one that is critical is a reason not to believe. */
const UNDERSTOOD: readonly string[] = [
  EXTENSION.basicConstraints,
  EXTENSION.keyUsage,
  EXTENSION.extendedKeyUsage,
  EXTENSION.subjectAltName,
  EXTENSION.subjectKeyIdentifier,
  EXTENSION.authorityKeyIdentifier,
  EXTENSION.certificatePolicies,
  EXTENSION.crlDistributionPoints,
]
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'
const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4'
const ANY_PURPOSE = '2.5.29.37.0'

/** 证书链: RFC 5280 section 6, for one holder who signs. */
export async function buildChain(question: ChainQuestion): Promise<Chain | ChainRefusal> {
  const { holder, now } = question
  if (holder.notAfter < now) return 'expired'
  if (now < holder.notBefore) return 'not-yet-valid'
  if (!isForSigning(holder)) return 'not-for-signing'
  const budget = { signatures: MOST_SIGNATURES }
  return (await climb([holder], question, budget)) ?? 'untrusted'
}

/** A key that signs for its holder: no authority's, none for encrypting alone, none of a server. */
function isForSigning(holder: Certificate): boolean {
  if (authorityOf(holder) || !knowsAllCritical(holder)) return false
  if (!isFor(holder, USAGE.digitalSignature) && !isFor(holder, USAGE.nonRepudiation)) return false
  const purposes = purposesOf(holder)
  return purposes === undefined || purposes.some((one) => [CLIENT_AUTH, EMAIL_PROTECTION, ANY_PURPOSE].includes(one))
}

async function climb(
  chain: Chain,
  question: ChainQuestion,
  budget: { signatures: number },
): Promise<Chain | undefined> {
  const top = chain.at(-1)!
  const mayIssue = (one: Certificate) => one.subject.equals(top.issuer) && canStand(one, chain, question.now)
  for (const root of question.roots.filter(mayIssue)) {
    if (await isIssuedBy(top, root, budget)) return [...chain, root]
  }
  if (chain.length >= MOST_AUTHORITIES) return undefined
  const isThere = (one: Certificate) => chain.some(({ der }) => der.equals(one.der))
  for (const between of question.others.filter((one) => !isThere(one) && mayIssue(one))) {
    if (!(await isIssuedBy(top, between, budget))) continue
    const whole = await climb([...chain, between], question, budget)
    if (whole) return whole
  }
  return undefined
}

/** Whether it may stand above what is there: an authority, in its time, for signing certificates, and so many below it. */
function canStand(one: Certificate, below: Chain, now: Date): boolean {
  const authority = authorityOf(one)
  if (!authority || one.notAfter < now || now < one.notBefore) return false
  if (!isFor(one, USAGE.keyCertSign) || !knowsAllCritical(one)) return false
  // Those that issued themselves anew do not count (RFC 5280 4.2.1.9).
  const between = below.slice(1).filter(({ issuer, subject }) => !issuer.equals(subject)).length
  return authority.pathLength === undefined || between <= authority.pathLength
}

async function isIssuedBy(one: Certificate, issuer: Certificate, budget: { signatures: number }): Promise<boolean> {
  if (budget.signatures === 0) return false
  budget.signatures -= 1
  return isSignedBy(issuer.key, one.signed)
}

function knowsAllCritical({ extensions }: Certificate): boolean {
  return [...extensions].every(([oid, { isCritical }]) => !isCritical || UNDERSTOOD.includes(oid))
}
