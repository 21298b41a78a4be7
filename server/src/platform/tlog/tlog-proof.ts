import { fromBase64, NoteError } from './signed-note.ts'
import { MOST_PROOF_HASHES } from './proofs.ts'

/** That one leaf is in the tree of a signed checkpoint, in a file that needs nothing beside it (C2SP tlog-proof). */
export interface TlogProof {
  readonly index: number
  readonly hashes: readonly Buffer[]
  /** The checkpoint as it was published, cosignatures included. */
  readonly note: string
  /** Opaque to the format, and proved by nothing in it: what the leaf is to be computed from. */
  readonly extra?: Buffer
}

const HEAD = 'c2sp.org/tlog-proof@v1'

export function formatProof({ index, hashes, note, extra }: TlogProof): string {
  return [
    HEAD,
    ...(extra ? [`extra ${extra.toString('base64')}`] : []),
    `index ${index}`,
    ...hashes.map((hash) => hash.toString('base64')),
    '',
    note,
  ].join('\n')
}

/** @throws NoteError */
export function parseProof(file: string): TlogProof {
  const end = file.indexOf('\n\n')
  const lines = file.slice(0, end).split('\n')
  if (end < 0 || lines.shift() !== HEAD) throw new NoteError('not a tlog-proof: its first line is missing')
  const encoded = lines[0]?.startsWith('extra ') ? lines.shift()!.slice('extra '.length) : undefined
  const extra = encoded === undefined ? undefined : fromBase64(encoded)
  if (encoded !== undefined && !extra) throw new NoteError('not a tlog-proof: what it discloses is malformed')
  const index = /^index (0|[1-9]\d*)$/.exec(lines.shift() ?? '')?.[1]
  const hashes = lines.map((line) => fromBase64(line))
  const isWhole = index !== undefined && Number.isSafeInteger(Number(index)) && hashes.length <= MOST_PROOF_HASHES
  if (!isWhole || !hashes.every((hash) => hash?.length === 32))
    throw new NoteError('not a tlog-proof: index and hashes are expected')
  return { index: Number(index), hashes: hashes as Buffer[], note: file.slice(end + 2), ...(extra && { extra }) }
}
