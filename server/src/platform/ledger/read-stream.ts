import { sql } from 'kysely'
import type { StreamName } from '../../kernel/index.ts'
import type { Context } from '../act/context.ts'
import { tablesOf } from '../db/index.ts'
import type { LedgerEntry } from './entry.ts'

/** An entry with its place in the whole record, and what lies beside it in clear. */
export interface ReadEntry {
  readonly entry: LedgerEntry
  readonly digest: string
  /** Absent until the sequencer has given it: a quarter of a second. */
  readonly position: number | undefined
  /** Values kept beside the chain, opened; an erased one is absent. */
  readonly beside: Readonly<Record<string, string>>
  /** When and by which member of staff values of this entry were erased. */
  readonly erased?: { readonly at: Date; readonly byStaffId?: string }
}

interface Row {
  readonly canonical: string
  readonly digest: Buffer
  readonly position: number | null
  readonly beside: Record<string, string> | null
  readonly erased_at: Date | null
  readonly erased_by: string | null
}

/** The newest entries of a stream, oldest first. Whoever calls has decided that the actor may read them. */
export async function readStream(ctx: Context, stream: StreamName, limit = 500): Promise<ReadEntry[]> {
  const found = await sql<Row>`select e.canonical, e.digest, p.position,
      (select json_object_agg(b.field, encode(b.sealed, 'base64')) from ledger.personal b
        where b.jurisdiction = e.jurisdiction and b.entry_id = e.id and b.sealed is not null) as beside,
      erased.erased_at, erased.erased_by
    from ledger.entries e left join ledger.positions p on p.entry_id = e.id
      left join lateral (select b.erased_at, b.erased_by from ledger.personal b
        where b.jurisdiction = e.jurisdiction and b.entry_id = e.id and b.erased_at is not null limit 1) erased on true
    where e.jurisdiction = ${stream.jurisdiction} and e.stream = ${stream.name}
    order by e.seq desc limit ${limit}`.execute(tablesOf<unknown>(ctx.tx))
  return found.rows.reverse().map((row) => ({
    entry: JSON.parse(row.canonical) as LedgerEntry,
    digest: row.digest.toString('hex'),
    position: row.position ?? undefined,
    ...(row.erased_at && {
      erased: { at: row.erased_at, ...(row.erased_by !== null && { byStaffId: row.erased_by }) },
    }),
    beside: Object.fromEntries(
      Object.entries(row.beside ?? {}).map(([field, sealed]) => [
        field,
        ctx.vault.open(Buffer.from(sealed, 'base64'), 'ledger.personal'),
      ]),
    ),
  }))
}
