import {
  DerError,
  TAG,
  bitsOf,
  contextTag,
  eachOf,
  expect,
  numberOf,
  oidOf,
  partsOf,
  readDer,
  smallNumberOf,
  timeOf,
} from './der.ts'
import type { Der } from './der.ts'
import { publicKeyOf } from './public-key.ts'
import type { PublicKey } from './public-key.ts'

/** 数字证书 (X.509 v3), read and not yet believed. */
export interface Certificate {
  readonly der: Buffer
  readonly serial: string
  /** The whole name, as it is written: two are one where they are written alike. */
  readonly issuer: Buffer
  readonly subject: Buffer
  readonly notBefore: Date
  readonly notAfter: Date
  readonly spki: Buffer
  readonly keyBits: Buffer
  readonly key: PublicKey
  readonly signed: Signed
  readonly extensions: ReadonlyMap<string, Extension>
}

/** What an issuer signed: the bytes, by which algorithm, the signature. */
export interface Signed {
  readonly content: Buffer
  readonly algorithm: Der
  readonly signature: Buffer
}

export interface Extension {
  readonly isCritical: boolean
  readonly value: Buffer
}

/** `Certificate`, `CertificateList` and `BasicOCSPResponse` share it: content, algorithm, signature. @throws DerError */
export function signedParts(parts: readonly Der[]): Signed {
  const [content, algorithm, signature] = parts
  return {
    content: expect(content, TAG.sequence).bytes,
    algorithm: expect(algorithm, TAG.sequence),
    signature: bitsOf(signature),
  }
}

/** @throws DerError */
export function readCertificate(bytes: Buffer): Certificate {
  const parts = partsOf(readDer(bytes))
  const signed = signedParts(parts)
  const [version, serial, algorithm, issuer, validity, subject, spki, ...rest] = partsOf(parts[0]!)
  // Version 3 stands in [0]; without it there are no extensions, and nothing says who may sign what.
  if (expect(version, contextTag(0)).content.toString('hex') !== '020102') throw new DerError('not of version 3')
  if (!expect(algorithm, TAG.sequence).bytes.equals(signed.algorithm.bytes))
    throw new DerError('signed by another algorithm than it says')
  const [notBefore, notAfter] = partsOf(expect(validity, TAG.sequence))
  const key = expect(spki, TAG.sequence)
  return {
    der: bytes,
    serial: numberOf(serial),
    issuer: expect(issuer, TAG.sequence).bytes,
    subject: expect(subject, TAG.sequence).bytes,
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    spki: key.bytes,
    keyBits: bitsOf(partsOf(key)[1]),
    key: publicKeyOf(key),
    signed,
    extensions: extensionsOf(rest.find(({ tag }) => tag === contextTag(3))),
  }
}

/** @throws DerError where one comes twice */
export function extensionsOf(wrapped: Der | undefined): Map<string, Extension> {
  const found = new Map<string, Extension>()
  if (!wrapped) return found
  const [list] = [...eachOf(wrapped)]
  for (const one of eachOf(expect(list, TAG.sequence))) {
    const parts = partsOf(one)
    const oid = oidOf(parts[0])
    if (found.has(oid)) throw new DerError('an extension that is there twice')
    const isCritical = parts.length === 3 && expect(parts[1], TAG.boolean).content[0] === 0xff
    found.set(oid, { isCritical, value: expect(parts.at(-1), TAG.octetString).content })
  }
  return found
}

export const EXTENSION = {
  subjectAltName: '2.5.29.17',
  subjectKeyIdentifier: '2.5.29.14',
  authorityKeyIdentifier: '2.5.29.35',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  certificatePolicies: '2.5.29.32',
  crlDistributionPoints: '2.5.29.31',
  issuingDistributionPoint: '2.5.29.28',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
} as const

/** Undefined: no certificate of an authority. */
export function authorityOf({ extensions }: Certificate): { pathLength?: number } | undefined {
  const extension = extensions.get(EXTENSION.basicConstraints)
  if (!extension) return undefined
  const [isAuthority, length] = partsOf(readDer(extension.value))
  if (isAuthority?.tag !== TAG.boolean || isAuthority.content[0] !== 0xff) return undefined
  return length ? { pathLength: smallNumberOf(length) } : {}
}

/** Places of RFC 5280 4.2.1.3. */
export const USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const

/** Where a certificate does not say what its key is for, it is for everything. */
export function isFor({ extensions }: Certificate, usage: number): boolean {
  const extension = extensions.get(EXTENSION.keyUsage)
  if (!extension) return true
  const { content } = expect(readDer(extension.value), TAG.bitString)
  const byte = content[1 + (usage >> 3)] ?? 0
  return (byte & (0x80 >> (usage & 7))) !== 0
}

/** Undefined: the certificate does not restrict it. */
export function purposesOf({ extensions }: Certificate): string[] | undefined {
  const extension = extensions.get(EXTENSION.extendedKeyUsage)
  return extension && partsOf(readDer(extension.value)).map((one) => oidOf(one))
}

/** Where lists of revoked certificates lie, as the certificate says: addresses alone. */
export function crlAddressesOf({ extensions }: Certificate): string[] {
  const extension = extensions.get(EXTENSION.crlDistributionPoints)
  if (!extension) return []
  return partsOf(readDer(extension.value)).flatMap((point) => {
    const name = partsOf(point).find(({ tag }) => tag === contextTag(0))
    return name ? addressesIn(name) : []
  })
}

/** The addresses of a `DistributionPointName`: `[0]` full name, of general names those in `[6]`. */
export function addressesIn(distributionPointName: Der): string[] {
  return [...eachOf(distributionPointName)]
    .filter(({ tag }) => tag === contextTag(0))
    .flatMap((names) => [...eachOf(names)])
    .filter(({ tag }) => tag === contextTag(6, 'primitive'))
    .map(({ content }) => content.toString('latin1'))
}

/** Several certificates as PEM, or one as base64 or DER without its frame. @throws DerError */
export function readCertificates(text: string): Certificate[] {
  const framed = [...text.matchAll(/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]+)-----END/g)].map(
    ([, body]) => body!,
  )
  const bodies = framed.length > 0 ? framed : text.trim() === '' ? [] : [text]
  return bodies.map((body) => readCertificate(bytesOf(body)))
}

/** @throws DerError */
export function bytesOf(base64: string): Buffer {
  const plain = base64.replaceAll(/\s/g, '')
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(plain)) throw new DerError('not in base64')
  return Buffer.from(plain, 'base64')
}
