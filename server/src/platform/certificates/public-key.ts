import { createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { DerError, bitsOf, oidOf, partsOf } from './der.ts'
import type { Der } from './der.ts'

/** A key that signatures are checked with. node:crypto reads SM2 keys and cannot check standard signatures with them. */
export type PublicKey =
  | { readonly kind: 'rsa' | 'ec'; readonly key: KeyObject }
  /** The uncompressed point in hex. */
  | { readonly kind: 'sm2'; readonly point: string }

const RSA = '1.2.840.113549.1.1.1'
const EC = '1.2.840.10045.2.1'
const SM2_CURVE = '1.2.156.10197.1.301'
/** P-256, P-384, P-521. */
const CURVES = ['1.2.840.10045.3.1.7', '1.3.132.0.34', '1.3.132.0.35']
/** NIST SP 800-131A: less is no longer to be relied on. */
const RSA_BITS = 2048

/** @throws DerError where the key is of a kind that is not relied on */
export function publicKeyOf(spki: Der): PublicKey {
  const [algorithm, bits] = partsOf(spki)
  const [kind, curve] = partsOf(algorithm!)
  const key = keyOf(spki.bytes)
  switch (oidOf(kind)) {
    case RSA:
      if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < RSA_BITS) throw new DerError('an RSA key that is too short')
      return { kind: 'rsa', key }
    case EC: {
      const name = oidOf(curve)
      if (name === SM2_CURVE) return { kind: 'sm2', point: pointOf(bits) }
      if (!CURVES.includes(name)) throw new DerError('a curve that is not relied on')
      return { kind: 'ec', key }
    }
    default:
      throw new DerError('a key of an unknown kind')
  }
}

/** OpenSSL sees to it that a point lies on its curve, SM2's as well. */
function keyOf(spki: Buffer): KeyObject {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' })
  } catch (cause) {
    throw new DerError('a key that is none', { cause })
  }
}

function pointOf(bits: Der | undefined): string {
  const point = bitsOf(bits)
  if (point[0] !== 0x04 || point.length !== 65) throw new DerError('a point that is not written out')
  return point.toString('hex')
}
