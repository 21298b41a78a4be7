import { entryDigestHex, GENESIS } from './entry.ts'

/** An entry as it lies in the table. */
export interface ChainRow {
  readonly id: number
  readonly jurisdiction: string
  readonly stream: string
  readonly seq: number
  readonly kind: string
  readonly recordedAt: Date
  readonly canonical: string
  readonly salt: Uint8Array
  readonly digest: Buffer
}

/** What does not hold, and where: the stream and the number in it, or the position in the whole record. */
export interface Finding {
  readonly kind:
    | 'altered'
    | 'chain-broken'
    | 'entry-missing'
    | 'end-cut'
    | 'stream-missing'
    | 'position-missing'
    | 'leaf-altered'
    | 'reordered'
    | 'inserted'
    | 'back-dated'
    | 'tree-altered'
    | 'checkpoint-contradicted'
    | 'archive-missing'
    | 'archive-altered'
  readonly stream?: string
  readonly seq?: number
  readonly position?: number
  /** In Chinese, for whoever has to act on it. */
  readonly message: string
}

/** Follows the chains of one stream after another; rows come ordered by stream and number. */
export interface ChainChecker {
  /** What stands before the stream's next row was archived: that row has to follow this. */
  resume(before: { stream: string; seq: number; digest: string }): void
  entry(row: ChainRow): void
  /** The stream that is being read has no further row. */
  end(head: { seq: number; digest: Uint8Array } | undefined): void
}

export function createChainChecker(report: (finding: Finding) => void): ChainChecker {
  let last: Link | undefined
  return {
    resume: ({ stream, seq, digest }) => {
      last = { ...firstLink(stream), seq, digest }
    },
    entry: (row) => {
      const before = last?.stream === row.stream ? last : firstLink(row.stream)
      // What came first keeps its place in the chain.
      if (row.seq === before.seq) return report(secondOf(row))
      const digest = row.digest.toString('hex')
      checkPlace(row, before, report)
      const fault = checkEntry(row, before, digest)
      if (fault) report(fault)
      last = { stream: row.stream, end: before.end, seq: row.seq, digest, id: row.id, isSound: !fault }
    },
    end: (head) => {
      if (!last) return
      const { stream, seq, digest } = last
      last = undefined
      if (head && head.seq === seq && Buffer.from(head.digest).toString('hex') === digest) return
      if (head && head.seq > seq)
        report({
          kind: 'end-cut',
          stream,
          seq: seq + 1,
          message: `${stream} 的末尾被截去：应有 ${head.seq} 条，只剩 ${seq} 条`,
        })
      else if (head && head.seq < seq)
        report({
          kind: 'inserted',
          stream,
          seq: head.seq + 1,
          message: `${stream} 第 ${head.seq + 1} 条是后来插入的：链头只到第 ${head.seq} 条`,
        })
      else report({ kind: 'chain-broken', stream, seq, message: `${stream} 的链头与最后一条不一致` })
    },
  }
}

/** Two entries of one number: ids grow, so the later one came later. */
function secondOf({ stream, seq }: ChainRow): Finding {
  return { kind: 'inserted', stream, seq, message: `${stream} 第 ${seq} 条有两条，其中一条是后来插入的` }
}

/** Whether numbers and ids go on as they do when nobody interferes. */
function checkPlace({ stream, seq, id }: ChainRow, before: Link, report: (finding: Finding) => void): void {
  // Ids are given under the lock of the stream's head: they grow along it.
  if (id < before.id && before.isSound)
    report({
      kind: 'inserted',
      stream,
      seq: before.seq,
      message: `${stream} 第 ${before.seq} 条是后来插入的：它的编号晚于后面一条`,
    })
  if (seq === before.seq + 1) return
  const gone = seq === before.seq + 2 ? `第 ${before.seq + 1} 条` : `第 ${before.seq + 1} 至 ${seq - 1} 条`
  report({ kind: 'entry-missing', stream, seq: before.seq + 1, message: `${stream} 缺少${gone}，记录被删除` })
}

function checkEntry(row: ChainRow, before: Link, digest: string): Finding | undefined {
  const { stream, seq } = row
  if (entryDigestHex(row.salt, row.canonical) !== digest)
    return { kind: 'altered', stream, seq, message: `${stream} 第 ${seq} 条被改动：内容与摘要不符` }
  if (standsAsUsual(row, before)) return undefined
  if (!saysColumns(row)) return columnFault(row)
  if (seq === before.seq + 1 && !row.canonical.includes(`"prev":"${before.digest}"`))
    return { kind: 'chain-broken', stream, seq, message: `${stream} 第 ${seq} 条与前一条不相连` }
  return undefined
}

/** The text is sound and the columns beside it are not: which of them tells what was meant by it. */
function columnFault({ stream, seq, recordedAt, canonical }: ChainRow): Finding {
  const [, saidAt = '', saidSeq = ''] =
    /"recordedAt":"([^"]+)","seq":(\d+),"stream":"[^"]*","v":1\}$/.exec(canonical) ?? []
  if (saidSeq !== '' && Number(saidSeq) !== seq)
    return { kind: 'reordered', stream, seq, message: `${stream} 第 ${seq} 条被调换了顺序：它原是第 ${saidSeq} 条` }
  if (recordedAt.getTime() < Date.parse(saidAt))
    return { kind: 'back-dated', stream, seq, message: `${stream} 第 ${seq} 条被倒签：入账时间被改早，原为 ${saidAt}` }
  return { kind: 'altered', stream, seq, message: `${stream} 第 ${seq} 条被改动：表中列与记录原文不一致` }
}

/** An entry as the next one of its stream must name it. */
interface Link {
  readonly stream: string
  readonly seq: number
  readonly digest: string
  readonly id: number
  /** Nothing was found against it. */
  readonly isSound: boolean
  /** How every entry of the stream ends. */
  readonly end: string
}

function firstLink(stream: string): Link {
  return { stream, seq: 0, digest: GENESIS, id: 0, isSound: true, end: `,"stream":${JSON.stringify(stream)},"v":1}` }
}

// RFC 8785 has one way of writing each member, so what the columns and the link say can be looked for without parsing.

/** Column by column as the text says it. */
function saysColumns(row: ChainRow): boolean {
  const tail = `,"recordedAt":"${row.recordedAt.toISOString()}","seq":${row.seq}${firstLink(row.stream).end}`
  return (
    row.canonical.endsWith(tail) &&
    row.canonical.includes(`,"id":${row.id},"jurisdiction":"${row.jurisdiction}","kind":"${row.kind}"`)
  )
}

/** The same and the link, in an entry without a claimed time or personal data: nearly all are such, and one look tells. */
function standsAsUsual(row: ChainRow, before: Link): boolean {
  const at = instantText(row.recordedAt)
  const columns = `,"id":${row.id},"jurisdiction":"${row.jurisdiction}","kind":"${row.kind}","occurredAt":"${at}"`
  const wanted = `${columns},"prev":"${before.digest}","recordedAt":"${at}","seq":${row.seq}${before.end}`
  // `endsWith` compares letter by letter: three times as slow.
  return row.canonical.slice(-wanted.length) === wanted
}

const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
const THREE = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, '0'))
let minute = Number.NaN
let minuteText = ''

/** `toISOString`, at a fifth of its cost for instants that lie close together. */
function instantText(instant: Date): string {
  const ms = instant.getTime()
  const number = Math.floor(ms / 60_000)
  if (number !== minute) {
    minute = number
    minuteText = instant.toISOString().slice(0, 17)
  }
  const rest = ms - number * 60_000
  const second = Math.floor(rest / 1_000)
  return `${minuteText}${TWO[second]}.${THREE[rest - second * 1_000]}Z`
}
