import { createReadStream, existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Readable } from 'node:stream'
import { contentsOf, followed, textOf } from './backup-contents.ts'
import type { Content } from './backup-contents.ts'
import type { BackupKeys } from './backup-locks.ts'
import { PARTS, readBackupHead } from './backup-note.ts'
import type { BackupNote } from './backup-note.ts'
import { openSealed } from './sealed-backup.ts'
import { openFolder } from './sealed-keys.ts'
import type { Files } from './sealed-keys.ts'

/** A backup that is read, encrypted or not. */
export interface BackupSource {
  readonly note: BackupNote
  readonly isEncrypted: boolean
  database(): Readable
  manifest(): Promise<string>
  /** The folder of keys, where it is in the backup and what was given opens it. */
  keys(): Promise<Files | undefined>
  contents(): AsyncIterable<Content>
}

/** @throws StartRefusal when it is no whole backup, was altered, or what was given does not open it */
export async function openBackup(folder: string, keys: BackupKeys): Promise<BackupSource> {
  const head = await readBackupHead(folder)
  if (head.format === 1) return plainBackup(folder, head, keys)
  const sealed = await openSealed(folder, head, keys)
  return {
    note: JSON.parse(await textOf(sealed.read('note'))) as BackupNote,
    isEncrypted: true,
    database: () => sealed.read('database'),
    manifest: () => textOf(sealed.read('manifest')),
    keys: async () => JSON.parse(await textOf(sealed.read('keys'))) as Files,
    contents: sealed.contents,
  }
}

function plainBackup(folder: string, note: BackupNote, { passphrase }: BackupKeys): BackupSource {
  return {
    note,
    isEncrypted: false,
    database: () => followed(createReadStream(join(folder, PARTS.archive)), new PassThrough()),
    manifest: () => readFile(join(folder, PARTS.manifest), 'utf8'),
    keys: async () =>
      passphrase !== undefined && existsSync(join(folder, PARTS.keys))
        ? await openFolder(await readFile(join(folder, PARTS.keys)), passphrase)
        : undefined,
    contents: async function* () {
      yield* contentsOf(join(folder, PARTS.files), PARTS.files)
      yield* contentsOf(join(folder, PARTS.archives), PARTS.archives)
    },
  }
}
