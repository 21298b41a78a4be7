import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { problem, problems } from '../../kernel/index.ts'
import type { Actor, LedgerEvent } from '../../kernel/index.ts'
import type { Clock } from '../clock/clock.ts'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import type { Vault } from '../vault/vault.ts'
import { canonicalPieces, personalDigest, recordedActor } from './entry.ts'
import type { CanonicalPieces, EmitOptions } from './entry.ts'

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
  readonly personal: readonly { field: string; sealed: Buffer; salt: Buffer }[]
}

export const ledgerProblems = problems('ledger', {
  'entry-too-large': {
    status: 413,
    title: '一次提交的内容太多',
    detail: '这次提交的内容超过了一条账本记录所能容纳的大小，请分几次提交。',
  },
})

/** As the table has it: 32 KiB. What the database adds (id, times, prev, seq, stream) stays below the margin. */
const MOST_BYTES = 32_768
const MARGIN_BYTES = 640

const PERSONAL_CONTEXT = 'ledger.personal'

/**
 * Records events in the caller's transaction, as its last act before commit: the heads of the streams stay locked for
 * one round trip only. Returns the entries' ids in the given order.
 * @throws ledger/entry-too-large
 */
export async function appendEvents(
  tx: Tx,
  pending: readonly PendingEvent[],
  deps: { clock: Clock; vault: Vault },
): Promise<number[]> {
  if (pending.length === 0) return []
  const rows = pending.map((one) => prepare(one, deps.vault))
  const column = <T>(pick: (row: Prepared) => T): T[] => rows.map(pick)
  const answer = await sql<{ entry_id: number }>`select entry_id from ledger.append(
    ${column((row) => row.jurisdiction)}::text[], ${column((row) => row.stream)}::text[], ${column((row) => row.kind)}::text[],
    ${column((row) => row.pieces.before)}::text[], ${column((row) => row.pieces.middle)}::text[],
    ${column((row) => row.pieces.occurredAt)}::text[], ${column((row) => row.pieces.personal)}::text[],
    ${column((row) => row.salt)}::bytea[], ${deps.clock.offsetMs()}::bigint)`.execute(tablesOf<unknown>(tx))
  const ids = answer.rows.map((row) => row.entry_id)
  await keepPersonal(tx, rows, ids)
  return ids
}

function prepare({ event, actor, options }: PendingEvent, vault: Vault): Prepared {
  const { jurisdiction, name } = event.definition.stream(event.body)
  const personal = Object.entries(options.personal ?? {}).map(([field, value]) => {
    const salt = randomBytes(16)
    return { field, value, salt, sealed: vault.seal(value, PERSONAL_CONTEXT) }
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

async function keepPersonal(tx: Tx, rows: readonly Prepared[], ids: readonly number[]): Promise<void> {
  const values = rows.flatMap((row, index) =>
    row.personal.map((one) => ({ jurisdiction: row.jurisdiction, entryId: ids[index]!, ...one })),
  )
  if (values.length === 0) return
  await sql`insert into ledger.personal (jurisdiction, entry_id, field, sealed, salt)
    select * from unnest(${values.map((one) => one.jurisdiction)}::text[], ${values.map((one) => one.entryId)}::bigint[],
      ${values.map((one) => one.field)}::text[], ${values.map((one) => one.sealed)}::bytea[], ${values.map((one) => one.salt)}::bytea[])`.execute(
    tablesOf<unknown>(tx),
  )
}
