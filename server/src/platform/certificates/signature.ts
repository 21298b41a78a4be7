import { constants, verify } from 'node:crypto'
import type { Signed } from './certificate.ts'
import { DerError, TAG, contextTag, eachOf, expect, oidOf, partsOf, readDer, smallNumberOf } from './der.ts'
import type { Der } from './der.ts'
import type { PublicKey } from './public-key.ts'

/** Loaded at the first SM2 signature. */
const sm = () => import('sm-crypto-v2')

/** GB/T 35276: the identity that is hashed in, where the parties have agreed on no other. */
const SM2_ID = '1234567812345678'
/** Order of SM2's group (GB/T 32918.5). */
const SM2_N = BigInt('0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123')

/** SHA-1 and MD5 are not among them: neither is relied on. */
const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '1.2.156.10197.1.401': 'sm3',
}
const RSA_PKCS1: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
}
const ECDSA: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}
const RSA_PSS = '1.2.840.113549.1.1.10'
const MGF1 = '1.2.840.113549.1.1.8'
/** With SM3; the plain one is what GM/T 0010 writes into a message. */
const SM2 = ['1.2.156.10197.1.501', '1.2.156.10197.1.301.1']
/** What a message names instead where the digest stands beside it. */
const PLAIN = ['1.2.840.113549.1.1.1', '1.2.840.10045.2.1']

/** The name of a digest that is relied on. */
export function digestOf(algorithm: Der): string | undefined {
  return DIGESTS[oidOf(partsOf(algorithm)[0])]
}

/** Whether this key signed it; false also where algorithm and key do not belong together. `digest`: as a message names it beside. */
export async function isSignedBy(
  key: PublicKey,
  { content, algorithm, signature }: Signed,
  digest?: string,
): Promise<boolean> {
  const [name, parameters] = partsOf(algorithm)
  const oid = oidOf(name)
  if (key.kind === 'sm2') return SM2.includes(oid) && isSm2Signed(key.point, content, signature)
  const named = PLAIN.includes(oid) && digest !== 'sm3' ? digest : undefined
  if (key.kind === 'ec') {
    const hash = ECDSA[oid] ?? named
    return hash !== undefined && verify(hash, content, key.key, signature)
  }
  if (oid === RSA_PSS) return isPssSigned(key, { content, signature, parameters })
  const hash = RSA_PKCS1[oid] ?? named
  return hash !== undefined && verify(hash, content, key.key, signature)
}

/**
 * A signature without a frame, as key holders give it out: by SHA-256 (RSA in either padding, ECDSA as DER or as two numbers) or
 * SM3 (SM2, as DER or as two numbers).
 */
export async function isPlainlySignedBy(key: PublicKey, content: Buffer, signature: Buffer): Promise<boolean> {
  switch (key.kind) {
    case 'sm2':
      return isSm2Signed(key.point, content, signature)
    case 'ec': {
      const asNumbers = { key: key.key, dsaEncoding: 'ieee-p1363' } as const
      return verify('sha256', content, key.key, signature) || verify('sha256', content, asNumbers, signature)
    }
    case 'rsa': {
      const pss = { key: key.key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
      return verify('sha256', content, key.key, signature) || verify('sha256', content, pss, signature)
    }
  }
}

async function isSm2Signed(point: string, content: Buffer, signature: Buffer): Promise<boolean> {
  const numbers = signature.length === 64 ? signature.toString('hex') : numbersOf(signature)
  if (numbers === undefined) return false
  const [r, s] = [BigInt(`0x${numbers.slice(0, 64)}`), BigInt(`0x${numbers.slice(64)}`)]
  // GB/T 32918.2 7.1: what is out of range is no signature, whatever the equation says.
  if (r < 1n || r >= SM2_N || s < 1n || s >= SM2_N || (r + s) % SM2_N === 0n) return false
  const { sm2 } = await sm()
  return sm2.doVerifySignature(content, numbers, point, { hash: true, userId: SM2_ID })
}

/** `SEQUENCE { r, s }` as two numbers of 32 bytes in hex. */
function numbersOf(signature: Buffer): string | undefined {
  try {
    const parts = partsOf(readDer(signature))
    const numbers = parts.map((one) => expect(one, TAG.integer).content.toString('hex').replace(/^00/, ''))
    if (numbers.length !== 2 || numbers.some((one) => one.length > 64)) return undefined
    return numbers.map((one) => one.padStart(64, '0')).join('')
  } catch (error) {
    if (error instanceof DerError) return undefined
    throw error
  }
}

/** RFC 4055: the digest, the same one in the mask, and the length of the salt. */
function isPssSigned(
  { key }: Extract<PublicKey, { kind: 'rsa' | 'ec' }>,
  { content, signature, parameters }: { content: Buffer; signature: Buffer; parameters: Der | undefined },
): boolean {
  if (!parameters) return false
  const parts = new Map(partsOf(parameters).map((one) => [one.tag, [...eachOf(one)][0]!]))
  const hash = parts.get(contextTag(0))
  const mask = parts.get(contextTag(1))
  const salt = parts.get(contextTag(2))
  const digest = hash && digestOf(hash)
  if (digest === undefined || digest === 'sm3' || !mask || !salt) return false
  const [maskName, maskHash] = partsOf(mask)
  if (oidOf(maskName) !== MGF1 || !maskHash || digestOf(maskHash) !== digest) return false
  const saltLength = smallNumberOf(salt)
  return verify(digest, content, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature)
}
