import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The state of the whole record at a moment: how many entries, and the root of the tree over them (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Buffer
}

const ED25519 = Buffer.of(1)

/** C2SP signed-note: origin, size, root; then the signature line. What was printed today binds what is shown tomorrow. */
export function signCheckpoint(checkpoint: Checkpoint, key: KeyObject): string {
  const text = `${checkpoint.origin}\n${checkpoint.size}\n${checkpoint.root.toString('base64')}\n`
  const signature = sign(null, Buffer.from(text), key)
  const line = Buffer.concat([keyHash(checkpoint.origin, createPublicKey(key)), signature]).toString('base64')
  return `${text}\n— ${checkpoint.origin} ${line}\n`
}

/** @throws Error in plain words when the note is malformed or not signed by this key */
export function openCheckpoint(note: string, key: KeyObject): Checkpoint {
  const end = note.indexOf('\n\n')
  const [origin, size, root] = note.slice(0, end).split('\n')
  if (end < 0 || !origin || !/^\d+$/.test(size ?? '') || !root)
    throw new Error('not a checkpoint: origin, size and root are expected')
  const text = note.slice(0, end + 1)
  const expected = keyHash(origin, key)
  const isSigned = [...note.slice(end + 2).matchAll(/^— (\S+) (\S+)$/gm)].some(([, name, line]) => {
    const bytes = Buffer.from(line ?? '', 'base64')
    return (
      name === origin &&
      bytes.subarray(0, 4).equals(expected) &&
      verify(null, Buffer.from(text), key, bytes.subarray(4))
    )
  })
  if (!isSigned) throw new Error('the checkpoint is not signed by the key of this record')
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') }
}

/** First four bytes of SHA-256(name ‖ newline ‖ algorithm ‖ public key). */
function keyHash(name: string, key: KeyObject): Buffer {
  const raw = key.export({ format: 'der', type: 'spki' }).subarray(-32)
  return createHash('sha256').update(`${name}\n`).update(ED25519).update(raw).digest().subarray(0, 4)
}

/** The record's signing key: made at first use, readable by the owner alone. */
export async function loadLedgerKey(file: string): Promise<KeyObject> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })
  await writeFile(file, pem, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return createPrivateKey(await readFile(file))
}
