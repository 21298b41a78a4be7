import { openCheckpoint, parseCheckpoint } from '../tlog/checkpoint.ts'
import type { Checkpoint } from '../tlog/checkpoint.ts'
import { cosignedAt } from '../tlog/cosignature.ts'
import { leafHash, leafRecord } from '../tlog/merkle.ts'
import { provesInclusion } from '../tlog/proofs.ts'
import { asWritten, isSignedBy, NoteError, parseNote } from '../tlog/signed-note.ts'
import type { VerifierKey } from '../tlog/signed-note.ts'
import { formatProof, parseProof } from '../tlog/tlog-proof.ts'
import type { TlogProof } from '../tlog/tlog-proof.ts'
import { entryDigest, GENESIS } from './entry.ts'
import type { LedgerEntry } from './entry.ts'
import type { KeyObject } from 'node:crypto'

/** An entry laid open to whoever may see it: the text and the salt that its digest was made of. */
export interface DisclosedEntry {
  readonly canonical: string
  /** Hex. */
  readonly salt: string
}

/**
 * 存证回执: one entry, or a thing's whole chain up to one, with the proof that the last of them is in a signed checkpoint.
 * The chain needs no second proof: each entry holds the digest of the one before it.
 */
export interface Receipt {
  readonly proof: Omit<TlogProof, 'extra'>
  readonly entries: readonly DisclosedEntry[]
}

export type ReceiptFault = 'malformed' | 'not-signed' | 'not-recorded' | 'chain-broken'

/** Why a receipt proves nothing; in English for a terminal, `fault` for a page. */
export class ReceiptError extends Error {
  readonly fault: ReceiptFault
  constructor(fault: ReceiptFault, message: string) {
    super(message)
    this.fault = fault
  }
}

export interface ProvenReceipt {
  readonly checkpoint: Checkpoint
  /** Place of the last entry in the whole record. */
  readonly position: number
  readonly leaf: Buffer
  readonly entries: readonly LedgerEntry[]
  readonly cosignatures: readonly Cosignature[]
}

export interface Cosignature {
  readonly name: string
  readonly at: Date
}

const FORMAT = 'yiwang-receipt/1'

export function formatReceipt({ proof, entries }: Receipt): string {
  return formatProof({ ...proof, extra: Buffer.from(JSON.stringify({ format: FORMAT, entries })) })
}

/** Whom the reader of a receipt trusts. */
export interface Trust {
  /** Keys of logs by their names, or the key of this very record, whatever it was called when it signed. */
  readonly log: VerifierKey | KeyObject
  /** Whose cosignatures count; how many are enough is the reader's matter. */
  readonly witnesses?: readonly VerifierKey[]
}

/** Verifies a receipt with nothing but public keys. @throws ReceiptError */
export function verifyReceipt(file: string, trust: Trust): ProvenReceipt {
  const { proof, entries: disclosed } = parseReceipt(asWritten(file))
  const checkpoint = checkpointOf(proof.note, trust.log)
  const entries = chainOf(disclosed)
  const last = disclosed.at(-1)!
  const leaf = leafHash(leafRecord(proof.index, entryDigest(Buffer.from(last.salt, 'hex'), last.canonical)))
  const within = { start: 0, end: checkpoint.size }
  if (!provesInclusion({ index: proof.index, within, leaf, proof: proof.hashes, root: checkpoint.root }))
    throw new ReceiptError(
      'not-recorded',
      'what the receipt shows is not in the record that was signed: it was altered',
    )
  const cosignatures = cosignaturesOf(proof.note, trust.witnesses ?? [])
  return { checkpoint, position: proof.index, leaf, entries, cosignatures }
}

function parseReceipt(file: string): Receipt & { proof: TlogProof } {
  try {
    const proof = parseProof(file)
    parseCheckpoint(parseNote(proof.note).text)
    return { proof, entries: disclosedIn(proof.extra) }
  } catch (error) {
    if (error instanceof NoteError) throw new ReceiptError('malformed', error.message)
    throw error
  }
}

function disclosedIn(extra: Buffer | undefined): DisclosedEntry[] {
  const said = jsonIn(extra?.toString() ?? '')
  const { format, entries } = (said ?? {}) as { format?: unknown; entries?: unknown }
  if (format !== FORMAT || !Array.isArray(entries) || entries.length === 0 || !entries.every(isDisclosed))
    throw new NoteError('not a receipt of this ledger: it shows no entry')
  return entries
}

function isDisclosed(one: unknown): one is DisclosedEntry {
  const { canonical, salt } = (one ?? {}) as { canonical?: unknown; salt?: unknown }
  return (
    typeof canonical === 'string' &&
    typeof salt === 'string' &&
    /^[0-9a-f]{32}$/.test(salt) &&
    entryIn(canonical) !== undefined
  )
}

function entryIn(canonical: string): LedgerEntry | undefined {
  const said = jsonIn(canonical) as Partial<LedgerEntry> | undefined
  const isEntry =
    said?.v === 1 &&
    [said.stream, said.kind, said.prev, said.occurredAt, said.recordedAt].every((one) => typeof one === 'string') &&
    typeof said.seq === 'number' &&
    typeof said.actor === 'object'
  return isEntry ? (said as LedgerEntry) : undefined
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Several entries are a thing's chain from its first; one alone is one step. */
function chainOf(disclosed: readonly DisclosedEntry[]): LedgerEntry[] {
  const entries = disclosed.map(({ canonical }) => entryIn(canonical)!)
  if (entries.length === 1) return entries
  let prev = GENESIS
  for (const [place, entry] of entries.entries()) {
    const { canonical, salt } = disclosed[place]!
    if (entry.prev !== prev || entry.seq !== place + 1 || entry.stream !== entries[0]!.stream)
      throw new ReceiptError(
        'chain-broken',
        `entry ${place + 1} of the receipt does not follow the one before it: one of them was altered`,
      )
    prev = entryDigest(Buffer.from(salt, 'hex'), canonical).toString('hex')
  }
  return entries
}

function checkpointOf(note: string, log: VerifierKey | KeyObject): Checkpoint {
  const refusal = new ReceiptError('not-signed', 'the checkpoint in the receipt is not signed by this key')
  if ('publicKey' in log) {
    const parsed = parseNote(note)
    if (!isSignedBy(parsed, log)) throw refusal
    return parseCheckpoint(parsed.text)
  }
  try {
    return openCheckpoint(note, log)
  } catch (error) {
    throw error instanceof NoteError ? refusal : error
  }
}

function cosignaturesOf(note: string, witnesses: readonly VerifierKey[]): Cosignature[] {
  const parsed = parseNote(note)
  return witnesses.flatMap((witness) => {
    const at = cosignedAt(parsed, witness)
    return at ? [{ name: witness.name, at }] : []
  })
}
