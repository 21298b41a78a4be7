import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { KeyObject } from 'node:crypto'
import { Problem } from '../../kernel/index.ts'
import type { StreamName } from '../../kernel/index.ts'
import { createArchivedYears } from '../archive/archived-years.ts'
import type { ArchivedYear, ArchivedYears } from '../archive/archived-years.ts'
import type { Database, Tx } from '../db/index.ts'
import { tablesOf } from '../db/index.ts'
import type { Checkpoint } from '../tlog/checkpoint.ts'
import { archivedOfStream } from './archived-entries.ts'
import type { FoundEntry } from './archived-entries.ts'
import { entryDigest } from './entry.ts'
import { ledgerProblems } from './ledger-problems.ts'
import { archivedPrefixes, checkArchiveFiles, endsWith } from './verify-archived.ts'
import type { ArchivedPrefix } from './verify-archived.ts'
import { createChainChecker } from './verify-chain.ts'
import type { ChainChecker, ChainRow, Finding } from './verify-chain.ts'
import { missingAt, verifyPositions } from './verify-positions.ts'
import type { SetBack } from './verify-positions.ts'

export interface Verification {
  /** In the database and in the archives that were there. */
  readonly entries: number
  readonly positions: number
  readonly root: Buffer
  /** By position in the record: the first names where it first fails, and why. At most {@link MOST_FINDINGS}. */
  readonly findings: readonly Finding[]
  /** Entries that say themselves that the clock stood behind: no fault, but their times prove less. */
  readonly setBacks: readonly SetBack[]
  /** Whether it was held against a checkpoint; without one, a record rewritten from its beginning looks sound. */
  readonly against?: Checkpoint
}

export const MOST_FINDINGS = 100
const BATCH = 5_000

export interface VerifySettings {
  readonly against?: Checkpoint | undefined
  readonly key?: KeyObject | undefined
  /** Where detached years are; without it they are looked for in the working directory. */
  readonly archives?: ArchivedYears
}

/**
 * Computes everything again: each digest, each chain, each leaf, the tree; and holds it against a checkpoint if one is given.
 * Years that were detached are read in their archives; where one is missing, that is said, and the rest is verified from where it ends.
 */
export async function verifyLedger(
  database: Database,
  { against, key, archives = createArchivedYears('.') }: VerifySettings = {},
): Promise<Verification> {
  const findings: Finding[] = []
  const report = (finding: Finding): void => void (findings.length < MOST_FINDINGS && findings.push(finding))
  // One snapshot for all passes: what is written meanwhile belongs to the next verification.
  const settings = { readOnly: true, snapshot: true, variables: { actor: 'ledger verify' } }
  return database.tx('yiwang_reader', settings, async (tx) => {
    const years = await archives.list(tx)
    const { count, setBacks } = await verifyChains(tx, { report, years })
    const { archived, ...tree } = await verifyPositions(tx, { report, setBacks, against, key, archives, years })
    await checkArchiveFiles({ archives, years, report })
    return {
      entries: count + archived,
      positions: tree.size,
      root: tree.root,
      findings: await byPosition(tx, findings),
      setBacks: [...tree.setBacks, ...setBacks],
      ...(against && { against }),
    }
  })
}

/** Findings of a chain know their number in it; where that entry stands in the whole record is looked up. */
async function byPosition(tx: Tx, findings: readonly Finding[]): Promise<Finding[]> {
  const places = await Promise.all(
    findings.map(async ({ position, stream, seq }) => {
      if (position !== undefined || stream === undefined || seq === undefined) return position
      const found = await sql<{ position: number }>`select min(p.position) as position
        from ledger.entries e join ledger.positions p on p.entry_id = e.id where e.stream = ${stream} and e.seq >= ${seq}`.execute(
        tablesOf<unknown>(tx),
      )
      return found.rows[0]?.position ?? undefined
    }),
  )
  const placed = findings.map((finding, order) => ({ finding, order, place: places[order] ?? Number.MAX_SAFE_INTEGER }))
  return placed
    .toSorted((one, other) => one.place - other.place || one.order - other.order)
    .map(({ finding }) => finding)
}

/** What one stream's chain says, and why its beginning could not be read. */
export interface StreamVerification {
  readonly findings: readonly Finding[]
  readonly unread?: Problem
}

/** One stream's chain, for the page of the case it belongs to. Where an archive is missing, from there on. */
export async function verifyStream(tx: Tx, stream: StreamName, archives: ArchivedYears): Promise<StreamVerification> {
  const findings: Finding[] = []
  const report = (finding: Finding): void => void findings.push(finding)
  const checker = createChainChecker(report)
  const years = await archives.list(tx)
  const { archived, unread } = await archivedChain(tx, archives, stream)
  if (unread && !isAway(unread)) report({ kind: 'archive-altered', stream: stream.name, message: unread.detail })
  for (const row of archived) checker.entry(row)
  const prefix = unread && (await archivedPrefixes(tx, [stream.name], years)).get(stream.name)
  const { rows } =
    await sql<RawRow>`${ENTRY_COLUMNS} where jurisdiction = ${stream.jurisdiction} and stream = ${stream.name} order by seq`.execute(
      tablesOf<unknown>(tx),
    )
  if (prefix && rows[0]) resumeAfter(checker, prefix, rows[0])
  for (const row of rows) {
    if (prefix && row.seq <= prefix.seq) report(besideArchive(row))
    else checker.entry(chainRow(row))
  }
  const head = (await headsOf(tx, [stream.name])).get(stream.name)
  if (archived.length + rows.length > 0) checker.end(head)
  else if (prefix && head)
    judgeEmpty({ stream: stream.name, head_seq: head.seq, head_digest: head.digest }, prefix, report)
  await findRemoved(tx, { stream, above: years.at(-1)?.last ?? -1, report })
  return { findings, ...(unread && { unread }) }
}

/** A stream's archived entries as its chain has them, or why they cannot be read. */
async function archivedChain(
  tx: Tx,
  archives: ArchivedYears,
  stream: StreamName,
): Promise<{ archived: readonly ChainRow[]; unread?: Problem }> {
  try {
    const found = await archivedOfStream(tx, archives, { stream, wanted: { newest: Number.MAX_SAFE_INTEGER } })
    return { archived: found.map(chainRowOf) }
  } catch (error) {
    if (error instanceof Problem) return { archived: [], unread: error }
    throw error
  }
}

function chainRowOf({ entry, canonical, salt }: FoundEntry): ChainRow {
  return { ...entry, recordedAt: new Date(entry.recordedAt), canonical, salt, digest: entryDigest(salt, canonical) }
}

function isAway({ definition }: Problem): boolean {
  return definition.code === ledgerProblems['archive-away'].code
}

/** Positions of the stream whose entries are in the table no longer, and were not archived either. */
async function findRemoved(
  tx: Tx,
  { stream, above, report }: { stream: StreamName; above: number; report: (finding: Finding) => void },
): Promise<void> {
  const { rows } = await sql<{ position: number }>`select p.position from ledger.positions p
    where p.stream = ${stream.name} and p.position > ${above}
      and not exists (select from ledger.entries e where e.id = p.entry_id and e.recorded_at = p.recorded_at)
    order by 1`.execute(tablesOf<unknown>(tx))
  for (const { position } of rows) report(missingAt(position, stream.name))
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

interface ChainPass {
  readonly report: (finding: Finding) => void
  /** Detached: the first entries of older streams are not in the table. */
  readonly years: readonly ArchivedYear[]
}

/** @returns how many entries there are, and which of them say that the clock had been set back */
async function verifyChains(tx: Tx, { report, years }: ChainPass): Promise<{ count: number; setBacks: SetBack[] }> {
  const checker = createChainChecker(report)
  const places = createPlaceChecker(report)
  const setBacks: SetBack[] = []
  let count = 0
  let last: RawRow | undefined
  for await (const rows of inBatches<RawRow>(tx, sql`${ENTRY_COLUMNS} order by jurisdiction, stream, seq, id`)) {
    const streams = [...new Set([last?.stream ?? '', ...rows.map((row) => row.stream)])]
    const heads = await headsOf(tx, streams)
    const prefixes = await archivedPrefixes(tx, streams, years)
    for (const row of rows) {
      const prefix = prefixes.get(row.stream)
      const isNext = last?.stream !== row.stream
      if (isNext && last) checker.end(heads.get(last.stream))
      if (isNext && prefix) resumeAfter(checker, prefix, row)
      if (prefix && row.seq <= prefix.seq) report(besideArchive(row))
      else checker.entry(chainRow(row))
      if (row.canonical.includes(SET_BACK)) setBacks.push({ id: row.id, stream: row.stream, seq: row.seq })
      last = row
    }
    await places.check(tx, rows)
    count += rows.length
  }
  if (last) checker.end((await headsOf(tx, [last.stream])).get(last.stream))
  await findEmptyStreams(tx, { report, years })
  return { count, setBacks }
}

/** The first entry that is here has to name the last one archived; which that is, the tree tells. */
function resumeAfter(checker: ChainChecker, prefix: ArchivedPrefix, { stream, canonical }: RawRow): void {
  const prev =
    /"prev":"([0-9a-f]{64})","recordedAt":"[^"]*","seq":\d+,"stream":"[^"]*","v":1\}$/.exec(canonical)?.[1] ?? ''
  checker.resume({ stream, seq: prefix.seq, digest: endsWith(prefix, prev) ? prev : '' })
}

function besideArchive({ stream, seq }: RawRow): Finding {
  return { kind: 'inserted', stream, seq, message: `${stream} 第 ${seq} 条是后来插入的：这一条早已归档` }
}

/**
 * A result of any size, some thousand rows at a time. By a cursor: what comes after a given row would be a comparison of four columns,
 * whose share of the table PostgreSQL misjudges and so sorts the whole of it for every batch.
 */
async function* inBatches<Row>(tx: Tx, query: RawBuilder<unknown>): AsyncGenerator<readonly Row[]> {
  const db = tablesOf<unknown>(tx)
  // The first rows at once, by the index, and not all of them after a sort.
  await sql`set local cursor_tuple_fraction = 0.001`.execute(db)
  await sql`declare verified no scroll cursor for ${query}`.execute(db)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(BATCH)} from verified`.execute(db)
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) break
  }
  await sql`close verified`.execute(db)
}

const SET_BACK = ',"clockSetBack":true,"id":'

/** Entries of a stream have positions in their order; one that has none and waits for none came by another door. */
function createPlaceChecker(report: (finding: Finding) => void) {
  let last = { stream: '', seq: 0, position: -1 }
  return {
    check: async (tx: Tx, rows: readonly RawRow[]): Promise<void> => {
      const found = await sql<{
        position: number | null
        waits: boolean
      }>`select p.position, q.entry_id is not null as waits
        from unnest(${rows.map((row) => row.id)}::bigint[]) with ordinality as wanted(id, place)
        left join ledger.positions p on p.entry_id = wanted.id left join ledger.pending q on q.entry_id = wanted.id
        order by wanted.place`.execute(tablesOf<unknown>(tx))
      for (const [place, { position, waits }] of found.rows.entries()) {
        const { stream, seq } = rows[place]!
        if (position === null && !waits)
          report({ kind: 'inserted', stream, seq, message: `${stream} 第 ${seq} 条是后来插入的：它从未入过总账` })
        if (position === null) continue
        if (last.stream === stream && last.position > position)
          report({
            kind: 'reordered',
            stream,
            seq,
            position,
            message: `${stream} 第 ${last.seq}、${seq} 条在总账中被调换了顺序`,
          })
        last = { stream, seq, position }
      }
    },
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

interface EmptyStream {
  readonly stream: string
  readonly head_seq: number
  readonly head_digest: Buffer
  readonly lives: boolean
}

async function findEmptyStreams(tx: Tx, { report, years }: ChainPass): Promise<void> {
  const query = sql`select stream, head_seq, head_digest, exists (
      select from ledger.entries e where e.jurisdiction = s.jurisdiction and e.stream = s.stream) as lives
    from ledger.streams s where head_seq > 0`
  for await (const rows of inBatches<EmptyStream>(tx, query)) {
    const empty = rows.filter(({ lives }) => !lives)
    const prefixes = await archivedPrefixes(
      tx,
      empty.map(({ stream }) => stream),
      years,
    )
    for (const row of empty) judgeEmpty(row, prefixes.get(row.stream), report)
  }
}

/** Nothing of the stream is in the table: all of it was archived, or it is gone. */
function judgeEmpty(
  { stream, head_seq: head, head_digest: digest }: Omit<EmptyStream, 'lives'>,
  prefix: ArchivedPrefix | undefined,
  report: (finding: Finding) => void,
): void {
  if (!prefix) report({ kind: 'stream-missing', stream, seq: 1, message: `${stream} 的全部 ${head} 条记录被删除` })
  else if (head > prefix.seq)
    report({
      kind: 'end-cut',
      stream,
      seq: prefix.seq + 1,
      message: `${stream} 的末尾被截去：应有 ${head} 条，只剩归档的 ${prefix.seq} 条`,
    })
  else if (head < prefix.seq || !endsWith(prefix, digest.toString('hex')))
    report({ kind: 'chain-broken', stream, seq: prefix.seq, message: `${stream} 的链头与归档的最后一条不一致` })
}
