import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { Problem } from '../../kernel/index.ts'
import type { StreamName } from '../../kernel/index.ts'
import type { ArchivedPlace } from '../archive/archived-years.ts'
import type { Context } from '../act/context.ts'
import { nameKeys, tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import { archivedOfStream } from './archived-entries.ts'
import { entryDigest } from './entry.ts'
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

/** What of the record says something of a person. */
export const RECORD_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  'ledger.personal': ['sealed'],
  'ledger.entries': ['canonical'],
}

interface Row extends BesideRow {
  readonly canonical: string
  readonly digest: Buffer
  readonly position: number | null
}

interface BesideRow {
  readonly beside: Record<string, string> | null
  readonly erased_at: Date | null
  readonly erased_by: string | null
}

/**
 * The newest entries of a stream, oldest first, from wherever they lie. Whoever calls has decided that the actor may read them.
 * @throws ledger/archive-away, ledger/archive-altered
 */
export async function readStream(ctx: Context, stream: StreamName, limit = 500): Promise<ReadEntry[]> {
  const { entries, missing } = await readWhatIsThere(ctx, stream, limit)
  if (missing) throw missing
  return entries
}

/** The same for a page that work goes on on, whether or not an archive is in its place: what can be read, and why the rest cannot. */
export async function readWhatIsThere(
  ctx: Context,
  stream: StreamName,
  limit = 500,
): Promise<{ entries: ReadEntry[]; missing?: Problem }> {
  const found = await sql<Row>`select e.canonical, e.digest, p.position, beside.*
    from ledger.entries e left join ledger.positions p on p.entry_id = e.id
      cross join lateral (${besideOf(sql`e.jurisdiction`, sql`e.id`)}) as beside
    where e.jurisdiction = ${stream.jurisdiction} and e.stream = ${stream.name}
    order by e.seq desc limit ${limit}`.execute(tablesOf<unknown>(ctx.tx))
  const here = found.rows.reverse().map((row) => present(ctx, row))
  if (here[0]?.entry.seq === 1 || here.length === limit) return { entries: here }
  try {
    return { entries: [...(await readArchived(ctx, stream, limit - here.length)), ...here] }
  } catch (error) {
    if (error instanceof Problem) return { entries: here, missing: error }
    throw error
  }
}

/**
 * The newest entries of several streams, the newest first, as far as they are in the database: of years that were taken out
 * nothing. Whoever calls has decided that the actor may read them.
 */
export async function readNewestOf(ctx: Context, streams: readonly StreamName[], limit: number): Promise<ReadEntry[]> {
  const found = await sql<Row>`select e.canonical, e.digest, p.position, beside.*
    from ledger.entries e left join ledger.positions p on p.entry_id = e.id
      cross join lateral (${besideOf(sql`e.jurisdiction`, sql`e.id`)}) as beside
    where (e.jurisdiction, e.stream) in (select * from unnest(
      ${streams.map(({ jurisdiction }) => jurisdiction)}::text[], ${streams.map(({ name }) => name)}::text[]))
    order by e.id desc limit ${limit}`.execute(tablesOf<unknown>(ctx.tx))
  return found.rows.map((row) => present(ctx, row))
}

/**
 * Entries by their positions, from wherever they lie, in no order; positions that nobody has are left out. Whoever calls has decided
 * that the actor may read them. @throws ledger/archive-away, ledger/archive-altered
 */
export async function readPositions(ctx: Context, positions: readonly number[]): Promise<ReadEntry[]> {
  if (positions.length === 0) return []
  const db = tablesOf<unknown>(ctx.tx)
  // Entries of the installation, and of accounts that belong to no place, lie beyond the wall of whoever may find them.
  const streams = await sql<{ stream: string }>`select distinct stream from ledger.positions
    where position = any(${positions}::bigint[])`.execute(db)
  nameKeys(
    ctx.tx,
    streams.rows.map(({ stream }) => stream),
  )
  await nameStreams(ctx.tx, positions)
  const found = await sql<Row & ArchivedPlace & { readonly position: number; readonly is_here: boolean }>`
    select e.canonical, e.digest, p.position, p.leaf_hash, e.id is not null as is_here, beside.*
    from ledger.positions p left join ledger.entries e on e.id = p.entry_id and e.recorded_at = p.recorded_at
      cross join lateral (${besideOf(sql`e.jurisdiction`, sql`e.id`)}) as beside
    where p.position = any(${positions}::bigint[])`.execute(db)
  const away = found.rows.filter((row) => !row.is_here)
  const archived = await ctx.archives.read(ctx.tx, away)
  const fromArchive = [...archived.values()].map(({ canonical, salt, position }) =>
    present(ctx, { ...NOTHING_BESIDE, canonical, position, digest: entryDigest(salt, canonical) }),
  )
  return [...found.rows.filter((row) => row.is_here).map((row) => present(ctx, row)), ...fromArchive]
}

/** The tree is public and says of which stream an entry is; what is named is not behind the wall any more. */
async function nameStreams(tx: Tx, positions: readonly number[]): Promise<void> {
  const { rows } = await sql<{ stream: string }>`select distinct stream from ledger.positions
    where position = any(${positions}::bigint[])`.execute(tablesOf<unknown>(tx))
  nameKeys(
    tx,
    rows.map(({ stream }) => stream),
  )
}

/** What lies beside archived entries is asked for with their stream, not by position. */
const NOTHING_BESIDE: BesideRow = { beside: null, erased_at: null, erased_by: null }

async function readArchived(ctx: Context, stream: StreamName, newest: number): Promise<ReadEntry[]> {
  const archived = await archivedOfStream(ctx.tx, ctx.archives, { stream, wanted: { newest } })
  if (archived.length === 0) return []
  const { rows } = await sql<BesideRow>`select beside.*
    from unnest(${archived.map(({ id }) => id)}::bigint[]) with ordinality as wanted(id, place)
      cross join lateral (${besideOf(sql`${stream.jurisdiction}`, sql`wanted.id`)}) as beside
    order by wanted.place`.execute(tablesOf<unknown>(ctx.tx))
  return archived.map(({ canonical, salt, position }, place) =>
    present(ctx, { ...rows[place]!, canonical, position, digest: entryDigest(salt, canonical) }),
  )
}

/** What lies beside one entry: always one row. */
function besideOf(jurisdiction: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<BesideRow> {
  return sql<BesideRow>`select
      json_object_agg(b.field, encode(b.sealed, 'base64')) filter (where b.sealed is not null) as beside,
      max(b.erased_at) as erased_at, max(b.erased_by) filter (where b.erased_at is not null) as erased_by
    from ledger.personal b where b.jurisdiction = ${jurisdiction} and b.entry_id = ${id}`
}

function present(ctx: Context, row: Row): ReadEntry {
  return {
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
  }
}
