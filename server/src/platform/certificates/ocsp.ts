import { createHash } from 'node:crypto'
import { EXTENSION, extensionsOf, purposesOf, readCertificate, signedParts } from './certificate.ts'
import type { Certificate } from './certificate.ts'
import { isCurrent } from './crl.ts'
import {
  DerError,
  TAG,
  contextTag,
  der,
  derOid,
  eachOf,
  expect,
  numberOf,
  oidOf,
  partsOf,
  readDer,
  timeOf,
} from './der.ts'
import type { Der } from './der.ts'
import { isSignedBy } from './signature.ts'

/** One certificate of one issuer, and who asks: an answer to another question is none. */
export interface OcspQuestion {
  readonly certificate: Certificate
  readonly issuer: Certificate
  /** Random, for this question alone. */
  readonly nonce: Buffer
}

export interface OcspAnswer {
  readonly status: 'good' | 'revoked'
  /** Who signed it for the issuer; absent: the issuer itself. */
  readonly responder?: Certificate
}

const SHA1 = '1.3.14.3.2.26'
const BASIC = '1.3.6.1.5.5.7.48.1.1'
const NONCE = '1.3.6.1.5.5.7.48.1.2'
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
/** An answer that says no end holds for as long. */
const MOST_AGE_MS = 600_000
const MOST_CERTIFICATES = 4

/** RFC 6960 4.1. */
export function ocspRequest({ certificate, issuer, nonce }: OcspQuestion): Buffer {
  const one = der(TAG.sequence, certId(certificate, issuer))
  const extension = der(TAG.sequence, derOid(NONCE), der(TAG.octetString, der(TAG.octetString, nonce)))
  const extensions = der(contextTag(2), der(TAG.sequence, extension))
  return der(TAG.sequence, der(TAG.sequence, der(TAG.sequence, one), extensions))
}

/** What an answer says; undefined where it says nothing that holds. @throws DerError */
export async function readOcspAnswer(
  bytes: Buffer,
  question: OcspQuestion,
  now: Date,
): Promise<OcspAnswer | undefined> {
  const [status, wrapped] = partsOf(readDer(bytes))
  if (expect(status, TAG.enumerated).content[0] !== 0 || !wrapped) return undefined
  const [kind, basic] = partsOf(onlyIn(wrapped))
  if (oidOf(kind) !== BASIC) return undefined
  const parts = partsOf(readDer(expect(basic, TAG.octetString).content))
  const { responder, signer } = await signerOf(parts, question, now)
  if (!signer || !(await isSignedBy(signer.key, signedParts(parts)))) return undefined
  const said = saidOf(parts[0], question, now)
  return said && { status: said, ...(responder && { responder }) }
}

/** Whether the certificate of a responder says that it need not be asked about (RFC 6960 4.2.2.2.1). */
export function isNeverAskedAbout({ extensions }: Certificate): boolean {
  return extensions.has(EXTENSION.ocspNoCheck)
}

/** SHA-1 here finds, and guards nothing: it is what every responder knows. */
function certId(certificate: Certificate, issuer: Certificate): Buffer {
  const hashed = (content: Buffer) => der(TAG.octetString, sha1(content))
  const algorithm = der(TAG.sequence, derOid(SHA1), der(TAG.null))
  const serial = der(TAG.integer, Buffer.from(certificate.serial, 'hex'))
  return der(TAG.sequence, algorithm, hashed(certificate.issuer), hashed(issuer.keyBits), serial)
}

/** `ResponseData` in its places. */
function dataOf(data: Der | undefined): { id?: Der; responses?: Der; extensions?: Der } {
  const parts = partsOf(expect(data, TAG.sequence))
  if (parts[0]?.tag === contextTag(0)) parts.shift()
  const [id, , responses, extensions] = parts
  return { ...(id && { id }), ...(responses && { responses }), ...(extensions && { extensions }) }
}

/** The issuer, or whom it let answer by a certificate of its own hand. */
async function signerOf(
  parts: readonly Der[],
  { issuer }: OcspQuestion,
  now: Date,
): Promise<{ signer?: Certificate; responder?: Certificate }> {
  const { id } = dataOf(parts[0])
  if (!id) return {}
  const isNamed = (one: Certificate) => isNamedBy(id, one)
  if (isNamed(issuer)) return { signer: issuer }
  const wrapped = parts.find(({ tag }) => tag === contextTag(0))
  const list = wrapped ? partsOf(onlyIn(wrapped)) : []
  const responder = list
    .slice(0, MOST_CERTIFICATES)
    .map((one) => readCertificate(one.bytes))
    .find(isNamed)
  if (!responder?.issuer.equals(issuer.subject) || responder.notAfter < now || now < responder.notBefore) return {}
  if (!purposesOf(responder)?.includes(OCSP_SIGNING) || !(await isSignedBy(issuer.key, responder.signed))) return {}
  return { signer: responder, responder }
}

/** By its name, or by the SHA-1 of its key. */
function isNamedBy(id: Der, { subject, keyBits }: Certificate): boolean {
  if (id.tag === contextTag(1)) return onlyIn(id).bytes.equals(subject)
  return expect(onlyIn(expect(id, contextTag(2))), TAG.octetString).content.equals(sha1(keyBits))
}

function saidOf(data: Der | undefined, question: OcspQuestion, now: Date): 'good' | 'revoked' | undefined {
  const { responses, extensions } = dataOf(data)
  const nonce = extensionsOf(extensions).get(NONCE)
  if (nonce && !expect(readDer(nonce.value), TAG.octetString).content.equals(question.nonce)) return undefined
  const own = responses && partsOf(responses).find((one) => isAbout(partsOf(one)[0], question))
  if (!own) return undefined
  const [, status, thisUpdate, next] = partsOf(own)
  const since = timeOf(thisUpdate)
  const until = next?.tag === contextTag(0) ? timeOf(onlyIn(next)) : new Date(since.getTime() + MOST_AGE_MS)
  if (!isCurrent({ thisUpdate: since, nextUpdate: until }, now)) return undefined
  if (status?.tag === contextTag(0, 'primitive')) return 'good'
  return status?.tag === contextTag(1) ? 'revoked' : undefined
}

function isAbout(id: Der | undefined, { certificate, issuer }: OcspQuestion): boolean {
  const [algorithm, name, key, serial] = partsOf(expect(id, TAG.sequence))
  if (oidOf(partsOf(expect(algorithm, TAG.sequence))[0]) !== SHA1) return false
  const isHash = (given: Der | undefined, of: Buffer) => expect(given, TAG.octetString).content.equals(sha1(of))
  return isHash(name, certificate.issuer) && isHash(key, issuer.keyBits) && numberOf(serial) === certificate.serial
}

function onlyIn(wrapper: Der): Der {
  const [inner] = [...eachOf(wrapper)]
  if (!inner) throw new DerError('a wrapper with nothing in it')
  return inner
}

function sha1(content: Buffer): Buffer {
  return createHash('sha1').update(content).digest()
}
