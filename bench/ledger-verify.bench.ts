// Verifying the ledger: entries in memory, each digest, chain, leaf and the tree over them, against one SHA-256 an entry.
import { hash, randomBytes } from 'node:crypto'
import { newPublicId } from '../server/src/kernel/index.ts'
import { entryDigest, GENESIS } from '../server/src/platform/ledger/entry.ts'
import {
  bytesOf,
  EMPTY,
  growTree,
  leafBytes,
  leafHash,
  leafRecord,
  rootOf,
} from '../server/src/platform/tlog/merkle.ts'
import type { CompleteSubtree } from '../server/src/platform/tlog/merkle.ts'
import { createChainChecker } from '../server/src/platform/ledger/verify-chain.ts'
import type { ChainRow } from '../server/src/platform/ledger/verify-chain.ts'
import { verifyLedger } from '../server/src/platform/ledger/index.ts'
import { createDatabase, migrate } from '../server/src/platform/db/index.ts'
import { median, report, rounded, withCluster } from './bench.ts'

const STREAMS = 2_000
const ENTRIES_EACH = 15
const ENTRIES = STREAMS * ENTRIES_EACH
const ROUNDS = 9
const BUDGET = 0.5

const { rows, heads, leaves, root } = makeLedger()
const ours: number[] = []
const theirs: number[] = []
for (let round = 0; round < ROUNDS; round += 1) {
  theirs.push(perSecond(oneShotHashes))
  ours.push(perSecond(verify))
}
const ratios = ours.map((rate, round) => rate / theirs[round]!)
const readPerSecond = await readAndVerify()
report({
  bench: 'ledger verification, entries in memory',
  value: Math.round(median(ours)),
  unit: 'entries/s',
  yardstick: `one-shot SHA-256 of the same ${ENTRIES} entries: ${Math.round(median(theirs))}/s`,
  ratio: rounded(median(ratios)),
  budget: `>= ${BUDGET}`,
  holds: median(ratios) >= BUDGET,
  readFromDatabase: `${Math.round(readPerSecond)} entries/s`,
})

function oneShotHashes(): void {
  for (const row of rows) hash('sha256', row.canonical, 'hex')
}

/** What `yiwang ledger verify` computes, without reading: every digest and link, every leaf, and the root. */
function verify(): void {
  let findings = 0
  const checker = createChainChecker(() => void (findings += 1))
  const tree = growTree(EMPTY)
  let stream = ''
  for (let position = 0; position < ENTRIES; position += 1) {
    const row = rows[position]!
    if (stream !== row.stream) {
      if (stream !== '') checker.end(heads.get(stream))
      stream = row.stream
    }
    checker.entry(row)
    const leaf = bytesOf(leaves[position]!)
    if (leafBytes(position, row.digest) !== leaf) findings += 1
    tree.append(leaf)
  }
  checker.end(heads.get(stream))
  if (findings > 0 || !rootOf(tree.frontier()).equals(root)) throw new Error('the ledger does not hold')
}

/** By the processor's time and not the clock's: both are single-threaded, and a neighbour may come between. */
function perSecond(work: () => void): number {
  const began = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(began)
  return ENTRIES / ((user + system) / 1_000_000)
}

/** Entries as cases leave them: about 700 bytes, fifteen a stream. */
function makeLedger() {
  const made: ChainRow[] = []
  const ends = new Map<string, { seq: number; digest: Uint8Array }>()
  const actor = `{"accountId":"${newPublicId('450721')}","kind":"staff","organizationId":"${newPublicId('450721')}","staffId":"${newPublicId('450721')}"}`
  for (let stream = 0; stream < STREAMS; stream += 1) {
    const subject = newPublicId('450721')
    let prev = GENESIS
    for (let seq = 1; seq <= ENTRIES_EACH; seq += 1) {
      const row = makeEntry({ id: made.length + 1, seq, subject, prev, actor })
      prev = Buffer.from(row.digest).toString('hex')
      ends.set(row.stream, { seq, digest: row.digest })
      made.push(row)
    }
  }
  const tree = growTree(EMPTY)
  const hashes = made.map((row, position) => leafHash(leafRecord(position, row.digest)))
  for (const leaf of hashes) tree.append(bytesOf(leaf))
  return { rows: made, heads: ends, leaves: hashes, root: rootOf(tree.frontier()) }
}

function makeEntry(of: { id: number; seq: number; subject: string; prev: string; actor: string }): ChainRow {
  const { id, seq, subject, prev, actor } = of
  const stream = `case:${subject}`
  const recordedAt = new Date(Date.UTC(2026, 10, 23, 1) + id)
  const at = recordedAt.toISOString()
  const body = `{"caseId":"${subject}","caseNo":"YS450721-2026-0003202611230001","channel":"window","division":"450721","itemId":"${subject}","itemName":"生育登记","organizationId":"${subject}","step":"accept"}`
  const canonical = `{"actor":${actor},"body":${body},"id":${id},"jurisdiction":"450721","kind":"cases/CaseAccepted.v1","occurredAt":"${at}","prev":"${prev}","recordedAt":"${at}","seq":${seq},"stream":"${stream}","v":1}`
  const salt = randomBytes(16)
  const digest = entryDigest(salt, canonical)
  return { id, jurisdiction: '450721', stream, seq, kind: 'cases/CaseAccepted.v1', recordedAt, canonical, salt, digest }
}

/** The same entries in PostgreSQL, verified as the operator's command does it. */
async function readAndVerify(): Promise<number> {
  let rate = 0
  await withCluster(async (cluster) => {
    await migrate(cluster.url)
    const database = createDatabase({ url: cluster.url, poolSize: 2 })
    await store(database)
    const began = performance.now()
    const { findings, entries } = await verifyLedger(database)
    rate = entries / ((performance.now() - began) / 1000)
    await database.close()
    if (findings.length > 0) throw new Error(`the stored ledger does not hold: ${findings[0]?.message}`)
  })
  return rate
}

async function store(database: ReturnType<typeof createDatabase>): Promise<void> {
  const pool = database.pool('yiwang_owner')
  const column = <T>(pick: (row: ChainRow) => T): T[] => rows.map(pick)
  await pool.query(
    `insert into ledger.entries (id, recorded_at, jurisdiction, stream, seq, kind, canonical, salt, digest)
    select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::bytea[], $9::bytea[])`,
    [
      column((row) => row.id),
      column((row) => row.recordedAt),
      column((row) => row.jurisdiction),
      column((row) => row.stream),
      column((row) => row.seq),
      column((row) => row.kind),
      column((row) => row.canonical),
      column((row) => row.salt),
      column((row) => row.digest),
    ],
  )
  await pool.query(
    `insert into ledger.streams (jurisdiction, stream, head_seq, head_digest)
    select '450721', * from unnest($1::text[], $2::bigint[], $3::bytea[])`,
    [[...heads.keys()], [...heads.values()].map((head) => head.seq), [...heads.values()].map((head) => head.digest)],
  )
  await pool.query(
    `insert into ledger.positions (position, entry_id, recorded_at, stream, leaf_hash)
    select * from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::text[], $5::bytea[])`,
    [
      rows.map((_, position) => position),
      column((row) => row.id),
      column((row) => row.recordedAt),
      column((row) => row.stream),
      leaves,
    ],
  )
  const completed: CompleteSubtree[] = []
  const tree = growTree(EMPTY, (subtree) => completed.push(subtree))
  for (const leaf of leaves) tree.append(bytesOf(leaf))
  await pool.query(
    'insert into ledger.subtrees (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])',
    [completed.map(({ level }) => level), completed.map(({ index }) => index), completed.map(({ hash }) => hash)],
  )
  await pool.query('update ledger.tree set size = $1, frontier = $2', [ENTRIES, tree.frontier().roots])
  await pool.query('analyze ledger.entries, ledger.positions, ledger.streams')
}
