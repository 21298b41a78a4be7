import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  scrypt,
} from 'node:crypto'
import type { KeyObject, ScryptOptions } from 'node:crypto'
import { StartRefusal } from '../config/index.ts'
import type { KeyProvider } from '../vault/index.ts'
import { sealingOf } from '../vault/sealing.ts'

/** The key of a backup, locked in one of several ways: any one of them opens it. */
export type Lock =
  | { readonly by: 'master'; readonly master: string; readonly wrapped: string }
  | { readonly by: 'recovery'; readonly to: string; readonly share: string; readonly wrapped: string }
  | { readonly by: 'passphrase'; readonly salt: string; readonly wrapped: string }

/** What is at hand to open one. */
export interface BackupKeys {
  readonly provider?: KeyProvider
  /** As `yiwang recovery-key` wrote it. */
  readonly recoveryKey?: string
  readonly passphrase?: string
}

export interface LockingTo {
  readonly provider?: KeyProvider
  /** Public keys of recovery, as `yiwang recovery-key` printed them. */
  readonly recipients: readonly string[]
  readonly passphrase?: string
}

const CONTEXT = 'yiwang backup key'
const PUBLIC = 'yiwang-recovery-'
const SECRET = 'YIWANG-RECOVERY-KEY-'
/** 64 MB and a third of a second a try. */
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } satisfies ScryptOptions

export async function lockKey(key: Buffer, { provider, recipients, passphrase }: LockingTo): Promise<Lock[]> {
  const locks: Lock[] = []
  if (provider)
    locks.push({
      by: 'master',
      master: provider.master,
      wrapped: (await provider.wrap(key, CONTEXT)).toString('base64'),
    })
  for (const recipient of recipients) locks.push(lockToRecipient(key, recipient))
  if (passphrase !== undefined) {
    const salt = randomBytes(16)
    locks.push({ by: 'passphrase', salt: salt.toString('base64'), wrapped: wrap(key, await keyFrom(passphrase, salt)) })
  }
  return locks
}

/** @throws StartRefusal when nothing that is at hand opens it, in words that say what is needed */
export async function unlockKey(locks: readonly Lock[], keys: BackupKeys): Promise<Buffer> {
  for (const lock of locks) {
    const key = await tryLock(lock, keys)
    if (key) return key
  }
  throw new StartRefusal(
    `这份备份是加密的，给出的密钥都打不开它。可以用：${locks.map(nameOf).join('；')}。`,
    `The backup is encrypted, and no key that was given opens it. What does: ${locks.map(englishOf).join('; ')}.`,
  )
}

async function tryLock(lock: Lock, { provider, recoveryKey, passphrase }: BackupKeys): Promise<Buffer | undefined> {
  switch (lock.by) {
    case 'master':
      if (provider?.master !== lock.master) return undefined
      return await provider.unwrap(Buffer.from(lock.wrapped, 'base64'), CONTEXT).catch(() => undefined)
    case 'recovery':
      return recoveryKey === undefined ? undefined : openRecovery(lock, recoveryKey)
    case 'passphrase':
      if (passphrase === undefined) return undefined
      return unwrap(lock.wrapped, await keyFrom(passphrase, Buffer.from(lock.salt, 'base64')))
  }
}

function nameOf(lock: Lock): string {
  if (lock.by === 'master') return `主密钥 ${lock.master}（--keys 给出 DATA_DIR/keys 的副本，或设置 KEY_PROVIDER）`
  return lock.by === 'recovery' ? `恢复密钥 ${lock.to}（--recovery-key）` : '口令（--passphrase-file）'
}

function englishOf(lock: Lock): string {
  if (lock.by === 'master') return `the master key ${lock.master} (--keys, or KEY_PROVIDER)`
  return lock.by === 'recovery' ? `the recovery key of ${lock.to} (--recovery-key)` : 'a passphrase (--passphrase-file)'
}

/** A pair for recovery: the public half is told to the program, the secret half lies in an envelope. */
export function makeRecoveryKey(): { publicKey: string; secretKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const secret = privateKey.export({ format: 'jwk' }).d!
  return { publicKey: `${PUBLIC}${rawOf(publicKey).toString('base64url')}`, secretKey: `${SECRET}${secret}` }
}

/** @throws StartRefusal */
export function parseRecipient(text: string): KeyObject {
  const raw = text.startsWith(PUBLIC) ? Buffer.from(text.slice(PUBLIC.length), 'base64url') : Buffer.alloc(0)
  if (raw.length === 32) return publicOf(raw)
  throw new StartRefusal(
    `“${text}”不是恢复公钥：应为 yiwang recovery-key 打印的那一行。`,
    `"${text}" is no public key of recovery: the line that yiwang recovery-key prints is expected.`,
  )
}

function lockToRecipient(key: Buffer, recipient: string): Lock {
  const to = parseRecipient(recipient)
  const once = generateKeyPairSync('x25519')
  const share = rawOf(once.publicKey)
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey: to })
  return {
    by: 'recovery',
    to: recipient,
    share: share.toString('base64'),
    wrapped: wrap(key, wrappingKey(shared, [share, rawOf(to)])),
  }
}

function openRecovery(lock: Extract<Lock, { by: 'recovery' }>, text: string): Buffer | undefined {
  const line = text.split(/\r?\n/).find((one) => one.startsWith(SECRET))
  if (line === undefined)
    throw new StartRefusal('恢复密钥文件里没有恢复密钥。', 'There is no recovery key in the file that was given.')
  const to = parseRecipient(lock.to)
  const d = line.slice(SECRET.length).trim()
  const privateKey = secretOf(d, to)
  if (!privateKey) return undefined
  const share = Buffer.from(lock.share, 'base64')
  const shared = diffieHellman({ privateKey, publicKey: publicOf(share) })
  return unwrap(lock.wrapped, wrappingKey(shared, [share, rawOf(to)]))
}

/** Undefined where it is no key at all: a torn sheet of paper. */
function secretOf(d: string, to: KeyObject): KeyObject | undefined {
  try {
    return createPrivateKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'X25519', d, x: rawOf(to).toString('base64url') },
    })
  } catch {
    return undefined
  }
}

function rawOf(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url')
}

function publicOf(raw: Buffer): KeyObject {
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'X25519', x: raw.toString('base64url') } })
}

function wrappingKey(shared: Buffer, publics: readonly Buffer[]): Buffer {
  return Buffer.from(hkdfSync('sha256', shared, Buffer.concat([...publics]), 'yiwang backup recovery 1', 32))
}

function wrap(key: Buffer, under: Buffer): string {
  return sealingOf('aes-256-gcm', under).seal(key, Buffer.from(CONTEXT)).toString('base64')
}

function unwrap(wrapped: string, under: Buffer): Buffer | undefined {
  try {
    return sealingOf('aes-256-gcm', under).open(Buffer.from(wrapped, 'base64'), Buffer.from(CONTEXT))
  } catch {
    return undefined
  }
}

function keyFrom(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
