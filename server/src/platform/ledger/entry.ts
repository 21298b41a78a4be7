import { createHash, hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Actor, LedgerEvent } from '../../kernel/index.ts'

/** An entry as it stands in the chain: what `canonical` says. */
export interface LedgerEntry {
  readonly v: 1
  readonly id: number
  readonly jurisdiction: string
  readonly stream: string
  readonly seq: number
  readonly kind: string
  readonly actor: RecordedActor
  readonly body: Record<string, unknown>
  /** The machine's clock stood behind what had been recorded before: the times around this entry are not to be compared. */
  readonly clockSetBack?: true
  /** When it is said to have happened; equal to `recordedAt` unless an earlier time was claimed, with `lateReason`. */
  readonly occurredAt: string
  readonly recordedAt: string
  readonly lateReason?: string
  /** Field → digest of a value that lies beside the chain. */
  readonly personal?: Readonly<Record<string, string>>
  /** Digest of the entry before it in the stream, hex; 64 zeros for the first. */
  readonly prev: string
}

export interface RecordedActor {
  readonly kind: Actor['kind']
  readonly accountId?: string
  readonly staffId?: string
  readonly organizationId?: string
  readonly mandateId?: string
  readonly onBehalfOf?: string
  /** 代: the member of staff in whose stead it was done, and by which substitution. */
  readonly insteadOf?: string
  readonly substitutionId?: string
  readonly systemName?: string
}

/** How an event is to be recorded beyond its body. */
export interface EmitOptions {
  /** An earlier time than now, which the actor states; shown as after-the-fact entry (事后登记). */
  readonly occurredAt?: Date
  readonly lateReason?: string
  /** Values kept beside the chain, sealed and erasable; the entry holds a salted digest of each. */
  readonly personal?: Readonly<Record<string, string>>
}

/** The canonical text in the pieces that `ledger.append` joins. */
export interface CanonicalPieces {
  readonly before: string
  readonly middle: string
  readonly occurredAt: string | null
  readonly personal: string
}

export function recordedActor(actor: Actor): RecordedActor {
  const { kind, accountId, staffId, organizationId, mandateId, onBehalfOf, standIn, systemName } = actor
  return JSON.parse(
    JSON.stringify({ kind, accountId, staffId, organizationId, mandateId, onBehalfOf, ...standIn, systemName }),
  ) as RecordedActor
}

/** RFC 8785 sorts the members of an object by name; the pieces follow that order around what the database adds. */
export function canonicalPieces(
  event: LedgerEvent,
  actor: RecordedActor,
  options: {
    jurisdiction: string
    occurredAt?: Date
    lateReason?: string
    personal?: Readonly<Record<string, string>>
  },
): CanonicalPieces {
  const late = options.lateReason ? `,"lateReason":${canonical(options.lateReason)}` : ''
  return {
    before: `{"actor":${canonical(actor)},"body":${canonical(event.body)}`,
    middle: `,"jurisdiction":${canonical(options.jurisdiction)},"kind":${canonical(event.definition.kind)}${late}`,
    occurredAt: options.occurredAt?.toISOString() ?? null,
    personal: options.personal ? `,"personal":${canonical(options.personal)}` : '',
  }
}

/** RFC 8785. @throws for what JSON can't say (NaN, a cycle). */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('the value has no canonical form')
  return text
}

/** What the next entry and the tree hold: SHA-256(salt ‖ canonical entry). */
export function entryDigest(salt: Uint8Array, canonicalText: string): Buffer {
  return Buffer.from(entryDigestHex(salt, canonicalText), 'hex')
}

const SALT_BYTES = 16
/** An entry has 32 KiB at most; a longer text can only be one that was altered. */
const scratch = Buffer.alloc(SALT_BYTES + 32 * 1024)
const LONGEST = (32 * 1024) / 3

/** The same as text, in one call on one piece of memory: verification does little else. */
export function entryDigestHex(salt: Uint8Array, canonicalText: string): string {
  if (salt.length !== SALT_BYTES || canonicalText.length > LONGEST)
    return createHash('sha256').update(salt).update(canonicalText, 'utf8').digest('hex')
  scratch.set(salt)
  return hash('sha256', scratch.subarray(0, SALT_BYTES + scratch.write(canonicalText, SALT_BYTES)), 'hex')
}

/** Digest of a value that lies beside the chain: SHA-256(salt ‖ UTF-8 value), hex. */
export function personalDigest(salt: Uint8Array, value: string): string {
  return createHash('sha256').update(salt).update(value, 'utf8').digest('hex')
}

export const GENESIS = '0'.repeat(64)
