import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartRefusal } from '../config/index.ts'
import { TILE_WIDTH } from '../tlog/tiles.ts'

/** What an archived year says of itself; nothing in it is believed without the tree. */
export interface ArchiveNote {
  readonly format: 2
  readonly year: number
  readonly entries: number
  /** First and last position: from the end of the year before to the first entry that was recorded in the next, in UTC. */
  readonly from: number
  readonly to: number
}

/** Where things lie; checkpoint and tiles as C2SP tlog-tiles has them, so that any verifier of such logs can read them. */
export const ARCHIVE = {
  note: 'archive.json',
  checkpoint: 'checkpoint',
  tiles: 'tile',
  /** A line an entry, packed in blocks of 256 positions one after another: one whole gzip file to everybody else. */
  entries: 'entries.jsonl.gz',
  /** Where each block begins, 8 bytes, big-endian, and after the last where the file ends. */
  index: 'entries.index',
  /** All of these as `sha256sum` lists them. */
  files: 'files.sha256',
} as const

/** An entry on a line of its own, with all that its digest is made of. */
export interface ArchivedLine {
  readonly position: number
  readonly canonical: string
  /** Base64. */
  readonly salt: string
}

/** Entries of so many positions are packed together, as their leaves are. */
export const BLOCK = TILE_WIDTH

export function blockOf(position: number): number {
  return Math.floor(position / BLOCK)
}

/** @throws StartRefusal when it is no archive, or one that this version cannot read */
export async function readArchiveNote(folder: string): Promise<ArchiveNote> {
  const text = await readFile(join(folder, ARCHIVE.note), 'utf8').catch((cause: unknown) => {
    throw new StartRefusal(`${folder} 不是归档的账本。`, `${folder} is no archived year of a ledger.`, cause)
  })
  const note = JSON.parse(text) as ArchiveNote
  if (note.format === 2) return note
  throw new StartRefusal(
    `本版本读不了这份归档（格式 ${note.format as number}）。`,
    `This version cannot read the archive.`,
  )
}
