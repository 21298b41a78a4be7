import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Encryption of single fields of personal data, with a blind index for exact match (architecture 6).
 * `context` names the column (`cases.applicant_name`): a sealed value moved to another column does not open.
 */
export interface Vault {
  /** AES-256-GCM: version (1) ‖ nonce (12) ‖ ciphertext ‖ tag (16). */
  seal(text: string, context: string): Buffer
  /** @throws when the value was altered, moved to another column, or sealed under another key. */
  open(sealed: Buffer, context: string): string
  /** HMAC-SHA-256, 16 bytes: the same text gives the same value within one context, and says nothing more. */
  blind(text: string, context: string): Buffer
  /** A key of its own for another purpose (cookies, look-up passwords); 32 bytes. */
  derive(purpose: string): Buffer
}

const VERSION = 1

export function createVault(rootKey: Buffer): Vault {
  const derived = new Map<string, Buffer>()
  // Purposes are few and named in the code; each is derived once.
  const derive = (purpose: string): Buffer => {
    const key = derived.get(purpose) ?? Buffer.from(hkdfSync('sha256', rootKey, 'yiwang', purpose, 32))
    derived.set(purpose, key)
    return key
  }
  // As key objects: raw bytes are checked and copied anew at each use.
  const sealKey = createSecretKey(derive('field encryption'))
  const blindKey = createSecretKey(derive('blind index'))
  return {
    derive,
    blind: (text, context) => createHmac('sha256', blindKey).update(`${context}\0${text}`).digest().subarray(0, 16),
    seal: (text, context) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce)
      cipher.setAAD(Buffer.from(context))
      return Buffer.concat([
        Buffer.of(VERSION),
        nonce,
        cipher.update(text, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ])
    },
    open: (sealed, context) => {
      if (sealed[0] !== VERSION) throw new Error(`sealed value of unknown version ${sealed[0]} in ${context}`)
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(1, 13))
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(sealed.subarray(-16))
      return Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()]).toString('utf8')
    },
  }
}

/** The file key provider: 32 random bytes, made at first use, readable by the owner alone. */
export async function loadRootKey(file: string): Promise<Buffer> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(randomBytes(32).toString('base64'))
    await handle.sync()
    await handle.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = Buffer.from(await readFile(file, 'utf8'), 'base64')
  if (key.length !== 32) throw new Error(`${file} does not hold a 32-byte key`)
  return key
}
