import type { FilePurpose } from './file.ts'

/** Content that has arrived whole and lies aside until its record is made. */
export interface StagedBlob {
  readonly sha256: string
  readonly bytes: number
  /** Where it lies meanwhile, to look at its first bytes. */
  readonly path: string
  /** Puts it in its place, named by its digest; once more is harmless. */
  keep(): Promise<void>
  discard(): Promise<void>
}

/** A file that has arrived whole and proved to be what it says. Only `files` makes one; others hand it back to be stored. */
export interface StagedFile {
  readonly blob: StagedBlob
  readonly fileName: string
  readonly mediaType: string
  readonly purpose: FilePurpose
  /** What the scanner found. Then its bytes are gone already, and storing it records and refuses it. */
  readonly infection?: string
}
