import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { problem } from '../../kernel/index.ts'
import type { Actor, LedgerEvent } from '../../kernel/index.ts'
import type { Clock } from '../clock/clock.ts'
import { send } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import type { Vault } from '../vault/vault.ts'
import { canonicalPieces, personalDigest, recordedActor } from './entry.ts'
import type { CanonicalPieces, EmitOptions } from './entry.ts'
import { ledgerProblems } from './ledger-problems.ts'

/** An event that waits for the end of its transaction. */
export interface PendingEvent {
  readonly event: LedgerEvent
  readonly actor: Actor
  readonly options: EmitOptions
}

interface Prepared {
  readonly jurisdiction: string
  readonly stream: string
  readonly kind: string
  readonly pieces: ReturnType<typeof canonicalPieces>
  readonly salt: Buffer
  readonly personal: readonly { jurisdiction: string; field: string; sealed: Buffer; salt: Buffer }[]
}

/** As the table has it: 32 KiB. What the database adds (id, times, prev, seq, stream) stays below the margin. */
const MOST_BYTES = 32_768
const MARGIN_BYTES = 640

const PERSONAL_CONTEXT = 'ledger.personal'

/**
 * Records events in the caller's transaction, as its last act before commit: the heads of the streams stay locked for
 * one round trip only: these statements and the commit go out together.
 * @throws ledger/entry-too-large
 */
export async function appendEvents(
  tx: Tx,
  pending: readonly PendingEvent[],
  deps: { clock: Clock; vault: Vault },
): Promise<void> {
  if (pending.length === 0) return
  const rows = pending.map((one) => prepare(one, deps.vault))
  const column = <T>(pick: (row: Prepared) => T): T[] => rows.map(pick)
  const append = sql`select entry_id from ledger.append(
    ${column((row) => row.jurisdiction)}::text[], ${column((row) => row.stream)}::text[], ${column((row) => row.kind)}::text[],
    ${column((row) => row.pieces.before)}::text[], ${column((row) => row.pieces.middle)}::text[],
    ${column((row) => row.pieces.occurredAt)}::text[], ${column((row) => row.pieces.personal)}::text[],
    ${column((row) => row.salt)}::bytea[], ${deps.clock.offsetMs()}::bigint)`
  const personal = rows.flatMap((row, index) => row.personal.map((one) => ({ ...one, place: index + 1 })))
  const statement = personal.length === 0 ? append : keepingPersonal(append, personal)
  await send(tx, statement)
}

/** The values beside the chain go in with their entries, in the same round trip; entries come in the order given. */
function keepingPersonal(
  append: RawBuilder<unknown>,
  personal: readonly { place: number; field: string; sealed: Buffer; salt: Buffer; jurisdiction: string }[],
): RawBuilder<unknown> {
  return sql`with appended as materialized (select entry_id, row_number() over () as place from (${append}) as entries),
    kept as (
      insert into ledger.personal (jurisdiction, entry_id, field, sealed, salt)
      select beside.jurisdiction, appended.entry_id, beside.field, beside.sealed, beside.salt
      from unnest(${personal.map((one) => one.jurisdiction)}::text[], ${personal.map((one) => one.place)}::bigint[],
        ${personal.map((one) => one.field)}::text[], ${personal.map((one) => one.sealed)}::bytea[],
        ${personal.map((one) => one.salt)}::bytea[]) as beside(jurisdiction, place, field, sealed, salt)
      join appended using (place))
    select entry_id from appended order by place`
}

function prepare({ event, actor, options }: PendingEvent, vault: Vault): Prepared {
  const { jurisdiction, name } = event.definition.stream(event.body)
  const personal = Object.entries(options.personal ?? {}).map(([field, value]) => {
    const salt = randomBytes(16)
    return { jurisdiction, field, value, salt, sealed: vault.seal(value, PERSONAL_CONTEXT) }
  })
  const digests = Object.fromEntries(personal.map(({ field, value, salt }) => [field, personalDigest(salt, value)]))
  const pieces = canonicalPieces(event, recordedActor(actor), {
    jurisdiction,
    ...(options.occurredAt && { occurredAt: options.occurredAt }),
    ...(options.lateReason && { lateReason: options.lateReason }),
    ...(personal.length > 0 && { personal: digests }),
  })
  refuseLarge(pieces)
  return { jurisdiction, stream: name, kind: event.definition.kind, salt: randomBytes(16), personal, pieces }
}

function refuseLarge({ before, middle, personal }: CanonicalPieces): void {
  const bytes = [before, middle, personal].reduce((sum, piece) => sum + Buffer.byteLength(piece), MARGIN_BYTES)
  if (bytes > MOST_BYTES) throw problem(ledgerProblems['entry-too-large'])
}
