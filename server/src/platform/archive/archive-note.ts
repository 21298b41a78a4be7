/** What an archived year says of itself; nothing in it is believed without the tree. */
export interface ArchiveNote {
  readonly format: 1
  /** By the time of recording, in UTC. */
  readonly year: number
  readonly entries: number
  /** First and last position of the year's entries; between them may lie some of the years beside it. */
  readonly from: number
  readonly to: number
}

/** Where things lie; checkpoint and tiles as C2SP tlog-tiles has them, so that any verifier of such logs can read them. */
export const ARCHIVE = {
  note: 'archive.json',
  checkpoint: 'checkpoint',
  tiles: 'tile',
  entries: 'entries.jsonl.gz',
} as const

/** An entry on a line of its own, with all that its digest is made of. */
export interface ArchivedEntry {
  readonly position: number
  readonly canonical: string
  /** Base64. */
  readonly salt: string
}
