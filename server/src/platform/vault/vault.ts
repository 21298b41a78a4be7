import { hkdfSync } from 'node:crypto'
import { blindingOf, sealingOf } from './sealing.ts'
import type { BlindAlgorithm, Sealing } from './sealing.ts'

/**
 * Encryption of single fields of personal data, with a blind index for exact match (architecture 6).
 * `context` names the column (`cases.applicant_name`): a sealed value moved to another column does not open.
 */
export interface Vault {
  /** Under the data key that is taken for new values: 2 (1) ‖ number of the data key (4) ‖ what its algorithm makes of it. */
  seal(text: string, context: string): Buffer
  /** @throws when the value was altered, moved to another column, or sealed under a key that is not there. */
  open(sealed: Buffer, context: string): string
  /** The same value under the data key for new values; undefined where it is under that one already. */
  reseal(sealed: Buffer, context: string): Buffer | undefined
  /** The number of the data key for new values. */
  readonly sealsUnder: number
  /** 16 bytes: the same text gives the same value within one context, and says nothing more. */
  blind(text: string, context: string): Buffer
  /** A key of its own for another purpose (cookies, look-up passwords); 32 bytes. */
  derive(purpose: string): Buffer
}

/** Data keys as they are at this moment: asked at each use, because another process may have changed them. */
export interface DataKeys {
  /** For new values. */
  sealing(): { readonly id: number; readonly sealing: Sealing }
  /** @throws when the key is not there, or retired */
  opening(id: number): Sealing
  blinding(): { readonly algorithm: BlindAlgorithm; readonly key: Buffer }
  /** What keys for other purposes are derived from. It never changes. */
  secret(): Buffer
}

/** Values from before data keys had numbers: 1 (1) ‖ what AES-256-GCM makes of it, under key 1. */
const UNNUMBERED = 1
const NUMBERED = 2
const HEADER = 5
export const LEGACY_KEY = 1

export function createVault(keys: DataKeys): Vault {
  const derive = derivations(keys)
  const blinded = blindings(keys)
  const seal = (text: string, context: string): Buffer => {
    const { id, sealing } = keys.sealing()
    const header = headerOf(id)
    return Buffer.concat([header, sealing.seal(Buffer.from(text), aadOf(header, context))])
  }
  const open = (sealed: Buffer, context: string): string => {
    const sealing = keys.opening(keyIdOf(sealed))
    return sealed[0] === UNNUMBERED
      ? sealing.open(sealed.subarray(1), Buffer.from(context)).toString()
      : sealing.open(sealed.subarray(HEADER), aadOf(sealed.subarray(0, HEADER), context)).toString()
  }
  return {
    derive,
    seal,
    open,
    reseal: (sealed, context) =>
      sealed[0] === NUMBERED && keyIdOf(sealed) === keys.sealing().id
        ? undefined
        : seal(open(sealed, context), context),
    get sealsUnder() {
      return keys.sealing().id
    },
    blind: (text, context) => blinded()(`${context}\0${text}`),
  }
}

/** Under which data key a value is sealed. @throws for what no vault of ours has sealed */
export function keyIdOf(sealed: Buffer): number {
  if (sealed[0] === UNNUMBERED) return LEGACY_KEY
  if (sealed[0] === NUMBERED && sealed.length > HEADER) return sealed.readUInt32BE(1)
  throw new Error(`sealed value of unknown version ${sealed[0]}`)
}

/** One key for everything, as a file held it before data keys were wrapped: for tools and tests without a database. */
export function vaultOfOneKey(rootKey: Buffer): Vault {
  const sealing = sealingOf('aes-256-gcm', legacyKey(rootKey, 'field encryption'))
  return createVault({
    sealing: () => ({ id: LEGACY_KEY, sealing }),
    opening: () => sealing,
    blinding: () => ({ algorithm: 'hmac-sha256', key: legacyKey(rootKey, 'blind index') }),
    secret: () => rootKey,
  })
}

/** What the one root key of before gave for a purpose. */
export function legacyKey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'yiwang', purpose, 32))
}

function headerOf(id: number): Buffer {
  const header = Buffer.alloc(HEADER)
  header[0] = NUMBERED
  header.writeUInt32BE(id, 1)
  return header
}

function aadOf(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context)])
}

/** Purposes are few and named in the code; each is derived once. */
function derivations(keys: DataKeys): (purpose: string) => Buffer {
  const derived = new Map<string, Buffer>()
  return (purpose) => {
    const key = derived.get(purpose) ?? legacyKey(keys.secret(), purpose)
    derived.set(purpose, key)
    return key
  }
}

/** The function of the key of now, made once a key. */
function blindings(keys: DataKeys): () => (text: string) => Buffer {
  let made: { of: Buffer; blind: (text: string) => Buffer } | undefined
  return () => {
    const { algorithm, key } = keys.blinding()
    if (made?.of !== key) made = { of: key, blind: blindingOf(algorithm, key) }
    return made.blind
  }
}
