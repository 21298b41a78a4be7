import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartRefusal } from '../config/index.ts'

/** What a backup says of itself. Written last: a folder without it is no whole backup. */
export interface BackupNote {
  readonly format: 1
  readonly version: string
  readonly madeAt: string
  readonly startLsn: string
  readonly endLsn: string
  readonly files: number
  readonly fileBytes: number
  /** Whether the keys lie in it under a passphrase, or have to be kept apart. */
  readonly keys: 'sealed' | 'apart'
  /** Which root key it was made with; says nothing about the key. */
  readonly rootKeyId: string
  /** The signed size and root of the ledger when the backup began: the restored one is held against it. */
  readonly checkpoint: string
}

/** Where things lie in a backup. */
export const PARTS = {
  note: 'backup.json',
  archive: 'postgres.tar.gz',
  manifest: 'postgres.manifest.json',
  files: 'files',
  /** Years of the ledger that were taken out of the database. */
  archives: 'archive',
  keys: 'keys.sealed',
} as const

/** @throws StartRefusal when it is no backup, no whole one, or one that this version cannot read */
export async function readBackupNote(folder: string): Promise<BackupNote> {
  const text = await readFile(join(folder, PARTS.note), 'utf8').catch((cause: unknown) => {
    throw new StartRefusal(
      `${folder} 不是完整的备份（没有 ${PARTS.note}）。`,
      `${folder} is no whole backup (there is no ${PARTS.note}).`,
      cause,
    )
  })
  const note = JSON.parse(text) as BackupNote
  if (note.format === 1) return note
  throw new StartRefusal(
    `本版本读不了这份备份（格式 ${note.format as number}）。`,
    `This version cannot read the backup.`,
  )
}

/** @throws StartRefusal when the folder is there and something is in it */
export async function requireEmpty(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new StartRefusal(
      `无法使用 ${folder}：${error.message}。`,
      `${folder} cannot be used: ${error.message}.`,
      error,
    )
  })
  if (found.length === 0) return
  throw new StartRefusal(
    `${folder} 里已有内容，不会覆盖。请给一个不存在的或者空的文件夹。`,
    `${folder} is not empty and is not overwritten. Name a folder that is empty or does not exist.`,
  )
}
