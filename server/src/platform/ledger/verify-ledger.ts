import { sql } from 'kysely'
import type { Database, Tx } from '../db/index.ts'
import { tablesOf } from '../db/index.ts'
import type { Checkpoint } from '../tlog/checkpoint.ts'
import { bytesOf, EMPTY, growTree, leafBytes, rootOf } from '../tlog/merkle.ts'
import type { Bytes, Frontier } from '../tlog/merkle.ts'
import { createChainChecker } from './verify-chain.ts'
import type { ChainRow, Finding } from './verify-chain.ts'

export interface Verification {
  readonly entries: number
  readonly positions: number
  readonly root: Buffer
  /** Findings in the order of reading; the first names where the record first fails. At most {@link MOST_FINDINGS}. */
  readonly findings: readonly Finding[]
  /** Whether it was held against a checkpoint; without one, a record rewritten from its beginning looks sound. */
  readonly against?: Checkpoint
}

export const MOST_FINDINGS = 100
const BATCH = 5_000

/** Computes everything again: each digest, each chain, each leaf, the tree; and holds it against a checkpoint if one is given. */
export async function verifyLedger(database: Database, against?: Checkpoint): Promise<Verification> {
  const findings: Finding[] = []
  const report = (finding: Finding): void => void (findings.length < MOST_FINDINGS && findings.push(finding))
  // One snapshot for all passes: what is written meanwhile belongs to the next verification.
  const settings = { readOnly: true, snapshot: true, variables: { actor: 'ledger verify' } }
  return database.tx('yiwang_reader', settings, async (tx) => {
    const entries = await verifyChains(tx, report)
    const { size, root } = await verifyPositions(tx, { report, against })
    return { entries, positions: size, root, findings, ...(against && { against }) }
  })
}

/** One stream's chain, for the page of the case it belongs to. */
export async function verifyStream(tx: Tx, stream: { jurisdiction: string; name: string }): Promise<Finding[]> {
  const findings: Finding[] = []
  const checker = createChainChecker((finding) => findings.push(finding))
  const rows =
    await sql<RawRow>`${ENTRY_COLUMNS} where jurisdiction = ${stream.jurisdiction} and stream = ${stream.name} order by seq`.execute(
      tablesOf<unknown>(tx),
    )
  for (const row of rows.rows) checker.entry(chainRow(row))
  const heads = await headsOf(tx, [stream.name])
  if (rows.rows.length > 0) checker.end(heads.get(stream.name))
  const held = await sql<{ position: number }>`select p.position from ledger.positions p
    where p.stream = ${stream.name} and not exists (select from ledger.entries e where e.id = p.entry_id and e.recorded_at = p.recorded_at)
    order by 1`.execute(tablesOf<unknown>(tx))
  for (const { position } of held.rows) findings.push(missingAt(position, stream.name))
  return findings
}

interface RawRow {
  readonly id: number
  readonly jurisdiction: string
  readonly stream: string
  readonly seq: number
  readonly kind: string
  readonly recorded_at: Date
  readonly canonical: string
  readonly salt: Buffer
  readonly digest: Buffer
}

const ENTRY_COLUMNS = sql`select id, jurisdiction, stream, seq, kind, recorded_at, canonical, salt, digest from ledger.entries`

function chainRow({ recorded_at, ...row }: RawRow): ChainRow {
  return { ...row, recordedAt: recorded_at }
}

async function verifyChains(tx: Tx, report: (finding: Finding) => void): Promise<number> {
  const checker = createChainChecker(report)
  let count = 0
  let last: RawRow | undefined
  for (;;) {
    const after = last
      ? sql`where (jurisdiction, stream, seq) > (${last.jurisdiction}, ${last.stream}, ${last.seq})`
      : sql``
    const found =
      await sql<RawRow>`${ENTRY_COLUMNS} ${after} order by jurisdiction, stream, seq limit ${BATCH}`.execute(
        tablesOf<unknown>(tx),
      )
    const heads = await headsOf(tx, [...new Set([last?.stream ?? '', ...found.rows.map((row) => row.stream)])])
    for (const row of found.rows) {
      if (last && last.stream !== row.stream) checker.end(heads.get(last.stream))
      checker.entry(chainRow(row))
      last = row
    }
    count += found.rows.length
    if (found.rows.length < BATCH) {
      checker.end(last && heads.get(last.stream))
      await findEmptyStreams(tx, report)
      return count
    }
  }
}

async function headsOf(tx: Tx, streams: readonly string[]): Promise<Map<string, { seq: number; digest: Buffer }>> {
  const found = await sql<{
    stream: string
    head_seq: number
    head_digest: Buffer
  }>`select stream, head_seq, head_digest from ledger.streams
    where stream = any(${streams})`.execute(tablesOf<unknown>(tx))
  return new Map(found.rows.map((row) => [row.stream, { seq: row.head_seq, digest: row.head_digest }]))
}

async function findEmptyStreams(tx: Tx, report: (finding: Finding) => void): Promise<void> {
  const found = await sql<{ stream: string; head_seq: number }>`select stream, head_seq from ledger.streams s
    where head_seq > 0 and not exists (select from ledger.entries e where e.jurisdiction = s.jurisdiction and e.stream = s.stream)`.execute(
    tablesOf<unknown>(tx),
  )
  for (const { stream, head_seq } of found.rows) {
    report({ kind: 'stream-missing', stream, seq: 1, message: `${stream} 的全部 ${head_seq} 条记录被删除` })
  }
}

interface PositionRow {
  readonly position: number
  readonly stream: string
  readonly leaf_hash: Buffer
  readonly digest: Buffer | null
}

async function verifyPositions(
  tx: Tx,
  { report, against }: { report: (finding: Finding) => void; against: Checkpoint | undefined },
): Promise<{ size: number; root: Buffer }> {
  const tree = growTree(EMPTY)
  let rootThen = against?.size === 0 ? rootOf(EMPTY) : undefined
  for (let next = 0; ; ) {
    const found = await sql<PositionRow>`select p.position, p.stream, p.leaf_hash, e.digest from ledger.positions p
      left join ledger.entries e on e.id = p.entry_id and e.recorded_at = p.recorded_at
      where p.position >= ${next} order by p.position limit ${BATCH}`.execute(tablesOf<unknown>(tx))
    for (const row of found.rows) {
      if (row.position !== next)
        report({
          kind: 'position-missing',
          position: next,
          message: `总账缺少第 ${next} 至 ${row.position - 1} 号位置`,
        })
      const leaf = bytesOf(row.leaf_hash)
      checkLeaf(row, leaf, report)
      tree.append(leaf)
      next = row.position + 1
      if (tree.size() === against?.size) rootThen = rootOf(tree.frontier())
    }
    if (found.rows.length < BATCH) break
  }
  const frontier = tree.frontier()
  await checkTree(tx, frontier, report)
  if (against) holdAgainst(against, { frontier, rootThen }, report)
  return { size: frontier.size, root: rootOf(frontier) }
}

function checkLeaf(row: PositionRow, leaf: Bytes, report: (finding: Finding) => void): void {
  const { position, stream } = row
  if (!row.digest) return report(missingAt(position, stream))
  if (leafBytes(position, row.digest) === leaf) return
  report({
    kind: 'leaf-altered',
    stream,
    position,
    message: `${stream} 在总账第 ${position} 号位置的记录，与给出位置时不同`,
  })
}

function missingAt(position: number, stream: string): Finding {
  return { kind: 'entry-missing', stream, position, message: `${stream} 在总账第 ${position} 号位置的记录被删除` }
}

async function checkTree(tx: Tx, frontier: Frontier, report: (finding: Finding) => void): Promise<void> {
  const found = await sql<{ size: number; frontier: Buffer[] }>`select size, frontier from ledger.tree`.execute(
    tablesOf<unknown>(tx),
  )
  const tree = found.rows[0]
  if (tree && tree.size === frontier.size && rootOf({ size: tree.size, roots: tree.frontier }).equals(rootOf(frontier)))
    return
  report({
    kind: 'tree-altered',
    position: Math.min(tree?.size ?? 0, frontier.size),
    message: `总账应有 ${tree?.size ?? 0} 个位置，实有 ${frontier.size} 个，或者其根不符`,
  })
}

function holdAgainst(
  against: Checkpoint,
  now: { frontier: Frontier; rootThen: Buffer | undefined },
  report: (finding: Finding) => void,
): void {
  if (now.rootThen?.equals(against.root)) return
  const what = now.rootThen ? '其中已有记录被改写' : `现在只有 ${now.frontier.size} 条`
  report({
    kind: 'checkpoint-contradicted',
    position: against.size,
    message: `与早先的检查点（${against.size} 条）不符：${what}`,
  })
}
