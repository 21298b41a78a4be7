import { sql } from 'kysely'
import type { KeyObject } from 'node:crypto'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import { openCheckpoint } from '../tlog/checkpoint.ts'
import type { Checkpoint } from '../tlog/checkpoint.ts'
import { bytesOf, EMPTY, growTree, leafBytes, rootOf } from '../tlog/merkle.ts'
import type { Bytes, CompleteSubtree, Frontier } from '../tlog/merkle.ts'
import { NoteError } from '../tlog/signed-note.ts'
import { latestCheckpoint, signedBetween } from './checkpoint-store.ts'
import type { PublishedCheckpoint } from './checkpoint-store.ts'
import type { ArchivedYear, ArchivedYears } from '../archive/archived-years.ts'
import { createArchivedPass } from './verify-archived.ts'
import type { PositionRow } from './verify-archived.ts'
import type { Finding } from './verify-chain.ts'

type Report = (finding: Finding) => void

/** An entry that says that the clock had been set back: times before it and after it are not compared. */
export interface SetBack {
  readonly id: number
  readonly stream: string
  readonly seq: number
}

export interface PositionChecks {
  readonly report: Report
  readonly setBacks: readonly SetBack[]
  readonly archives: ArchivedYears
  /** Those that were detached. */
  readonly years: readonly ArchivedYear[]
  /** A checkpoint that was kept elsewhere. */
  readonly against?: Checkpoint | undefined
  /** Whose signature stands under the checkpoints that are kept here. */
  readonly key?: KeyObject | undefined
}

const BATCH = 5_000

export interface VerifiedPositions {
  readonly size: number
  readonly root: Buffer
  /** How many entries were read in archives, and which of them say that the clock had been set back. */
  readonly archived: number
  readonly setBacks: readonly SetBack[]
}

/** Each leaf, the tree over them, what is published of it, and every checkpoint that was signed. */
export async function verifyPositions(tx: Tx, checks: PositionChecks): Promise<VerifiedPositions> {
  const { report, against } = checks
  const completed: CompleteSubtree[] = []
  const tree = growTree(EMPTY, (subtree) => completed.push(subtree))
  const leaves = createLeafChecker(checks)
  const roots = createRootChecker(checks)
  const setBacks: SetBack[] = []
  const onSetBack = (at: SetBack): void => {
    setBacks.push(at)
    leaves.setBack(at)
  }
  const archived = createArchivedPass(tx, { ...checks, onSetBack })
  let rootThen = against?.size === 0 ? rootOf(EMPTY) : undefined
  for (let next = 0; ; ) {
    const rows = await archived.fill(await positionsFrom(tx, next))
    await roots.load(tx, { above: tree.size(), upTo: tree.size() + rows.length })
    for (const row of rows) {
      if (row.position !== next) report(gapBefore(next, row.position))
      tree.append(row.isUnread ? bytesOf(row.leaf_hash) : leaves.check(row))
      next = row.position + 1
      if (tree.size() === against?.size) rootThen = rootOf(tree.frontier())
      roots.grown(tree.size(), tree.frontier)
    }
    for (const gone of leaves.takeGone()) report(await whereTo(tx, gone))
    await checkSubtrees(tx, completed.splice(0), report)
    if (rows.length < BATCH) break
  }
  leaves.end()
  const frontier = tree.frontier()
  await roots.end(tx, frontier.size)
  await checkTree(tx, frontier, report)
  if (against) holdAgainst(against, { frontier, rootThen }, report)
  return { size: frontier.size, root: rootOf(frontier), archived: archived.count(), setBacks }
}

async function positionsFrom(tx: Tx, position: number): Promise<PositionRow[]> {
  const found = await sql<PositionRow>`select p.position, p.stream, p.entry_id, p.leaf_hash, p.recorded_at, e.digest
    from ledger.positions p left join ledger.entries e on e.id = p.entry_id and e.recorded_at = p.recorded_at
    where p.position >= ${position} order by p.position limit ${BATCH}`.execute(tablesOf<unknown>(tx))
  return found.rows
}

interface LeafChecker {
  /** An archived entry says that the clock had been set back when it was recorded. */
  setBack(at: SetBack): void
  check(row: PositionRow): Bytes
  /** Entries that are not where their position says. */
  takeGone(): PositionRow[]
  end(): void
}

/** Commit comes after the entry's time by as long as a disk may stall. */
const TOLERANCE_MS = 5 * 60_000
const MOST_KEPT = 1_000

function createLeafChecker({ report, setBacks }: PositionChecks): LeafChecker {
  const gone: PositionRow[] = []
  const altered: (PositionRow & { digest: Buffer; leaf: Bytes; isEarly: boolean })[] = []
  const marks = setBacks.map(({ id }) => id).toSorted((one, other) => one - other)
  /** Since the clock was last set back, the latest time that was seen. */
  const latest: number[] = []
  const isEarly = ({ entry_id: id, recorded_at: at }: PositionRow, isSound: boolean): boolean => {
    const epoch = marks.findLastIndex((mark) => mark <= id) + 1
    const seen = latest[epoch] ?? 0
    if (isSound) latest[epoch] = Math.max(seen, at.getTime())
    return at.getTime() < seen - TOLERANCE_MS
  }
  return {
    setBack: ({ id }) => {
      marks.push(id)
      marks.sort((one, other) => one - other)
    },
    check: (row) => {
      const leaf = bytesOf(row.leaf_hash)
      const { digest, position } = row
      if (!digest) gone.push(row)
      else if (leafBytes(position, digest) === leaf) {
        if (isEarly(row, true)) report(backDated(row))
      } else if (altered.length < MOST_KEPT) altered.push({ ...row, digest, leaf, isEarly: isEarly(row, false) })
      return leaf
    },
    takeGone: () => gone.splice(0),
    end: () => {
      for (const row of altered) {
        const here = altered.find((other) => other !== row && leafBytes(row.position, other.digest) === row.leaf)
        report(here ? exchanged(row, here) : row.isEarly ? backDated(row) : leafAltered(row))
      }
    },
  }
}

function backDated({ position, stream, recorded_at: at }: PositionRow): Finding {
  const message = `${stream} 在总账第 ${position} 号位置的记录被倒签：入账时间 ${at.toISOString()} 早于它前面的记录`
  return { kind: 'back-dated', stream, position, message }
}

function exchanged({ position, stream }: PositionRow, other: PositionRow): Finding {
  const message = `${stream} 在总账第 ${position} 号位置的记录与第 ${other.position} 号被调换了顺序`
  return { kind: 'reordered', stream, position, message }
}

function leafAltered({ position, stream }: PositionRow): Finding {
  return {
    kind: 'leaf-altered',
    stream,
    position,
    message: `${stream} 在总账第 ${position} 号位置的记录，与给出位置时不同`,
  }
}

export function missingAt(position: number, stream: string): Finding {
  return { kind: 'entry-missing', stream, position, message: `${stream} 在总账第 ${position} 号位置的记录被删除` }
}

function gapBefore(next: number, found: number): Finding {
  return { kind: 'position-missing', position: next, message: `总账缺少第 ${next} 至 ${found - 1} 号位置，记录被删除` }
}

/** An entry that is not there at the time of its position: under another time, or not at all. */
async function whereTo(tx: Tx, { position, stream, entry_id, recorded_at }: PositionRow): Promise<Finding> {
  const found = await sql<{ recorded_at: Date }>`select recorded_at from ledger.entries where id = ${entry_id}`.execute(
    tablesOf<unknown>(tx),
  )
  const now = found.rows[0]?.recorded_at
  if (!now) return missingAt(position, stream)
  const [was, is] = [recorded_at.toISOString(), now.toISOString()]
  return now < recorded_at
    ? {
        kind: 'back-dated',
        stream,
        position,
        message: `${stream} 在总账第 ${position} 号位置的记录被倒签：入账时间从 ${was} 改为 ${is}`,
      }
    : {
        kind: 'altered',
        stream,
        position,
        message: `${stream} 在总账第 ${position} 号位置的记录被改动：入账时间从 ${was} 改为 ${is}`,
      }
}

/** What is served as tiles must be what the leaves give. */
async function checkSubtrees(tx: Tx, completed: readonly CompleteSubtree[], report: Report): Promise<void> {
  if (completed.length === 0) return
  const found = await sql<{ hash: Buffer | null }>`select s.hash
    from unnest(${completed.map(({ level }) => level)}::int[], ${completed.map(({ index }) => index)}::bigint[])
      with ordinality as wanted(level, index, place)
    left join ledger.subtrees s on s.level = wanted.level and s.index = wanted.index order by wanted.place`.execute(
    tablesOf<unknown>(tx),
  )
  for (const [place, { hash, level, index }] of completed.entries())
    if (!found.rows[place]?.hash?.equals(hash))
      report({
        kind: 'tree-altered',
        position: index * 256 ** level,
        message: `公布的摘要树与记录不符：第 ${level} 层第 ${index} 个`,
      })
}

async function checkTree(tx: Tx, frontier: Frontier, report: Report): Promise<void> {
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

/** Holds the growing tree against each signed checkpoint, some at a time; the first that contradicts it tells between where. */
function createRootChecker({ report, key }: PositionChecks) {
  let signed: readonly PublishedCheckpoint[] = []
  let next = 0
  let held = 0
  let isOver = false
  const contradict = (size: number, what: string): void => {
    isOver = true
    report({ kind: 'checkpoint-contradicted', position: held, message: `与 ${size} 条时签名的检查点不符：${what}` })
  }
  const judge = ({ size, root, note }: PublishedCheckpoint, now: Buffer): void => {
    if (key && !isSignedAs(note, { size, root }, key)) contradict(size, '保存的检查点没有本账本的签名，或者被改动')
    else if (!root.equals(now)) contradict(size, `第 ${held} 至 ${size - 1} 号之间有记录被改写`)
    else held = size
  }
  return {
    /** Those that the next leaves will reach. */
    load: async (tx: Tx, { above, upTo }: { above: number; upTo: number }): Promise<void> => {
      signed = isOver ? [] : await signedBetween(tx, above, upTo)
      next = 0
    },
    grown: (size: number, frontier: () => Frontier): void => {
      for (; !isOver && signed[next]?.size === size; next += 1) judge(signed[next]!, rootOf(frontier()))
    },
    end: async (tx: Tx, size: number): Promise<void> => {
      const last = await latestCheckpoint(tx)
      if (!isOver && last && last.size > size) contradict(last.size, `现在只有 ${size} 条，记录被删除`)
    },
  }
}

function isSignedAs(note: string, { size, root }: { size: number; root: Buffer }, key: KeyObject): boolean {
  try {
    const said = openCheckpoint(note, key)
    return said.size === size && said.root.equals(root)
  } catch (error) {
    if (error instanceof NoteError) return false
    throw error
  }
}

function holdAgainst(
  against: Checkpoint,
  now: { frontier: Frontier; rootThen: Buffer | undefined },
  report: Report,
): void {
  if (now.rootThen?.equals(against.root)) return
  const what = now.rootThen ? '其中已有记录被改写' : `现在只有 ${now.frontier.size} 条`
  report({
    kind: 'checkpoint-contradicted',
    position: against.size,
    message: `与早先的检查点（${against.size} 条）不符：${what}`,
  })
}
