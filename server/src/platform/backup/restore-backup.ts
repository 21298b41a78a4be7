import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { StartRefusal } from '../config/index.ts'
import { restoreCluster } from '../embedded-postgres/index.ts'
import { copyContents, writeContent } from './backup-contents.ts'
import type { CopiedContents } from './backup-contents.ts'
import type { BackupKeys } from './backup-locks.ts'
import { PARTS, requireEmpty } from './backup-note.ts'
import type { BackupNote } from './backup-note.ts'
import { openBackup } from './backup-source.ts'
import type { BackupSource } from './backup-source.ts'
import { rootKeyId } from './root-key-id.ts'
import { readFolder, writeFolder } from './sealed-keys.ts'
import type { Files } from './sealed-keys.ts'
import { unpackArchive } from './unpack-archive.ts'

export interface RestoreBackup extends BackupKeys {
  readonly folder: string
  readonly dataDir: string
  readonly filesUrl: string
  /** A copy of the `keys` of the installation, where they are not in the backup. */
  readonly keysFolder?: string
}

/**
 * Makes an installation from a backup in an empty data directory; what fails leaves it empty. The database gets a password of its own.
 * @throws StartRefusal
 */
export async function restoreBackup(input: RestoreBackup): Promise<{ note: BackupNote; damaged: readonly string[] }> {
  const { folder, dataDir } = input
  const filesFolder = fileURLToPath(input.filesUrl)
  const source = await openBackup(folder, input)
  const { note } = source
  await requireEmpty(dataDir)
  await requireEmpty(filesFolder)
  const keys = await keysOf(input, source)
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await writeFolder(join(dataDir, 'keys'), keys)
    const copied = await restoreContents(source, { dataDir, filesFolder })
    if (copied.files !== note.files)
      throw new StartRefusal(
        `备份缺少文件：应有 ${note.files} 个，只有 ${copied.files} 个。`,
        `The backup lacks files: ${note.files} are said, ${copied.files} found.`,
      )
    await restoreCluster(dataDir, (place) => unpackArchive(source, place))
    return { note, damaged: copied.damaged }
  } catch (error) {
    for (const place of [dataDir, filesFolder]) await empty(place)
    throw error
  }
}

function restoreContents(
  source: BackupSource,
  { dataDir, filesFolder }: { dataDir: string; filesFolder: string },
): Promise<CopiedContents> {
  const inFiles = `${PARTS.files}/`
  return copyContents(source.contents(), (name, content) =>
    name.startsWith(inFiles)
      ? writeContent(filesFolder, name.slice(inFiles.length), content)
      : writeContent(join(dataDir, PARTS.archives), name.slice(PARTS.archives.length + 1), content),
  )
}

async function keysOf(input: RestoreBackup, source: BackupSource): Promise<Files> {
  const keys = await readKeys(input, source)
  const { rootKeyId: wanted } = source.note
  if (wanted === undefined) return keys
  const root = Buffer.from(Buffer.from(keys['root.key'] ?? '', 'base64').toString('utf8'), 'base64')
  // A root key that was not in the folder of keys is the operator's to bring back: the start asks for it.
  if (source.isEncrypted && keys['root.key'] === undefined) return keys
  if (root.length === 32 && rootKeyId(root) === wanted) return keys
  throw new StartRefusal(
    '这些密钥不是这份备份的：个人信息会打不开。',
    'These keys are not those of this backup: personal data could not be opened.',
  )
}

async function readKeys({ keysFolder }: RestoreBackup, source: BackupSource): Promise<Files> {
  if (keysFolder !== undefined && !source.isEncrypted)
    return await readFolder(keysFolder).catch((cause: unknown) => {
      throw new StartRefusal(`读不了密钥文件夹 ${keysFolder}。`, `The keys in ${keysFolder} cannot be read.`, cause)
    })
  const keys = await source.keys()
  if (keys) return keys
  throw source.note.keys === 'sealed'
    ? new StartRefusal(
        '备份里的密钥由口令保护，请用 --passphrase-file 给出口令，或用 --keys 给出密钥的副本。',
        'The keys in the backup are under a passphrase: give it by --passphrase-file, or a copy of the keys by --keys.',
      )
    : new StartRefusal(
        '这份备份里没有密钥，请用 --keys 给出 DATA_DIR/keys 的副本；没有它，个人信息打不开。',
        'The keys are not in this backup: give a copy of DATA_DIR/keys by --keys; personal data cannot be opened without.',
      )
}

async function empty(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) await rm(join(folder, name), { recursive: true })
}

/** Reads a backup from end to end and writes nothing. @returns what is not what its name says */
export async function examineBackup(
  folder: string,
  keys: BackupKeys,
): Promise<{ note: BackupNote; copied: CopiedContents; isEncrypted: boolean }> {
  const source = await openBackup(folder, keys)
  const { note, isEncrypted } = source
  JSON.parse(await source.manifest())
  await drain(source.database())
  await source.keys()
  const copied = await copyContents(source.contents(), (_name, content) => drain(content))
  if (copied.files !== note.files)
    throw new StartRefusal(
      `备份缺少文件：应有 ${note.files} 个，只有 ${copied.files} 个。`,
      `The backup lacks files: ${note.files} are said, ${copied.files} found.`,
    )
  return { note, copied, isEncrypted }
}

async function drain(content: Readable): Promise<void> {
  for await (const part of content) void part
}
