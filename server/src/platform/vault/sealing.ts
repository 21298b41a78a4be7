import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import type { CipherGCMTypes, KeyObject } from 'node:crypto'

/**
 * 密码套件: which algorithms new keys are for. `aes`: AES-256-GCM, HMAC-SHA-256. `sm` (GB/T 39786, 密评): SM4-CTR with HMAC-SM3
 * over it, HMAC-SM3. Why not SM4-GCM: docs/decisions/0041.
 */
export const SUITES = {
  aes: { seal: 'aes-256-gcm', blind: 'hmac-sha256' },
  sm: { seal: 'sm4-ctr-hmac-sm3', blind: 'hmac-sm3' },
} as const
export type Suite = keyof typeof SUITES
export type SealAlgorithm = (typeof SUITES)[Suite]['seal']
export type BlindAlgorithm = (typeof SUITES)[Suite]['blind']

/** Seals and opens under one key of 32 bytes. What goes along as `aad` is not kept, and has to be the same to open. */
export interface Sealing {
  seal(plain: Buffer, aad: Buffer): Buffer
  /** @throws when anything is not as it was sealed */
  open(sealed: Buffer, aad: Buffer): Buffer
}

export function sealingOf(algorithm: SealAlgorithm, key: Buffer): Sealing {
  if (key.length !== 32) throw new Error('a data key has 32 bytes')
  return algorithm === 'aes-256-gcm' ? aesGcm(key) : sm4WithHmacSm3(key)
}

export function isSealAlgorithm(text: string): text is SealAlgorithm {
  return Object.values(SUITES).some(({ seal }) => seal === text)
}

export function isBlindAlgorithm(text: string): text is BlindAlgorithm {
  return Object.values(SUITES).some(({ blind }) => blind === text)
}

/** 16 bytes by which equal texts are found. */
export function blindingOf(algorithm: BlindAlgorithm, key: Buffer): (text: string) => Buffer {
  const secret = createSecretKey(key)
  const digest = algorithm === 'hmac-sm3' ? 'sm3' : 'sha256'
  return (text) => createHmac(digest, secret).update(text).digest().subarray(0, 16)
}

const GCM: CipherGCMTypes = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

/** Nonce (12) ‖ ciphertext ‖ tag (16), NIST SP 800-38D. */
function aesGcm(bytes: Buffer): Sealing {
  // As key objects: raw bytes are checked and copied anew at each use.
  const key = createSecretKey(bytes)
  return {
    seal: (plain, aad) => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv(GCM, key, nonce)
      cipher.setAAD(aad)
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open: (sealed, aad) => {
      if (sealed.length < NONCE + TAG) throw new Error('a sealed value is too short')
      const decipher = createDecipheriv(GCM, key, sealed.subarray(0, NONCE), { authTagLength: TAG })
      decipher.setAAD(aad)
      decipher.setAuthTag(sealed.subarray(-TAG))
      return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
    },
  }
}

const COUNTER = 16
const MAC = 32

/**
 * First counter (16) ‖ ciphertext ‖ MAC (32): SM4 (GB/T 32907) in counter mode (GB/T 17964), then HMAC-SM3 (GB/T 15852.2) over all
 * of it, under keys of their own, derived by HKDF with SM3.
 */
function sm4WithHmacSm3(bytes: Buffer): Sealing {
  const derived = Buffer.from(hkdfSync('sm3', bytes, 'yiwang', 'sm4-ctr-hmac-sm3', 16 + MAC))
  const key = createSecretKey(derived.subarray(0, 16))
  const macKey = createSecretKey(derived.subarray(16))
  return {
    seal: (plain, aad) => {
      const counter = randomBytes(COUNTER)
      const cipher = createCipheriv('sm4-ctr', key, counter)
      const sealed = Buffer.concat([counter, cipher.update(plain), cipher.final()])
      return Buffer.concat([sealed, macOf(macKey, sealed, aad)])
    },
    open: (sealed, aad) => {
      if (sealed.length < COUNTER + MAC) throw new Error('a sealed value is too short')
      const covered = sealed.subarray(0, -MAC)
      if (!timingSafeEqual(macOf(macKey, covered, aad), sealed.subarray(-MAC)))
        throw new Error('a sealed value was altered, or is not of this place')
      const decipher = createDecipheriv('sm4-ctr', key, covered.subarray(0, COUNTER))
      return Buffer.concat([decipher.update(covered.subarray(COUNTER)), decipher.final()])
    },
  }
}

/** The length of what goes along stands before it: no other division of the same bytes gives the same MAC. */
function macOf(key: KeyObject, covered: Buffer, aad: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(aad.length)
  return createHmac('sm3', key).update(length).update(aad).update(covered).digest()
}
