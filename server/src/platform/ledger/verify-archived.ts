import { sql } from 'kysely'
import { archiveDigest, changedFiles } from '../archive/archive-files.ts'
import { blockOf } from '../archive/archive-note.ts'
import type { ArchivedYear, ArchivedYears } from '../archive/archived-years.ts'
import { ArchiveFault, readBlock } from '../archive/read-archive.ts'
import type { ArchivedEntry } from '../archive/read-archive.ts'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import { bytesOf, leafBytes } from '../tlog/merkle.ts'
import { entryDigest } from './entry.ts'
import type { LedgerEntry } from './entry.ts'
import type { Finding } from './verify-chain.ts'

/** A position, and the digest of its entry as it is found now. */
export interface PositionRow {
  readonly position: number
  readonly stream: string
  readonly entry_id: number
  readonly leaf_hash: Buffer
  readonly digest: Buffer | null
  readonly recorded_at: Date
  /** Its archive is not there, or has nothing at this place: that was reported, and there is nothing to judge. */
  readonly isUnread?: true
}

export interface ArchivedPass {
  /** Rows whose entries were archived get their digests from there; what does not hold is reported. */
  fill(rows: readonly PositionRow[]): Promise<readonly PositionRow[]>
  /** How many archived entries were read. */
  count(): number
}

interface PassParts {
  readonly archives: ArchivedYears
  readonly years: readonly ArchivedYear[]
  readonly report: (finding: Finding) => void
  readonly onSetBack: (at: { id: number; stream: string; seq: number }) => void
}

const SET_BACK = ',"clockSetBack":true,"id":'

/** Follows the positions through the archives, block after block. */
export function createArchivedPass(tx: Tx, parts: PassParts): ArchivedPass {
  const blocks = createBlockReader(parts)
  const end = parts.years.at(-1)?.last ?? -1
  let count = 0
  return {
    count: () => count,
    fill: async (rows) => {
      const inside = rows.filter(({ position }) => position <= end)
      if (inside.length === 0) return rows
      const before = await linksBefore(tx, inside)
      const filled: PositionRow[] = []
      for (const [place, row] of inside.entries()) {
        const entry = await blocks.entryAt(row)
        if (entry) count += 1
        filled.push(entry ? judge(row, { entry, before: before[place] }, parts) : { ...row, isUnread: true })
      }
      return [...filled, ...rows.slice(inside.length)]
    },
  }
}

/** The position before in the same stream, by number. */
interface LinkBefore {
  readonly position: number | null
  readonly leaf_hash: Buffer | null
}

async function linksBefore(tx: Tx, rows: readonly PositionRow[]): Promise<readonly LinkBefore[]> {
  const found = await sql<LinkBefore>`select before.position, before.leaf_hash
    from unnest(${rows.map(({ stream }) => stream)}::text[], ${rows.map(({ position }) => position)}::bigint[])
      with ordinality as wanted(stream, position, place)
    left join lateral (select p.position, p.leaf_hash from ledger.positions p
      where p.stream = wanted.stream and p.position < wanted.position order by p.position desc limit 1) before on true
    order by wanted.place`.execute(tablesOf<unknown>(tx))
  return found.rows
}

function judge(
  row: PositionRow,
  { entry, before }: { entry: ArchivedEntry; before: LinkBefore | undefined },
  { report, onSetBack }: PassParts,
): PositionRow {
  const { position, stream } = row
  const digest = entryDigest(entry.salt, entry.canonical)
  const said = entryIn(entry.canonical)
  if (leafBytes(position, digest) === bytesOf(row.leaf_hash) && said) {
    if (said.stream !== stream || said.id !== row.entry_id || Date.parse(said.recordedAt) !== row.recorded_at.getTime())
      report({
        kind: 'altered',
        stream,
        position,
        message: `总账第 ${position} 号位置的登记被改动：与归档的原文不一致`,
      })
    else if (!followsOn(said, before))
      report({ kind: 'chain-broken', stream, position, message: `${stream} 第 ${said.seq} 条与前一条不相连` })
    if (entry.canonical.includes(SET_BACK)) onSetBack({ id: said.id, stream, seq: said.seq })
    return { ...row, digest }
  }
  // A leaf that does not agree is named by the pass over the tree; a time that was put earlier, by the time that now stands there.
  const at = new Date(said?.recordedAt ?? Number.NaN)
  return { ...row, digest, ...(!Number.isNaN(at.getTime()) && { recorded_at: at }) }
}

function followsOn({ seq, prev }: LedgerEntry, before: LinkBefore | undefined): boolean {
  if (before?.position == null || !before.leaf_hash) return seq === 1
  return isLeafOf(before.position, prev, before.leaf_hash)
}

function isLeafOf(position: number, digestHex: string, leaf: Buffer): boolean {
  const digest = Buffer.from(digestHex, 'hex')
  return digest.length === 32 && leafBytes(position, digest) === bytesOf(leaf)
}

function entryIn(canonical: string): LedgerEntry | undefined {
  try {
    return JSON.parse(canonical) as LedgerEntry
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function createBlockReader({ archives, years, report }: PassParts) {
  const away = new Set<number>()
  let held: { year: number; block: number; entries: ReadonlyMap<number, ArchivedEntry> | undefined } | undefined
  const read = async (year: ArchivedYear, block: number): Promise<ReadonlyMap<number, ArchivedEntry> | undefined> => {
    if (away.has(year.year)) return undefined
    try {
      return inOrder(await readBlock(archives.folderOf(year), year.first, block), { year, block, report })
    } catch (error) {
      if (!(error instanceof ArchiveFault)) throw error
      if (error.fault === 'away') away.add(year.year)
      report(error.fault === 'away' ? missingArchive(year) : unreadable(year, block))
      return undefined
    }
  }
  return {
    entryAt: async ({ position, stream }: PositionRow): Promise<ArchivedEntry | undefined> => {
      const year = years.find(({ first, last }) => position >= first && position <= last)!
      const block = blockOf(position)
      if (held?.block !== block || held.year !== year.year)
        held = { year: year.year, block, entries: await read(year, block) }
      const entry = held.entries?.get(position)
      if (held.entries && !entry)
        report({
          kind: 'entry-missing',
          stream,
          position,
          message: `${stream} 在总账第 ${position} 号位置的记录被删除：${year.year} 年的归档里没有它`,
        })
      return entry
    },
  }
}

/** By position; what stands twice, out of order or in a place that is not of this year was put there later. */
function inOrder(
  entries: readonly ArchivedEntry[],
  { year, block, report }: { year: ArchivedYear; block: number; report: (finding: Finding) => void },
): ReadonlyMap<number, ArchivedEntry> {
  const found = new Map<number, ArchivedEntry>()
  let before = -1
  for (const entry of entries) {
    const { position } = entry
    const isOfBlock = blockOf(position) === block && position >= year.first && position <= year.last
    const where = `${year.year} 年的归档中第 ${position} 号位置的记录`
    if (!isOfBlock || found.has(position))
      report({ kind: 'inserted', position, message: `${where}是后来插入的：那里不该有它` })
    else {
      if (position < before) report({ kind: 'reordered', position, message: `${where}被调换了顺序` })
      found.set(position, entry)
    }
    before = Math.max(before, position)
  }
  return found
}

export function missingArchive({ year, first, last, folder }: ArchivedYear): Finding {
  return {
    kind: 'archive-missing',
    position: first,
    message: `${year} 年的归档不在数据目录的 ${folder} 下，其中 ${last - first + 1} 条记录没有核验；请放回后再核验一次，或者单独核验它（--archive）`,
  }
}

function unreadable({ year, first }: ArchivedYear, block: number): Finding {
  const position = Math.max(first, block * 256)
  return {
    kind: 'archive-altered',
    position,
    message: `${year} 年的归档从第 ${position} 号位置起的一块读不出来，已损坏`,
  }
}

/** The files of each archive that is there, against the digest that was recorded when the year was detached. */
export async function checkArchiveFiles(parts: Omit<PassParts, 'onSetBack'>): Promise<void> {
  const { archives, years, report } = parts
  for (const year of years) {
    const folder = archives.folderOf(year)
    const digest = await archiveDigest(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (!digest) continue
    const tell = (what: string): void =>
      report({ kind: 'archive-altered', position: year.first, message: `${year.year} 年的归档${what}` })
    if (!digest.equals(year.digest)) tell('的文件清单与取出时的不同，被改动或者是另一份')
    else for (const path of await changedFiles(folder)) tell(`的文件 ${path} 与清单不符`)
  }
}

/** How many of a stream's entries are archived, and what the tree holds of the last of them. */
export interface ArchivedPrefix {
  readonly seq: number
  readonly position: number
  readonly leaf_hash: Buffer
}

/** For streams that were begun before the last year that was detached. The archives need not be there. */
export async function archivedPrefixes(
  tx: Tx,
  streams: readonly string[],
  years: readonly ArchivedYear[],
): Promise<ReadonlyMap<string, ArchivedPrefix>> {
  const end = years.at(-1)?.last
  if (end === undefined || streams.length === 0) return new Map()
  const found = await sql<ArchivedPrefix & { stream: string }>`select p.stream, count(*) as seq,
      max(p.position) as position, (array_agg(p.leaf_hash order by p.position desc))[1] as leaf_hash
    from ledger.positions p where p.stream = any(${streams}::text[]) and p.position <= ${end}
    group by p.stream`.execute(tablesOf<unknown>(tx))
  return new Map(found.rows.map((row) => [row.stream, row]))
}

/** Whether an entry with this digest is the last one archived: the tree says so, without the archive. */
export function endsWith(prefix: ArchivedPrefix, digestHex: string): boolean {
  return isLeafOf(prefix.position, digestHex, prefix.leaf_hash)
}
