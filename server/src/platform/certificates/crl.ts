import {
  EXTENSION,
  USAGE,
  addressesIn,
  authorityOf,
  crlAddressesOf,
  extensionsOf,
  isFor,
  signedParts,
} from './certificate.ts'
import type { Certificate, Extension, Signed } from './certificate.ts'
import { TAG, contextTag, eachOf, expect, numberOf, partsOf, readDer, timeOf } from './der.ts'
import type { Der } from './der.ts'
import { isSignedBy } from './signature.ts'

/** 证书吊销列表 (RFC 5280 section 5), read and not yet believed. */
export interface RevocationList {
  readonly issuer: Buffer
  readonly thisUpdate: Date
  /** Absent: nobody says until when it holds, so it never does. */
  readonly nextUpdate?: Date
  readonly revoked: ReadonlySet<string>
  readonly scope: Scope
  readonly signed: Signed
}

/** For which certificates of its issuer a list speaks (`IssuingDistributionPoint`). */
interface Scope {
  /** A form that we do not know: it speaks for none. */
  readonly isUnknown: boolean
  readonly only?: 'holders' | 'authorities'
  readonly addresses?: readonly string[]
}

/** Clocks differ. */
const SKEW_MS = 300_000

/** @throws DerError */
export function readRevocationList(bytes: Buffer): RevocationList {
  const parts = partsOf(readDer(bytes))
  const signed = signedParts(parts)
  const [version, , issuer, thisUpdate, ...rest] = partsOf(parts[0]!)
  expect(version, TAG.integer)
  const next = rest.find(({ tag }) => tag === TAG.utcTime || tag === TAG.generalizedTime)
  const list = rest.find(({ tag }) => tag === TAG.sequence)
  const { revoked, isPlain } = list ? entriesOf(list) : { revoked: new Set<string>(), isPlain: true }
  const extensions = extensionsOf(rest.find(({ tag }) => tag === contextTag(0)))
  return {
    issuer: expect(issuer, TAG.sequence).bytes,
    thisUpdate: timeOf(thisUpdate),
    ...(next && { nextUpdate: timeOf(next) }),
    revoked,
    scope: isPlain ? scopeOf(extensions) : { isUnknown: true },
    signed,
  }
}

/** A critical extension of an entry changes what it means (another issuer's certificate): such a list is not used. */
function entriesOf(list: Der): { revoked: Set<string>; isPlain: boolean } {
  const revoked = new Set<string>()
  let isPlain = true
  for (const entry of eachOf(list)) {
    const [serial, , extensions] = partsOf(entry)
    revoked.add(numberOf(serial))
    if (extensions && partsOf(extensions).some((one) => partsOf(one)[1]?.tag === TAG.boolean)) isPlain = false
  }
  return { revoked, isPlain }
}

function scopeOf(extensions: ReadonlyMap<string, Extension>): Scope {
  const point = extensions.get(EXTENSION.issuingDistributionPoint)
  const isStrange = [...extensions].some(
    ([oid, { isCritical }]) => isCritical && oid !== EXTENSION.issuingDistributionPoint,
  )
  if (isStrange || !point) return { isUnknown: isStrange }
  const parts = partsOf(readDer(point.value))
  const has = (n: number) => parts.some(({ tag, content }) => tag === contextTag(n, 'primitive') && content[0] === 0xff)
  const name = parts.find(({ tag }) => tag === contextTag(0))
  // Of some reasons only, of other issuers, of attributes.
  const isPartial = parts.some(({ tag }) => tag === contextTag(3, 'primitive')) || has(4) || has(5)
  return {
    isUnknown: isPartial,
    ...(has(1) && { only: 'holders' as const }),
    ...(has(2) && { only: 'authorities' as const }),
    ...(name && { addresses: addressesIn(name) }),
  }
}

export function isCurrent(
  { thisUpdate, nextUpdate }: Pick<RevocationList, 'thisUpdate' | 'nextUpdate'>,
  now: Date,
): boolean {
  return thisUpdate.getTime() <= now.getTime() + SKEW_MS && nextUpdate !== undefined && now < nextUpdate
}

/** What a list says of a certificate; undefined where it has no say: another issuer's, out of date, not signed by who issued both. */
export async function statusByList(
  list: RevocationList,
  { certificate, issuer, now }: { certificate: Certificate; issuer: Certificate; now: Date },
): Promise<'good' | 'revoked' | undefined> {
  if (!list.issuer.equals(certificate.issuer) || !isCurrent(list, now) || !speaksFor(list.scope, certificate))
    return undefined
  if (!isFor(issuer, USAGE.cRLSign) || !(await isSignedBy(issuer.key, list.signed))) return undefined
  return list.revoked.has(certificate.serial) ? 'revoked' : 'good'
}

function speaksFor({ isUnknown, only, addresses }: Scope, certificate: Certificate): boolean {
  if (isUnknown) return false
  if (only !== undefined && (only === 'authorities') !== (authorityOf(certificate) !== undefined)) return false
  const own = crlAddressesOf(certificate)
  return addresses === undefined || addresses.some((one) => own.includes(one))
}
