import { entryDigest, GENESIS } from './entry.ts'

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
  readonly digest: Uint8Array
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
    | 'tree-altered'
    | 'checkpoint-contradicted'
  readonly stream?: string
  readonly seq?: number
  readonly position?: number
  /** In Chinese, for whoever has to act on it. */
  readonly message: string
}

/** Follows the chains of one stream after another; rows come ordered by stream and number. */
export interface ChainChecker {
  entry(row: ChainRow): void
  /** The stream that is being read has no further row. */
  end(head: { seq: number; digest: Uint8Array } | undefined): void
}

export function createChainChecker(report: (finding: Finding) => void): ChainChecker {
  let last: { stream: string; seq: number; digest: string } | undefined
  return {
    entry: (row) => {
      const before = last?.stream === row.stream ? last : { stream: row.stream, seq: 0, digest: GENESIS }
      const { stream, seq } = row
      if (seq !== before.seq + 1) {
        const gone = seq === before.seq + 2 ? `第 ${before.seq + 1} 条` : `第 ${before.seq + 1} 至 ${seq - 1} 条`
        report({ kind: 'entry-missing', stream, seq: before.seq + 1, message: `${stream} 缺少${gone}，记录被删除` })
      }
      const said = textOf(row)
      if (said) report({ kind: 'altered', stream, seq, message: `${stream} 第 ${seq} 条被改动：${said}` })
      else if (seq === before.seq + 1 && !row.canonical.includes(`"prev":"${before.digest}"`)) {
        report({ kind: 'chain-broken', stream, seq, message: `${stream} 第 ${seq} 条与前一条不相连` })
      }
      last = { stream, seq, digest: Buffer.from(row.digest).toString('hex') }
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
      else report({ kind: 'chain-broken', stream, seq, message: `${stream} 的链头与最后一条不一致` })
    },
  }
}

/** What is wrong with one entry by itself: its digest, or a column that says something else than its text. */
function textOf(row: ChainRow): string | undefined {
  if (!entryDigest(row.salt, row.canonical).equals(Buffer.from(row.digest))) return '内容与摘要不符'
  // RFC 8785 has one way of writing each member, so the columns can be looked for without parsing.
  const tail = `"recordedAt":"${row.recordedAt.toISOString()}","seq":${row.seq},"stream":${JSON.stringify(row.stream)},"v":1}`
  const columns =
    row.canonical.endsWith(tail) &&
    row.canonical.includes(`,"id":${row.id},"jurisdiction":"${row.jurisdiction}","kind":"${row.kind}"`)
  return columns ? undefined : '表中列与记录原文不一致'
}
