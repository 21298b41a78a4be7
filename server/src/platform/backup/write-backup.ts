import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { readRootKey } from '../vault/file-provider.ts'
import type { Suite } from '../vault/index.ts'
import { contentsOf, copyContents, writeContent } from './backup-contents.ts'
import type { LockingTo } from './backup-locks.ts'
import { PARTS, requireEmpty } from './backup-note.ts'
import type { BackupNote } from './backup-note.ts'
import { takeBaseBackup } from './base-backup.ts'
import type { BaseBackup } from './base-backup.ts'
import { rootKeyId } from './root-key-id.ts'
import { createSealed } from './sealed-backup.ts'
import type { SealedWriter } from './sealed-backup.ts'
import { readFolder, sealFolder } from './sealed-keys.ts'

export interface WriteBackup {
  readonly folder: string
  readonly databaseUrl: string
  readonly dataDir: string
  readonly filesUrl: string
  readonly version: string
  readonly checkpoint: string
  /** The file that the master key is in; absent where it is in a module. */
  readonly rootKeyFile?: string
  /** Absent: the backup is not encrypted. */
  readonly encrypted?: { readonly lockedTo: LockingTo; readonly suite: Suite }
  /** For one that is not encrypted. Absent: the keys are not in it. */
  readonly passphrase?: string
}

export interface WrittenBackup {
  readonly note: BackupNote
  readonly damaged: readonly string[]
}

/** Backs up a running installation: the database first, then the contents and the archived years that it speaks of. */
export async function writeBackup(input: WriteBackup): Promise<WrittenBackup> {
  const { folder, encrypted, version } = input
  await requireEmpty(folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const writer = encrypted ? await createSealed({ folder, version, ...encrypted }) : undefined
  const sink = writer ? sealedSink(writer) : plainSink(folder)
  const { startLsn, endLsn, manifest } = await archiveDatabase(input, sink)
  await sink.manifest(manifest)
  // After the database: a year that it speaks of as taken out was archived before.
  const copied = await copyContents(allContents(input), sink.content)
  const keys = await writeKeys(input, writer)
  const note: BackupNote = {
    format: 1,
    version,
    madeAt: new Date().toISOString(),
    ...{ startLsn, endLsn, keys, files: copied.files, fileBytes: copied.bytes, checkpoint: input.checkpoint },
    ...(input.rootKeyFile !== undefined && { rootKeyId: rootKeyId(await readRootKey(input.rootKeyFile)) }),
  }
  await writer?.write('note', Readable.from([Buffer.from(JSON.stringify(note))]))
  await writer?.finish()
  // Last: a folder without it is no whole backup.
  await write(join(folder, PARTS.note), Buffer.from(`${JSON.stringify(writer?.head ?? note, null, 2)}\n`))
  await syncFolder(folder)
  return { note, damaged: copied.damaged }
}

/** Where a backup goes. */
interface Sink {
  database(content: Readable): Promise<void>
  manifest(bytes: Buffer): Promise<void>
  content(name: string, content: Readable): Promise<void>
}

function plainSink(folder: string): Sink {
  return {
    database: (content) => writeContent(folder, PARTS.archive, content),
    manifest: (bytes) => write(join(folder, PARTS.manifest), bytes),
    content: (name, content) => writeContent(folder, name, content),
  }
}

function sealedSink(writer: SealedWriter): Sink {
  return {
    database: (content) => writer.write('database', content),
    manifest: (bytes) => writer.write('manifest', Readable.from([bytes])),
    content: writer.add,
  }
}

async function* allContents({ filesUrl, dataDir }: WriteBackup) {
  yield* contentsOf(fileURLToPath(filesUrl), PARTS.files)
  yield* contentsOf(join(dataDir, PARTS.archives), PARTS.archives)
}

async function writeKeys(
  { folder, dataDir, passphrase }: WriteBackup,
  writer: SealedWriter | undefined,
): Promise<BackupNote['keys']> {
  const keys = join(dataDir, 'keys')
  if (writer) await writer.write('keys', Readable.from([Buffer.from(JSON.stringify(await readFolder(keys)))]))
  else if (passphrase === undefined) return 'apart'
  else await write(join(folder, PARTS.keys), await sealFolder(keys, passphrase))
  return 'sealed'
}

async function archiveDatabase({ databaseUrl }: WriteBackup, sink: Sink): Promise<BaseBackup> {
  const gzip = createGzip({ level: 1 })
  const packed = gzip.pipe(new PassThrough())
  gzip.on('error', (error) => packed.destroy(error))
  const written = sink.database(packed)
  written.catch((error: unknown) => gzip.destroy(error as Error))
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
