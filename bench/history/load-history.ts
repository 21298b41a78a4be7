import { randomFillSync } from 'node:crypto'
import pg from 'pg'
import { createDatabase } from '../../server/src/platform/db/index.ts'
import { entryDigestHex, GENESIS } from '../../server/src/platform/ledger/entry.ts'
import { createSequencer } from '../../server/src/platform/ledger/index.ts'
import { growTree, leafBytes } from '../../server/src/platform/tlog/merkle.ts'
import type { CompleteSubtree, GrowingTree } from '../../server/src/platform/tlog/merkle.ts'
import { copiedText, openCopyStream } from './copy-stream.ts'
import type { CopyStream } from './copy-stream.ts'
import { MODEL_TABLES, readModel } from './read-model.ts'
import type { Life, Model } from './read-model.ts'
import { setIndexesAside } from './set-indexes-aside.ts'
import { rendered } from './template.ts'
import { twinOf } from './twins.ts'

export interface LoadOptions {
  readonly cases: number
  /** Lived by people at their desks; the shares make twenty. */
  readonly lives: readonly Life[]
  readonly onProgress?: (done: LoadProgress) => void
}

export interface LoadProgress {
  readonly cases: number
  readonly entries: number
  readonly doing: 'copying' | 'indexes' | 'statistics'
}

const ENTRIES = 'ledger.entries (id, recorded_at, jurisdiction, stream, seq, kind, canonical, salt, digest)'
const POSITIONS = 'ledger.positions (position, entry_id, recorded_at, stream, leaf_hash)'
const STREAMS = 'ledger.streams (jurisdiction, stream, head_seq, head_digest)'
const LEDGER_TABLES = ['ledger.entries', 'ledger.positions', 'ledger.streams', 'ledger.personal']
const PATTERN = 20
const REPORT_EVERY = 1_000

/**
 * So many more cases, each a copy of a life that was lived as far as it got: all its rows under ids, numbers, days, people and
 * places of its own, and its record, which is written, chained, placed and joined to the tree by the functions that the program
 * itself uses. Nobody else may write meanwhile: the positions begin where the tree ends.
 * @returns how many ledger entries were written
 */
export async function loadHistory(url: string, { cases, lives, onProgress }: LoadOptions): Promise<number> {
  await givePositions(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const copies = createCopies(url)
  try {
    const models: Model[] = []
    for (const life of lives) models.push(await readModel(client, life))
    const restore = await setIndexesAside(client, [...MODEL_TABLES, ...LEDGER_TABLES])
    await client.query('begin')
    const state = await readState(client)
    const written = await copyLives(client, { models: patternOf(models), cases, state, copies, onProgress })
    await client.query('commit')
    onProgress?.({ cases, entries: written, doing: 'indexes' })
    await restore()
    onProgress?.({ cases, entries: written, doing: 'statistics' })
    for (const table of [...MODEL_TABLES, ...LEDGER_TABLES, 'ledger.subtrees'])
      await client.query(`vacuum analyze ${table}`)
    return written
  } finally {
    copies.destroy()
    await client.end()
  }
}

/** Nobody hears of them: what follows from an entry is not what is loaded. */
async function givePositions(url: string): Promise<void> {
  const database = createDatabase({ url, poolSize: 2 })
  const options = { database, subscribersOf: () => [], enqueue: () => Promise.resolve(), onError: () => undefined }
  await createSequencer(options).drain()
  await database.close()
}

interface State {
  readonly tree: { size: number; frontier: Buffer[] }
  readonly nextId: number
  readonly from: number
  readonly now: number
}

async function readState(client: pg.Client): Promise<State> {
  const tree = await client.query<{ size: string; frontier: Buffer[] }>(
    'select size, frontier from ledger.tree for update',
  )
  const entries = await client.query<{ entries: string; at: Date }>(
    'select count(*) as entries, coalesce(max(recorded_at), now()) as at from ledger.entries',
  )
  const next = await client.query<{ id: string }>(`select nextval('ledger.entry_ids') as id`)
  const { size, frontier } = tree.rows[0]!
  const last = entries.rows[0]!
  if (size !== last.entries) throw new Error('the record has entries without a position: let it be drained first')
  return {
    tree: { size: Number(size), frontier },
    nextId: Number(next.rows[0]!.id),
    from: last.at.getTime(),
    now: Date.now(),
  }
}

/** The models in turn, each as often as its share says, and well mixed. */
function patternOf(models: readonly Model[]): readonly Model[] {
  const ways = models.flatMap((model) =>
    Array.from({ length: model.ofTwenty }, (_, index) => ({ model, at: (index + 0.5) / model.ofTwenty })),
  )
  if (ways.length !== PATTERN) throw new Error(`the shares make ${ways.length} and not ${PATTERN}`)
  return ways.toSorted((one, other) => one.at - other.at).map(({ model }) => model)
}

interface Loading {
  readonly models: readonly Model[]
  readonly cases: number
  readonly state: State
  readonly copies: Copies
  readonly onProgress: LoadOptions['onProgress']
}

async function copyLives(client: pg.Client, { models, cases, state, copies, onProgress }: Loading): Promise<number> {
  const subtrees: CompleteSubtree[] = []
  const tree = growTree({ size: state.tree.size, roots: state.tree.frontier }, (one) => subtrees.push(one))
  const writer = createLifeWriter(copies, tree)
  const prefix = `F${String(state.nextId)}-`
  let entries = 0
  let openBefore = 0
  for (let n = 0; n < cases; n += 1) {
    const model = models[n % PATTERN]!
    // Spread over the time since the last entry: nothing lies behind its neighbours, and nothing in the future.
    const at = state.from + Math.floor(((state.now - state.from) * n) / cases)
    const twin = twinOf(n, {
      group: Math.floor(n / PATTERN),
      isOpen: model.isOpen,
      openBefore,
      later: at - model.lastAt,
      firstEntry: state.nextId + entries,
      prefix,
    })
    await writer.write(
      model,
      model.values.map((make) => make(twin)),
      twin.firstEntry,
    )
    entries += model.entries.length
    if (model.hasAlarms) openBefore += 1
    if (n % REPORT_EVERY === 0) onProgress?.({ cases: n, entries, doing: 'copying' })
  }
  await copies.close()
  await closeTree(client, { subtrees, tree, lastId: state.nextId + entries })
  return entries
}

/** Writes one life: `values` are those of its slots. */
function createLifeWriter(copies: Copies, tree: GrowingTree) {
  const salts = createSalts()
  return {
    write: async (model: Model, values: string[], firstEntry: number): Promise<void> => {
      for (const { target, lines } of model.rows) await copies.write(target, rendered(lines, values))
      const digests: string[] = []
      for (const [place, entry] of model.entries.entries()) {
        const { jurisdiction, kind, seq } = entry
        values[model.prevSlot] = entry.before === undefined ? GENESIS : digests[entry.before]!
        const canonical = rendered(entry.canonical, values)
        const stream = rendered(entry.stream, values)
        const recordedAt = values[entry.recordedAt]!
        const salt = salts.next()
        const digest = entryDigestHex(salt, canonical)
        const position = tree.size()
        const leaf = leafBytes(position, Buffer.from(digest, 'hex'))
        tree.append(leaf)
        digests.push(digest)
        const id = firstEntry + place
        await copies.write(
          ENTRIES,
          `${id}\t${recordedAt}\t${jurisdiction}\t${stream}\t${seq}\t${kind}\t${copiedText(canonical)}\t\\\\x${salt.toString('hex')}\t\\\\x${digest}\n`,
        )
        const leafHex = Buffer.from(leaf, 'latin1').toString('hex')
        await copies.write(POSITIONS, `${position}\t${id}\t${recordedAt}\t${stream}\t\\\\x${leafHex}\n`)
        if (entry.isLast) await copies.write(STREAMS, `${jurisdiction}\t${stream}\t${seq}\t\\\\x${digest}\n`)
      }
    },
  }
}

const SALT_BYTES = 16

/** Drawn for many entries at once. */
function createSalts() {
  const pool = Buffer.alloc(SALT_BYTES * 4_096)
  let used = pool.length
  return {
    next: (): Buffer => {
      if (used === pool.length) {
        randomFillSync(pool)
        used = 0
      }
      used += SALT_BYTES
      return pool.subarray(used - SALT_BYTES, used)
    },
  }
}

async function closeTree(
  client: pg.Client,
  { subtrees, tree, lastId }: { subtrees: readonly CompleteSubtree[]; tree: GrowingTree; lastId: number },
): Promise<void> {
  const { size, roots } = tree.frontier()
  await client.query(
    `insert into ledger.subtrees (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    [subtrees.map(({ level }) => level), subtrees.map(({ index }) => index), subtrees.map(({ hash }) => hash)],
  )
  await client.query('update ledger.tree set size = $1, frontier = $2', [size, roots.map((root) => Buffer.from(root))])
  await client.query(`select setval('ledger.entry_ids', $1)`, [lastId])
}

interface Copies {
  write(target: string, lines: string): Promise<void>
  close(): Promise<void>
  destroy(): void
}

/** All tables at once, each over a connection of its own, opened by its first row. */
function createCopies(url: string): Copies {
  const open = new Map<string, CopyStream>()
  const streamOf = async (target: string) => {
    const stream = await openCopyStream(url, target)
    open.set(target, stream)
    return stream
  }
  return {
    write: async (target, lines) => await (open.get(target) ?? (await streamOf(target))).write(lines),
    close: async () => {
      await Promise.all([...open.values()].map((stream) => stream.close()))
      open.clear()
    },
    destroy: () => {
      for (const stream of open.values()) stream.destroy()
    },
  }
}
