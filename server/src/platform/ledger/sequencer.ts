import { sql } from 'kysely'
import type { Database, Tx } from '../db/index.ts'
import { tablesOf } from '../db/index.ts'
import { appendLeaves, leafHash, leafRecord } from '../tlog/merkle.ts'
import type { CompleteSubtree, Frontier } from '../tlog/merkle.ts'
import { POSITIONS_GIVEN } from './read-from.ts'

/** A job for each subscriber of an entry, enqueued in the transaction that gives the entry its position. */
export interface EntryJob {
  readonly subscriber: string
  readonly entryId: number
  readonly recordedAt: string
}

export interface SequencerOptions {
  readonly database: Database
  /** Subscribers by the kind of event they hear. */
  readonly subscribersOf: (kind: string) => readonly string[]
  readonly enqueue: (tx: Tx, jobs: readonly EntryJob[]) => Promise<void>
  readonly onError: (error: unknown) => void
  readonly batchSize?: number
}

export interface Sequencer {
  /** Says that there may be something to do; cheap. */
  nudge(): void
  /** Gives positions until nothing waits. @returns how many were given */
  drain(): Promise<number>
  stop(): Promise<void>
}

const IDLE_MS = 250
const RETRY_MS = 1_000

/** Runs until stopped: at once after a nudge, otherwise every quarter of a second (another process may have written). */
export function startSequencer(options: SequencerOptions): Sequencer {
  const sequencer = createSequencer(options)
  let stopped = false
  let wake: (() => void) | undefined
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async () => {
    while (!stopped) {
      try {
        const given = await sequencer.drain()
        if (given === 0 && !stopped) await pause(IDLE_MS)
      } catch (error) {
        options.onError(error)
        if (!stopped) await pause(RETRY_MS)
      }
    }
  }
  const running = loop()
  return {
    nudge: () => wake?.(),
    drain: sequencer.drain,
    stop: () => {
      stopped = true
      wake?.()
      return running
    },
  }
}

/** The sequencer without its loop. */
export function createSequencer(options: SequencerOptions): { drain(): Promise<number> } {
  const drain = async () => {
    let total = 0
    for (;;) {
      const given = await options.database.tx('yiwang_sequencer', { variables: { actor: 'sequencer' } }, (tx) =>
        givePositions(tx, options),
      )
      total += given
      if (given < (options.batchSize ?? 1_000)) return total
    }
  }
  return { drain }
}

interface WaitingRow {
  readonly entry_id: number
  readonly recorded_at: Date
  readonly kind: string
  readonly stream: string
  readonly digest: Buffer
}

/**
 * The tree's row is the lease: whoever holds its lock is the one sequencer, and a visible position is never preceded
 * by one that appears later.
 */
async function givePositions(tx: Tx, options: SequencerOptions): Promise<number> {
  const db = tablesOf<unknown>(tx)
  const tree = await sql<{
    size: number
    frontier: Buffer[]
  }>`select size, frontier from ledger.tree for update skip locked`.execute(db)
  const before = tree.rows[0]
  if (!before) return 0
  // Ids grow along each stream, because its head is locked before the id is taken.
  const waiting = await sql<WaitingRow>`select p.entry_id, p.recorded_at, p.kind, e.stream, e.digest
    from ledger.pending p join ledger.entries e on e.id = p.entry_id and e.recorded_at = p.recorded_at
    order by p.entry_id limit ${options.batchSize ?? 1_000}`.execute(db)
  const rows = waiting.rows
  if (rows.length === 0) return 0
  const leaves = rows.map((row, index) => leafHash(leafRecord(before.size + index, row.digest)))
  await save(tx, { before, rows, leaves })
  await options.enqueue(tx, jobsFor(rows, options))
  return rows.length
}

async function save(
  tx: Tx,
  batch: { before: { size: number; frontier: Buffer[] }; rows: readonly WaitingRow[]; leaves: readonly Buffer[] },
): Promise<void> {
  const { before, rows, leaves } = batch
  const grown: CompleteSubtree[] = []
  const frontier: Frontier = appendLeaves({ size: before.size, roots: before.frontier }, leaves, (subtree) =>
    grown.push(subtree),
  )
  const ids = rows.map((row) => row.entry_id)
  await sql`with given as (
      insert into ledger.positions (position, entry_id, recorded_at, stream, leaf_hash)
      select * from unnest(${rows.map((_, index) => before.size + index)}::bigint[], ${ids}::bigint[],
        ${rows.map((row) => row.recorded_at)}::timestamptz[], ${rows.map((row) => row.stream)}::text[], ${leaves}::bytea[])
    ), grown as (
      insert into ledger.subtrees (level, index, hash)
      select * from unnest(${grown.map(({ level }) => level)}::smallint[], ${grown.map(({ index }) => index)}::bigint[],
        ${grown.map(({ hash }) => hash)}::bytea[])
    ), done as (delete from ledger.pending where entry_id = any(${ids}::bigint[]))
    update ledger.tree set size = ${frontier.size}, frontier = ${frontier.roots}::bytea[]
    returning pg_notify(${POSITIONS_GIVEN}, ${String(frontier.size)})`.execute(tablesOf<unknown>(tx))
}

function jobsFor(rows: readonly WaitingRow[], options: SequencerOptions): EntryJob[] {
  return rows.flatMap((row) =>
    options
      .subscribersOf(row.kind)
      .map((subscriber) => ({ subscriber, entryId: row.entry_id, recordedAt: row.recorded_at.toISOString() })),
  )
}
