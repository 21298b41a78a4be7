import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StartRefusal } from '../config/start-refusal.ts'
import type { KeyProvider } from './key-provider.ts'
import { sealingOf, SUITES } from './sealing.ts'
import type { SealAlgorithm, Suite } from './sealing.ts'
import { legacyKey } from './vault.ts'

/** Of a wrapped key: how it was wrapped. */
const MARKS: Readonly<Record<number, SealAlgorithm>> = { 1: 'aes-256-gcm', 2: 'sm4-ctr-hmac-sm3' }

/** The master key is a file of 32 random bytes in base64. For development, and where a disk is all there is. */
export function fileProvider(rootKey: Buffer, suite: Suite): KeyProvider {
  const master = legacyKey(rootKey, 'master key')
  const [mark] = Object.entries(MARKS).find(([, algorithm]) => algorithm === SUITES[suite].seal)!
  return {
    master: masterNameOf(rootKey),
    wrap: (key, context) =>
      Promise.resolve(
        Buffer.concat([Buffer.of(Number(mark)), sealingOf(SUITES[suite].seal, master).seal(key, Buffer.from(context))]),
      ),
    unwrap: async (wrapped, context) => {
      const algorithm = MARKS[wrapped[0] ?? 0]
      if (!algorithm) throw new Error(`a wrapped key of unknown kind ${wrapped[0]}`)
      return await Promise.resolve(sealingOf(algorithm, master).open(wrapped.subarray(1), Buffer.from(context)))
    },
    close: () => Promise.resolve(),
  }
}

export function masterNameOf(rootKey: Buffer): string {
  return `file:${legacyKey(rootKey, 'name of the root key').toString('hex').slice(0, 16)}`
}

/** Makes the file where there is none. */
export async function makeRootKey(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(randomBytes(32).toString('base64'))
    await handle.sync()
    await handle.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** @throws StartRefusal when there is none, when others can read it, or when it holds no key */
export async function readRootKey(file: string, { isCopy = false } = {}): Promise<Buffer> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new StartRefusal(
      `读不了主密钥文件 ${file}。没有它，个人信息打不开；请从密钥的备份中取回，不要新建。`,
      `The master key ${file} cannot be read. Personal data cannot be opened without it: bring it back from the copy of the keys.`,
      cause,
    )
  })
  if (!isCopy && process.platform !== 'win32') await refuseReadable(file)
  const key = Buffer.from(text, 'base64')
  if (key.length === 32) return key
  throw new StartRefusal(`${file} 里不是 32 字节的密钥。`, `${file} does not hold a 32-byte key.`)
}

async function refuseReadable(file: string): Promise<void> {
  const mode = (await stat(file)).mode & 0o777
  if ((mode & 0o077) === 0) return
  const shown = mode.toString(8).padStart(4, '0')
  throw new StartRefusal(
    `主密钥文件 ${file} 的权限是 ${shown}，别的账号也读得到。请执行 chmod 600，并想一想谁可能已经读过它。`,
    `The master key ${file} has mode ${shown}: others can read it. Run chmod 600, and consider who may have read it.`,
  )
}
