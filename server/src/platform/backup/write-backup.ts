import { createWriteStream } from 'node:fs'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { readRootKey } from '../vault/file-provider.ts'
import { PARTS, requireEmpty } from './backup-note.ts'
import type { BackupNote } from './backup-note.ts'
import { takeBaseBackup } from './base-backup.ts'
import type { BaseBackup } from './base-backup.ts'
import { copyArchives } from './copy-archives.ts'
import { copyContents } from './copy-contents.ts'
import { rootKeyId } from './root-key-id.ts'
import { sealFolder } from './sealed-keys.ts'

export interface WriteBackup {
  readonly folder: string
  readonly databaseUrl: string
  readonly dataDir: string
  readonly filesUrl: string
  readonly version: string
  /** Absent: the keys are not in the backup. */
  readonly passphrase?: string
  readonly checkpoint: string
}

/** Backs up a running installation: the database first, then the contents and the archived years that it speaks of. */
export async function writeBackup(input: WriteBackup): Promise<{ note: BackupNote; damaged: readonly string[] }> {
  const { folder, passphrase, checkpoint, version } = input
  const keys = join(input.dataDir, 'keys')
  await requireEmpty(folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { startLsn, endLsn, manifest } = await archiveDatabase(input)
  await write(join(folder, PARTS.manifest), manifest)
  const copied = await copyContents(fileURLToPath(input.filesUrl), join(folder, PARTS.files))
  // After the database: a year that it speaks of as taken out was archived before.
  await copyArchives(input.dataDir, folder)
  if (passphrase !== undefined) await write(join(folder, PARTS.keys), await sealFolder(keys, passphrase))
  const note: BackupNote = {
    format: 1,
    version,
    madeAt: new Date().toISOString(),
    startLsn,
    endLsn,
    files: copied.files,
    fileBytes: copied.bytes,
    keys: passphrase === undefined ? 'apart' : 'sealed',
    rootKeyId: rootKeyId(await readRootKey(join(keys, 'root.key'))),
    checkpoint,
  }
  await write(join(folder, PARTS.note), Buffer.from(`${JSON.stringify(note, null, 2)}\n`))
  await syncFolder(folder)
  return { note, damaged: copied.damaged }
}

async function archiveDatabase({ folder, databaseUrl }: WriteBackup): Promise<BaseBackup> {
  const file = createWriteStream(join(folder, PARTS.archive), { mode: 0o600, flush: true })
  const gzip = createGzip({ level: 1 })
  gzip.pipe(file)
  file.on('error', (error) => gzip.destroy(error))
  const written = finished(file)
  written.catch(() => undefined) // Told by the archive first.
  const backup = await takeBaseBackup(databaseUrl, gzip)
  await written
  return backup
}

async function write(path: string, content: Buffer): Promise<void> {
  await writeFile(path, content, { mode: 0o600, flag: 'wx', flush: true })
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
