import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Context } from '../act/index.ts'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import type { RunAct } from '../module/index.ts'
import type { SealedTable } from './sealed-table.ts'
import { ValuesResealed } from './vault-events.ts'

/** How far one table is. */
export interface ResealProgress {
  readonly keyId: number
  readonly table: string
  readonly lookedAt: number
  readonly sealed: number
  readonly finishedAt: Date | undefined
}

/** Rows of one transaction: some milliseconds, and nobody waits for it. */
const BATCH = 200

/**
 * Seals old values under the key that is taken now: table by table in batches, each remembered with how far it came, so that it goes on
 * where it was interrupted. Rows that somebody works on are passed over and come at the next pass.
 */
export async function resealValues(
  act: RunAct,
  tables: readonly SealedTable[],
  onProgress: (progress: ResealProgress) => void = () => undefined,
): Promise<{ keyId: number; values: number }> {
  for (;;) {
    const target = await act((ctx) => Promise.resolve(ctx.vault.sealsUnder))
    let isCurrent = true
    for (const table of tables) isCurrent &&= await resealTable(act, { table, target, onProgress })
    if (!isCurrent) continue // Another key was taken meanwhile: everything once more, under that one.
    return { keyId: target, values: await act((ctx) => conclude(ctx, target, tables)) }
  }
}

interface OneTable {
  readonly table: SealedTable
  readonly target: number
  readonly onProgress: (progress: ResealProgress) => void
}

/** @returns false when another key was taken meanwhile */
async function resealTable(act: RunAct, { table, target, onProgress }: OneTable): Promise<boolean> {
  const key = await act((ctx) => primaryKeyOf(ctx.tx, table.table))
  for (;;) {
    const progress = await act((ctx) => resealBatch(ctx, { table, key, target }))
    if (!progress) return false
    onProgress(progress)
    if (progress.finishedAt) return true
  }
}

interface KeyColumn {
  readonly name: string
  readonly type: string
}

interface Batch {
  readonly table: SealedTable
  readonly key: readonly KeyColumn[]
  readonly target: number
}

interface Row {
  readonly key: string[]
  readonly values: (Buffer | null)[]
}

async function resealBatch(ctx: Context, batch: Batch): Promise<ResealProgress | undefined> {
  if (ctx.vault.sealsUnder !== batch.target) return undefined
  const before = await lockProgress(ctx.tx, batch)
  if (before.finishedAt) return before
  const rows = await nextRows(ctx.tx, batch, before.reached)
  const changed = rows.flatMap((row) => resealRow(ctx, batch.table, row) ?? [])
  if (changed.length > 0) await writeRows(ctx.tx, batch, changed)
  const values = changed.reduce((sum, row) => sum + row.values.filter((value) => value !== null).length, 0)
  const isLast = rows.length < BATCH
  // At the end of a pass: what was passed over is looked for again from the beginning.
  const isDone = isLast && (await countLeft(ctx.tx, batch)) === 0
  const after = {
    reached: isLast ? null : rows.at(-1)!.key,
    lookedAt: before.lookedAt + rows.length,
    sealed: before.sealed + values,
    finishedAt: isDone ? ctx.now : undefined,
  }
  await sql`update vault.reseals set reached = ${after.reached}::text[], looked_at = ${after.lookedAt}, sealed = ${after.sealed},
      finished_at = ${after.finishedAt ?? null}::timestamptz
    where key_id = ${batch.target} and table_name = ${batch.table.table}`.execute(tablesOf<unknown>(ctx.tx))
  return { keyId: batch.target, table: batch.table.table, ...after }
}

/** What is null stays as it is. Undefined where there is nothing to do. */
function resealRow({ vault }: Context, { columns }: SealedTable, row: Row): Row | undefined {
  const contexts = Object.values(columns)
  const values = row.values.map((value, index) => (value && vault.reseal(value, contexts[index]!)) ?? null)
  return values.some((value) => value !== null) ? { key: row.key, values } : undefined
}

async function lockProgress(tx: Tx, { table, target }: Batch): Promise<ResealProgress & { reached: string[] | null }> {
  const db = tablesOf<unknown>(tx)
  await sql`insert into vault.reseals (key_id, table_name) values (${target}, ${table.table}) on conflict do nothing`.execute(
    db,
  )
  const { rows } = await sql<{
    reached: string[] | null
    looked_at: number
    sealed: number
    finished_at: Date | null
  }>`select reached, looked_at, sealed, finished_at from vault.reseals
    where key_id = ${target} and table_name = ${table.table} for update`.execute(db)
  const [row] = rows
  return {
    keyId: target,
    table: table.table,
    reached: row!.reached,
    lookedAt: row!.looked_at,
    sealed: row!.sealed,
    finishedAt: row!.finished_at ?? undefined,
  }
}

async function primaryKeyOf(tx: Tx, table: string): Promise<KeyColumn[]> {
  const { rows } = await sql<KeyColumn>`select a.attname as name, format_type(a.atttypid, null) as type
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = ${table}::regclass and i.indisprimary
    order by array_position(i.indkey::smallint[], a.attnum)`.execute(tablesOf<unknown>(tx))
  if (rows.length === 0) throw new Error(`${table} has no primary key: its values cannot be sealed anew`)
  return rows
}

async function nextRows(tx: Tx, { table, key }: Batch, reached: readonly string[] | null): Promise<Row[]> {
  const names = key.map(({ name }) => sql.ref(name))
  const asText = sql.join(key.map(({ name }) => sql`${sql.ref(name)}::text`))
  const values = sql.join(Object.keys(table.columns).map((name) => sql.ref(name)))
  const after = reached
    ? sql`where (${sql.join(names)}) > (${sql.join(key.map(({ type }, index) => cast(reached[index]!, type)))})`
    : sql``
  const { rows } =
    await sql<Row>`select array[${asText}] as key, array[${values}] as values from ${sql.table(table.table)}
    ${after} order by ${sql.join(names)} limit ${BATCH} for update skip locked`.execute(tablesOf<unknown>(tx))
  return rows
}

async function writeRows(tx: Tx, { table, key }: Batch, rows: readonly Row[]): Promise<void> {
  const keys = key.map(({ name, type }, index) => ({ name, type, all: rows.map((row) => row.key[index]!) }))
  const columns = Object.keys(table.columns).map((name, index) => ({
    name,
    all: rows.map((row) => row.values[index]!),
  }))
  const sets = columns.map(
    ({ name }, index) => sql`${sql.ref(name)} = coalesce(${sql.ref(`fresh.v${index}`)}, ${sql.ref(`old.${name}`)})`,
  )
  const fits = keys.map(
    ({ name, type }, index) => sql`${sql.ref(`old.${name}`)} = ${sql.ref(`fresh.k${index}`)}::${sql.raw(type)}`,
  )
  const given: RawBuilder<unknown>[] = [
    ...keys.map(({ all }) => sql`${all}::text[]`),
    ...columns.map(({ all }) => sql`${all}::bytea[]`),
  ]
  const named = [...keys.map((_, index) => sql.ref(`k${index}`)), ...columns.map((_, index) => sql.ref(`v${index}`))]
  await sql`update ${sql.table(table.table)} as old set ${sql.join(sets)}
    from unnest(${sql.join(given)}) as fresh(${sql.join(named)}) where ${sql.join(fits, sql` and `)}`.execute(
    tablesOf<unknown>(tx),
  )
}

async function countLeft(tx: Tx, { table, target }: Batch): Promise<number> {
  const left = Object.keys(table.columns).map(
    (name) => sql`count(*) filter (where vault.key_of(${sql.ref(name)}) <> ${target})`,
  )
  const { rows } = await sql<{
    left: number
  }>`select ${sql.join(left, sql` + `)} as left from ${sql.table(table.table)}`.execute(tablesOf<unknown>(tx))
  return rows[0]!.left
}

/** Types come from the catalogue of the database, not from outside. */
function cast(text: string, type: string): RawBuilder<unknown> {
  return sql`${text}::${sql.raw(type)}`
}

/** Recorded once a key, however often the job is run. */
async function conclude(ctx: Context, keyId: number, tables: readonly SealedTable[]): Promise<number> {
  const db = tablesOf<unknown>(ctx.tx)
  const { rows } = await sql<{ values: number }>`select coalesce(sum(sealed), 0)::bigint as values from vault.reseals
    where key_id = ${keyId}`.execute(db)
  const values = rows[0]!.values
  const marked = await sql`insert into vault.reseals (key_id, table_name, sealed, finished_at)
    values (${keyId}, '', 0, ${ctx.now}::timestamptz) on conflict do nothing`.execute(db)
  if (marked.numAffectedRows === 1n) ctx.emit(ValuesResealed.of({ keyId, tables: tables.length, values }))
  else ctx.nothingChanged()
  return values
}

/** Everything is looked through once more. */
export async function forgetReseals(ctx: Context): Promise<void> {
  ctx.nothingChanged()
  await sql`update vault.reseals set reached = null, looked_at = 0, finished_at = null
    where key_id = ${ctx.vault.sealsUnder} and table_name <> ''`.execute(tablesOf<unknown>(ctx.tx))
}
