import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartRefusal } from '../config/index.ts'
import type { SealedHead } from './sealed-backup.ts'

/** What a backup says of itself. Written last: a folder without it is no whole backup. */
export interface BackupNote {
  readonly format: 1
  readonly version: string
  readonly madeAt: string
  readonly startLsn: string
  readonly endLsn: string
  readonly files: number
  readonly fileBytes: number
  /** Whether the keys lie in it, in one that is not encrypted under a passphrase, or have to be kept apart. */
  readonly keys: 'sealed' | 'apart'
  /** Which root key it was made with; says nothing about the key. Absent where the master key is in a module. */
  readonly rootKeyId?: string
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
export async function readBackupHead(folder: string): Promise<BackupNote | SealedHead> {
  const text = await readFile(join(folder, PARTS.note), 'utf8').catch((cause: unknown) => {
    throw new StartRefusal(
      `${folder} 不是完整的备份（没有 ${PARTS.note}）。`,
      `${folder} is no whole backup (there is no ${PARTS.note}).`,
      cause,
    )
  })
  const note = parse(text)
  if (note.format === 1 || note.format === 2) return note
  throw new StartRefusal(
    `本版本读不了这份备份（格式 ${String((note as { format: unknown }).format)}）。`,
    `This version cannot read the backup.`,
  )
}

function parse(text: string): BackupNote | SealedHead {
  try {
    return JSON.parse(text) as BackupNote | SealedHead
  } catch (cause) {
    throw new StartRefusal(`备份已损坏：${PARTS.note} 读不了。`, `The backup is damaged: ${PARTS.note}.`, cause)
  }
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
