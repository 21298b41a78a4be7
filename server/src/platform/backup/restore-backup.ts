import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartRefusal } from '../config/index.ts'
import { restoreCluster } from '../embedded-postgres/index.ts'
import { PARTS, readBackupNote, requireEmpty } from './backup-note.ts'
import type { BackupNote } from './backup-note.ts'
import { copyArchives } from './copy-archives.ts'
import { copyContents } from './copy-contents.ts'
import { rootKeyId } from './root-key-id.ts'
import { openFolder, readFolder, writeFolder } from './sealed-keys.ts'
import type { Files } from './sealed-keys.ts'
import { unpackArchive } from './unpack-archive.ts'

export interface RestoreBackup {
  readonly folder: string
  readonly dataDir: string
  readonly filesUrl: string
  /** For the keys in the backup. */
  readonly passphrase?: string
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
  const note = await readBackupNote(folder)
  await requireEmpty(dataDir)
  await requireEmpty(filesFolder)
  const keys = await keysOf(input, note)
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await writeFolder(join(dataDir, 'keys'), keys)
    const copied = await copyContents(join(folder, PARTS.files), filesFolder)
    if (copied.files !== note.files)
      throw new StartRefusal(
        `备份缺少文件：应有 ${note.files} 个，只有 ${copied.files} 个。`,
        `The backup lacks files: ${note.files} are said, ${copied.files} found.`,
      )
    await copyArchives(folder, dataDir)
    await restoreCluster(dataDir, (place) => unpackArchive(folder, place))
    return { note, damaged: copied.damaged }
  } catch (error) {
    for (const place of [dataDir, filesFolder]) await empty(place)
    throw error
  }
}

async function keysOf(input: RestoreBackup, note: BackupNote): Promise<Files> {
  const keys = await readKeys(input, note)
  const root = Buffer.from(Buffer.from(keys['root.key'] ?? '', 'base64').toString('utf8'), 'base64')
  if (root.length === 32 && rootKeyId(root) === note.rootKeyId) return keys
  throw new StartRefusal(
    '这些密钥不是这份备份的：个人信息会打不开。',
    'These keys are not those of this backup: personal data could not be opened.',
  )
}

async function readKeys({ folder, passphrase, keysFolder }: RestoreBackup, note: BackupNote): Promise<Files> {
  if (keysFolder !== undefined)
    return await readFolder(keysFolder).catch((cause: unknown) => {
      throw new StartRefusal(`读不了密钥文件夹 ${keysFolder}。`, `The keys in ${keysFolder} cannot be read.`, cause)
    })
  if (note.keys === 'sealed' && passphrase !== undefined)
    return await openFolder(await readFile(join(folder, PARTS.keys)), passphrase)
  throw note.keys === 'sealed'
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
