import { verifierKey, fromBase64, isSignedBy, NoteError, parseNote, SIGNATURE, signNote } from './signed-note.ts'
import type { KeyObject } from 'node:crypto'

/** The state of the whole record at a moment: how many entries, and the root of the tree over them (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Buffer
}

/** C2SP signed-note: origin, size, root; then the signature line. What was printed today binds what is shown tomorrow. */
export function signCheckpoint({ origin, size, root }: Checkpoint, key: KeyObject): string {
  return signNote(`${origin}\n${size}\n${root.toString('base64')}\n`, origin, key)
}

/** The text of a note as a checkpoint; lines after the third say nothing to us. @throws NoteError */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n').slice(0, -1)
  const [origin, size, encoded] = lines
  const root = encoded === undefined ? undefined : fromBase64(encoded)
  const isWhole = lines.every((line) => line !== '') && /^(0|[1-9]\d*)$/.test(size ?? '') && root?.length === 32
  if (!origin || !isWhole || !Number.isSafeInteger(Number(size)))
    throw new NoteError('not a checkpoint: origin, size and root are expected')
  return { origin, size: Number(size), root }
}

/**
 * A checkpoint that this key signed, whatever its origin was called then.
 * @throws NoteError in plain words when the note is malformed or not signed by this key
 */
export function openCheckpoint(note: string, key: KeyObject): Checkpoint {
  const parsed = parseNote(note)
  const checkpoint = parseCheckpoint(parsed.text)
  if (!isSignedBy(parsed, verifierKey(checkpoint.origin, SIGNATURE.ed25519, key)))
    throw new NoteError('the checkpoint is not signed by the key of this record')
  return checkpoint
}
