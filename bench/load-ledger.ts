import { randomBytes } from 'node:crypto'
import type { Writable } from 'node:stream'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { canonical, entryDigest, GENESIS } from '../server/src/platform/ledger/entry.ts'
import type { LedgerEntry } from '../server/src/platform/ledger/entry.ts'
import { bytesOf, growTree, leafHash, leafRecord } from '../server/src/platform/tlog/merkle.ts'
import type { CompleteSubtree } from '../server/src/platform/tlog/merkle.ts'

/** A case that is copied under another name. */
export interface Twin {
  /** Its public id. */
  readonly subject: string
  readonly no: string
}

/** Whose chain is copied: the case's own, with every id and number that it made. */
export interface Model {
  readonly subject: string
  readonly no: string
  readonly queryCode: string
}

interface State {
  readonly tree: { size: number; frontier: Buffer[] }
  readonly nextId: number
  readonly from: number
  readonly now: number
}

/**
 * The record of so many lives: the model's entries under each twin's name, chained, placed and joined to the tree by the functions
 * that the program itself uses, and copied in. Nobody else may write meanwhile: the positions begin where the tree ends.
 * @returns how many entries were written
 */
export async function loadLedger(
  url: string,
  model: Model,
  twins: AsyncIterable<readonly Twin[]>,
  cases: number,
): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`begin; set local synchronous_commit = 'off'`)
    const entries = await modelEntries(client, model)
    const state = await readState(client)
    const written = await copyLives(client, url, { model, entries, twins, state, total: cases * entries.length })
    await client.query('commit')
    return written
  } finally {
    await client.end()
  }
}

async function modelEntries(client: pg.Client, { subject }: Model): Promise<string[]> {
  const found = await client.query<{ canonical: string }>(
    'select canonical from ledger.entries where stream = $1 order by seq',
    [`case:${subject}`],
  )
  if (found.rows.length === 0) throw new Error(`${subject} has no record to copy`)
  return found.rows.map((row) => row.canonical)
}

async function readState(client: pg.Client): Promise<State> {
  const waiting = await client.query('select from ledger.pending limit 1')
  if (waiting.rowCount !== 0) throw new Error('the record has entries without a position: drain it first')
  const tree = await client.query<{ size: string; frontier: Buffer[] }>(
    'select size, frontier from ledger.tree for update',
  )
  const last = await client.query<{ id: string; at: Date }>(
    `select nextval('ledger.entry_ids') as id, coalesce(max(recorded_at), now()) as at from ledger.entries`,
  )
  const { size, frontier } = tree.rows[0]!
  return {
    tree: { size: Number(size), frontier },
    nextId: Number(last.rows[0]!.id),
    from: last.rows[0]!.at.getTime(),
    now: Date.now(),
  }
}

interface Lives {
  readonly model: Model
  readonly entries: readonly string[]
  readonly twins: AsyncIterable<readonly Twin[]>
  readonly state: State
  readonly total: number
}

async function copyLives(
  client: pg.Client,
  url: string,
  { model, entries, twins, state, total }: Lives,
): Promise<number> {
  const subtrees: CompleteSubtree[] = []
  const tree = growTree({ size: state.tree.size, roots: state.tree.frontier }, (one) => subtrees.push(one))
  let done = 0
  const copies = await openCopies(url)
  for await (const batch of twins) {
    for (const twin of batch) {
      let prev = GENESIS
      for (const [place, text] of entries.entries()) {
        const id = state.nextId + done
        // Spread over the time since the last entry: nothing lies behind its neighbours, and nothing in the future.
        const at = new Date(state.from + Math.floor(((state.now - state.from) * done) / total))
        const entry = {
          ...renamed(text, model, twin),
          id,
          seq: place + 1,
          prev,
          occurredAt: at.toISOString(),
          recordedAt: at.toISOString(),
        }
        const written = canonical(entry)
        const salt = randomBytes(16)
        const digest = entryDigest(salt, written)
        const leaf = leafHash(leafRecord(state.tree.size + done, digest))
        tree.append(bytesOf(leaf))
        prev = digest.toString('hex')
        await copies.entry([
          id,
          entry.recordedAt,
          entry.jurisdiction,
          entry.stream,
          entry.seq,
          entry.kind,
          written,
          salt,
          digest,
        ])
        await copies.position([state.tree.size + done, id, entry.recordedAt, entry.stream, leaf])
        done += 1
      }
      await copies.stream([twin.subject.slice(0, 6), `case:${twin.subject}`, entries.length, Buffer.from(prev, 'hex')])
    }
  }
  await copies.close()
  await closeTree(client, { subtrees, frontier: tree.frontier(), lastId: state.nextId + done })
  return done
}

/** What a life made bears the twin's names; what others gave (items, organizations, staff) stays. */
function renamed(text: string, model: Model, twin: Twin): LedgerEntry {
  const named = text
    .replaceAll(model.subject, twin.subject)
    .replaceAll(model.no, twin.no)
    .replaceAll(model.queryCode, twin.no)
  return JSON.parse(named) as LedgerEntry
}

async function closeTree(
  client: pg.Client,
  {
    subtrees,
    frontier,
    lastId,
  }: { subtrees: readonly CompleteSubtree[]; frontier: { size: number; roots: readonly Uint8Array[] }; lastId: number },
): Promise<void> {
  await client.query(
    `insert into ledger.subtrees (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    [subtrees.map(({ level }) => level), subtrees.map(({ index }) => index), subtrees.map(({ hash }) => hash)],
  )
  await client.query('update ledger.tree set size = $1, frontier = $2', [
    frontier.size,
    frontier.roots.map((root) => Buffer.from(root)),
  ])
  await client.query(`select setval('ledger.entry_ids', $1)`, [lastId])
}

type Value = number | string | Buffer

interface Copies {
  entry(row: readonly Value[]): Promise<void>
  position(row: readonly Value[]): Promise<void>
  stream(row: readonly Value[]): Promise<void>
  close(): Promise<void>
}

/** Three tables at once, each over a connection of its own. */
async function openCopies(url: string): Promise<Copies> {
  const entries = await openCopy(
    url,
    'ledger.entries (id, recorded_at, jurisdiction, stream, seq, kind, canonical, salt, digest)',
  )
  const positions = await openCopy(url, 'ledger.positions (position, entry_id, recorded_at, stream, leaf_hash)')
  const streams = await openCopy(url, 'ledger.streams (jurisdiction, stream, head_seq, head_digest)')
  return {
    entry: entries.write,
    position: positions.write,
    stream: streams.write,
    close: async () => void (await Promise.all([entries.close(), positions.close(), streams.close()])),
  }
}

const CHUNK_BYTES = 1024 * 1024

async function openCopy(
  url: string,
  target: string,
): Promise<{ write(row: readonly Value[]): Promise<void>; close(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`set synchronous_commit = 'off'`)
  const stream: Writable = client.query(copyFrom(`copy ${target} from stdin`))
  let chunk = ''
  const flush = async () => {
    const isTaken = stream.write(chunk)
    chunk = ''
    if (!isTaken) await once(stream, 'drain')
  }
  return {
    write: async (row) => {
      chunk += `${row.map(copied).join('\t')}\n`
      if (chunk.length > CHUNK_BYTES) await flush()
    },
    close: async () => {
      await flush()
      stream.end()
      await finished(stream)
      await client.end()
    },
  }
}

/** COPY's text format. */
function copied(value: Value): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n')
  return `\\\\x${value.toString('hex')}`
}
