import { sql } from 'kysely'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import type { Checkpoint } from '../tlog/checkpoint.ts'

/** A checkpoint as it was signed and is served. */
export interface PublishedCheckpoint extends Checkpoint {
  /** The signed note; cosignatures of witnesses follow the log's own. */
  readonly note: string
}

/** The largest that was ever signed: whatever is signed next must have grown out of it. */
export async function latestCheckpoint(tx: Tx): Promise<PublishedCheckpoint | undefined> {
  const found = await sql<PublishedCheckpoint>`select ${SERVED}
    from ledger.checkpoints c order by c.size desc, c.signed_at desc limit 1`.execute(tablesOf<unknown>(tx))
  return found.rows[0]
}

/** What one origin has signed for one size: another may have signed the same tree after it. */
export async function checkpointOf(
  tx: Tx,
  { origin, size }: { origin: string; size: number },
): Promise<PublishedCheckpoint | undefined> {
  const found = await sql<PublishedCheckpoint>`select ${SERVED}
    from ledger.checkpoints c where c.origin = ${origin} and c.size = ${size}`.execute(tablesOf<unknown>(tx))
  return found.rows[0]
}

const SERVED = sql`c.origin, c.size, c.root, c.note || coalesce(
  (select string_agg(s.line, '' order by s.witness) from ledger.cosignatures s where s.origin = c.origin and s.size = c.size), '') as note`

export async function insertCheckpoint(
  tx: Tx,
  { origin, size, root, note }: PublishedCheckpoint,
  at: Date,
): Promise<void> {
  await sql`insert into ledger.checkpoints (origin, size, root, note, signed_at)
    values (${origin}, ${size}, ${root}, ${note}, ${at})`.execute(tablesOf<unknown>(tx))
}

/** Those over trees of more than `above` leaves and at most `upTo`, smallest first, for verification. */
export async function signedBetween(tx: Tx, above: number, upTo: number): Promise<PublishedCheckpoint[]> {
  const found = await sql<PublishedCheckpoint>`select origin, size, root, note from ledger.checkpoints
    where size > ${above} and size <= ${upTo} order by size`.execute(tablesOf<unknown>(tx))
  return found.rows
}

/** What a witness said to a checkpoint, and of how large a tree it knows. */
export interface WitnessAnswer {
  readonly witness: string
  readonly answer: 'cosigned' | 'contradicts' | 'refused' | 'unreachable'
  readonly detail: string
  readonly size: number
  /** The signature line, when it cosigned. */
  readonly line?: string
}

export async function insertWitnessAnswer(
  tx: Tx,
  { origin, size }: Checkpoint,
  said: { answer: WitnessAnswer; at: Date },
): Promise<void> {
  const db = tablesOf<unknown>(tx)
  const { answer, at } = said
  await sql`insert into ledger.witnesses (witness, size, answer, detail, answered_at)
    values (${answer.witness}, ${answer.size}, ${answer.answer}, ${answer.detail}, ${at})
    on conflict (witness) do update set size = excluded.size, answer = excluded.answer, detail = excluded.detail,
      answered_at = excluded.answered_at`.execute(db)
  if (answer.line === undefined) return
  await sql`insert into ledger.cosignatures (origin, size, witness, line, cosigned_at)
    values (${origin}, ${size}, ${answer.witness}, ${answer.line}, ${at}) on conflict do nothing`.execute(db)
}

/** Of each witness the last answer. */
export async function witnessAnswers(tx: Tx): Promise<(WitnessAnswer & { answeredAt: Date })[]> {
  const found = await sql<
    WitnessAnswer & { answeredAt: Date }
  >`select witness, size, answer, detail, answered_at as "answeredAt"
    from ledger.witnesses order by witness`.execute(tablesOf<unknown>(tx))
  return found.rows
}

/** Of each witness the largest tree that it cosigned, and when. */
export async function lastCosignatures(tx: Tx, origin: string): Promise<{ witness: string; size: number; at: Date }[]> {
  const found = await sql<{ witness: string; size: number; at: Date }>`select distinct on (witness)
      witness, size, cosigned_at as at from ledger.cosignatures where origin = ${origin}
    order by witness, size desc`.execute(tablesOf<unknown>(tx))
  return found.rows
}

export async function cosignersOf(tx: Tx, { origin, size }: Checkpoint): Promise<Set<string>> {
  const found = await sql<{ witness: string }>`select witness from ledger.cosignatures
    where origin = ${origin} and size = ${size}`.execute(tablesOf<unknown>(tx))
  return new Set(found.rows.map((row) => row.witness))
}
