import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import type { ScryptOptions } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { StartRefusal } from '../config/index.ts'

/** 64 MB and a third of a second a try. */
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }
const CONTEXT = Buffer.from('yiwang backup keys 1')

/** All files of a folder under a passphrase: scrypt, AES-256-GCM. Salt (16) ‖ nonce (12) ‖ tag (16) ‖ sealed. */
export async function sealFolder(folder: string, passphrase: string): Promise<Buffer> {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await keyFrom(passphrase, salt), nonce)
  cipher.setAAD(CONTEXT)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(await readFolder(folder)), 'utf8'), cipher.final()])
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), sealed])
}

/** @throws StartRefusal when the passphrase is another one, or the file was altered */
export async function openFolder(sealed: Buffer, passphrase: string): Promise<Files> {
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await keyFrom(passphrase, sealed.subarray(0, 16)),
    sealed.subarray(16, 28),
  )
  decipher.setAAD(CONTEXT)
  decipher.setAuthTag(sealed.subarray(28, 44))
  try {
    return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(44)), decipher.final()]).toString('utf8')) as Files
  } catch (cause) {
    throw new StartRefusal(
      '口令不对，或者密钥文件被改动。',
      'The passphrase is another one, or the keys were altered.',
      cause,
    )
  }
}

/** Contents in base64 by path. */
export type Files = Readonly<Record<string, string>>

export async function readFolder(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files: Record<string, string> = {}
  for (const path of paths.toSorted())
    files[relative(folder, path).split(sep).join('/')] = (await readFile(path)).toString('base64')
  return files
}

/** @throws Error for a path that leads out of the folder */
export async function writeFolder(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const place = join(folder, path)
    if (relative(folder, place).startsWith('..')) throw new Error(`${path} leads out of ${folder}`)
    await mkdir(dirname(place), { recursive: true, mode: 0o700 })
    await writeFile(place, Buffer.from(content, 'base64'), { mode: 0o600 })
  }
}

function keyFrom(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, COST satisfies ScryptOptions, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
