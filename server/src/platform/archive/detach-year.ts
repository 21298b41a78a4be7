import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { event, problem } from '../../kernel/index.ts'
import type { ActSettings, Context } from '../act/index.ts'
import type { Database, Tx } from '../db/index.ts'
import { tablesOf } from '../db/index.ts'
import { parseCheckpoint } from '../tlog/checkpoint.ts'
import { parseNote } from '../tlog/signed-note.ts'
import type { VerifierKey } from '../tlog/signed-note.ts'
import { archiveDigest } from './archive-files.ts'
import { ARCHIVE, readArchiveNote } from './archive-note.ts'
import type { ArchiveNote } from './archive-note.ts'
import { archiveProblems } from './archive-problems.ts'
import type { ArchivedYears } from './archived-years.ts'
import { dropEntries } from './drop-entries.ts'
import { examineYear } from './examine-year.ts'
import { verifyArchive } from './verify-archive.ts'
import { writeArchive } from './write-archive.ts'

/** 取出归档年份: a year's entries left the database; whoever reads them reads the archive. */
export const YearDetached = event(
  'ledger/YearDetached.v1',
  Type.Object({
    year: Type.Integer(),
    fromPosition: Type.Integer(),
    toPosition: Type.Integer(),
    folder: Type.String(),
    archiveDigest: Type.String(),
  }),
  { title: '取出归档年份', stream: (body) => ({ jurisdiction: '000000', name: `archive:${body.year}` }) },
)

export interface DetachYear {
  readonly database: Database
  readonly archives: ArchivedYears
  readonly act: <T>(settings: Pick<ActSettings, 'mode' | 'role'>, fn: (ctx: Context) => Promise<T>) => Promise<T>
  readonly dataDir: string
  /** Those that follow the record: none of them may have to read the year still. */
  readonly readers: readonly string[]
  readonly year: number
  readonly now: Date
  readonly checkpoint: string
  readonly key: VerifierKey
}

export type DetachOutcome =
  | { readonly done: 'detached' | 'already'; readonly entries: number; readonly folder: string }
  | { readonly done: 'refused'; readonly findings: readonly string[]; readonly folder: string }

/**
 * Takes a year that is over out of the database, after it was archived and the archive was verified in this very run. All or nothing: what is
 * interrupted has either left the database as it was, or is done; it can be run again.
 * @throws archive/* when the year cannot be taken out, or not yet
 */
export async function detachYear(input: DetachYear): Promise<DetachOutcome> {
  const { year } = input
  const place = `archive/${year}`
  const folder = join(input.dataDir, place)
  const gone = await read(input, async (tx) => (await input.archives.list(tx)).find((one) => one.year === year))
  if (gone) return { done: 'already', entries: gone.last - gone.first + 1, folder }
  const note = await archived(input, folder)
  const { findings } = await verifyArchive(folder, input.key)
  if (findings.length > 0) return { done: 'refused', findings, folder }
  const digest = await archiveDigest(folder)
  await input.act({ mode: 'write', role: 'yiwang_owner' }, async (ctx) => {
    await refuseTooEarly(ctx.tx, note, input.readers)
    await dropEntries(ctx.tx, note)
    await remember(ctx, { note, place, digest, checkpoint: input.checkpoint })
    const { from: fromPosition, to: toPosition } = note
    ctx.emit(YearDetached.of({ year, fromPosition, toPosition, folder: place, archiveDigest: digest.toString('hex') }))
  })
  return { done: 'detached', entries: note.entries, folder }
}

/** The archive of before, if it is of the same positions; otherwise it is written now. */
async function archived(input: DetachYear, folder: string): Promise<ArchiveNote> {
  if (!(await isThere(join(folder, ARCHIVE.note)))) return await writeArchive({ ...input, folder })
  const note = await readArchiveNote(folder)
  const { size } = parseCheckpoint(parseNote(input.checkpoint).text)
  const { from, to } = await read(input, (tx) => examineYear(tx, input.year, size))
  if (note.from === from && note.to === to) return note
  throw problem(archiveProblems['other-archive'], { folder, from: String(note.from), to: String(note.to) })
}

/** @throws archive/earlier-years-first, archive/reader-behind, archive/jobs-waiting */
async function refuseTooEarly(tx: Tx, { from, to, year }: ArchiveNote, readers: readonly string[]): Promise<void> {
  const db = tablesOf<unknown>(tx)
  const earlier = await sql<{ count: number }>`select ${from} - coalesce(max(last_position) + 1, 0) as count
    from ledger.archives`.execute(db)
  const count = Number(earlier.rows[0]!.count)
  if (count !== 0) throw problem(archiveProblems['earlier-years-first'], { year: String(year), count: String(count) })
  const behind = await sql<{ reader: string; next: number }>`select wanted.reader, coalesce(r.next_position, 0) as next
    from unnest(${readers}::text[]) as wanted(reader) left join ledger.readers r using (reader)
    where coalesce(r.next_position, 0) <= ${to}::bigint limit 1`.execute(db)
  const [late] = behind.rows
  if (late)
    throw problem(archiveProblems['reader-behind'], { reader: late.reader, next: String(late.next), last: String(to) })
  const waiting = await sql<{ count: number }>`select count(*) as count from graphile_worker._private_jobs j
    join ledger.positions p on p.entry_id = (j.payload ->> 'entryId')::bigint where p.position <= ${to}`.execute(db)
  const jobs = waiting.rows[0]!.count
  if (jobs > 0) throw problem(archiveProblems['jobs-waiting'], { count: String(jobs) })
}

async function remember(
  { tx, now }: Context,
  what: { note: ArchiveNote; place: string; digest: Buffer; checkpoint: string },
): Promise<void> {
  const { note, place, digest, checkpoint } = what
  await sql`insert into ledger.archives
      (year, first_position, last_position, first_entry, last_entry, folder, digest, checkpoint, detached_at)
    select ${note.year}::integer, ${note.from}::bigint, ${note.to}::bigint, min(entry_id), max(entry_id), ${place}, ${digest}::bytea,
      ${checkpoint}, ${now}::timestamptz from ledger.positions where position >= ${note.from} and position <= ${note.to}`.execute(
    tablesOf<unknown>(tx),
  )
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}

function read<T>({ database }: DetachYear, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return database.tx('yiwang_worker', { readOnly: true, variables: { actor: 'ledger detach' } }, fn)
}
