import { sql } from 'kysely'
import { Readable } from 'node:stream'
import { problem } from '../../kernel/index.ts'
import type { BinaryFile, StreamName } from '../../kernel/index.ts'
import type { ArchivedYears } from '../archive/archived-years.ts'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import { inclusionRanges } from '../tlog/proofs.ts'
import { archivedOfStream } from './archived-entries.ts'
import { latestCheckpoint } from './checkpoint-store.ts'
import type { PublishedCheckpoint } from './checkpoint-store.ts'
import { ledgerProblems } from './ledger-problems.ts'
import { formatReceipt } from './receipt.ts'
import { hashRanges } from './tree-store.ts'

/** What a receipt is asked for: a thing's chain, or one entry of it. */
export interface ReceiptRequest {
  readonly stream: StreamName
  readonly seq?: number | undefined
}

interface Row {
  readonly canonical: string
  readonly salt: Buffer
  readonly position: number | null
}

/**
 * The receipt as a file. Whoever calls has decided that the actor may see the entries, and has recorded it.
 * @throws ledger/no-such-entry, ledger/not-signed-yet, ledger/archive-away, ledger/archive-altered
 */
export async function issueReceipt(
  tx: Tx,
  { stream, seq }: ReceiptRequest,
  { sign, archives }: { sign: () => Promise<unknown>; archives: ArchivedYears },
): Promise<string> {
  let checkpoint = await latestCheckpoint(tx)
  let rows = await disclose(tx, { stream, seq }, archives)
  if (rows.length === 0) throw problem(ledgerProblems['no-such-entry'])
  if (!isCovered(rows.at(-1)!, checkpoint)) {
    await sign()
    checkpoint = await latestCheckpoint(tx)
    rows = await disclose(tx, { stream, seq }, archives)
  }
  const covered = rows.slice(0, rows.findLastIndex((row) => isCovered(row, checkpoint)) + 1)
  const index = covered.at(-1)?.position
  if (!checkpoint || index === undefined || index === null) throw problem(ledgerProblems['not-signed-yet'])
  const hashes = await hashRanges(tx, inclusionRanges(index, checkpoint.size))
  const entries = covered.map(({ canonical, salt }) => ({ canonical, salt: salt.toString('hex') }))
  return formatReceipt({ proof: { index, hashes, note: checkpoint.note }, entries })
}

/** For saving: a receipt is kept beside the papers of the case. */
export function receiptFile(text: string, name: string): BinaryFile {
  const bytes = Buffer.from(text)
  return {
    stream: Readable.from([bytes]),
    mediaType: 'text/plain; charset=utf-8',
    fileName: `${name}.tlog-proof`,
    inline: false,
    bytes: bytes.length,
  }
}

async function disclose(tx: Tx, asked: ReceiptRequest, archives: ArchivedYears): Promise<readonly Row[]> {
  const { stream, seq } = asked
  const found = await sql<Row & { seq: number }>`select e.seq, e.canonical, e.salt, p.position
    from ledger.entries e left join ledger.positions p on p.entry_id = e.id
    where e.jurisdiction = ${stream.jurisdiction} and e.stream = ${stream.name}
      ${seq === undefined ? sql`` : sql`and e.seq = ${seq}`} order by e.seq`.execute(tablesOf<unknown>(tx))
  const first = found.rows[0]?.seq
  if (first === 1 || (seq !== undefined && first === seq)) return found.rows
  const wanted = seq === undefined ? { newest: Number.MAX_SAFE_INTEGER } : { seq }
  return [...(await archivedOfStream(tx, archives, { stream, wanted })), ...found.rows]
}

function isCovered({ position }: Row, checkpoint: PublishedCheckpoint | undefined): boolean {
  return position !== null && checkpoint !== undefined && position < checkpoint.size
}
