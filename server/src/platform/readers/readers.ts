import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { systemActor } from '../../kernel/index.ts'
import { runAct } from '../act/index.ts'
import type { ActDeps, Context } from '../act/index.ts'
import { tablesOf } from '../db/index.ts'
import { POSITIONS_GIVEN, readFrom } from '../ledger/read-from.ts'
import type { LedgerReader } from '../module/index.ts'
import { readerStanding } from './reader-standing.ts'
import type { ReaderStanding } from './reader-standing.ts'
import { listen } from './listen.ts'

export interface ReadersOptions {
  readonly act: ActDeps
  readonly readers: readonly LedgerReader[]
  readonly log: { error(details: object, message: string): void; warn(details: object, message: string): void }
  /** Most positions taken in one transaction. */
  readonly batchSize?: number
}

export interface Readers {
  readonly names: readonly string[]
  /** Follows the record until stopped, through any absence of the database. */
  start(): void
  stop(): Promise<void>
  /** Reads all that has a position now, and no more; for tests and for commands. */
  drain(): Promise<void>
  /** Empties a reader's tables and makes them again from the first entry. @throws Error when there is no such reader */
  rebuild(name: string): Promise<ReaderStanding>
  standing(name: string): Promise<ReaderStanding>
}

const BATCH = 1_000
/** A notice may be lost with its connection: then the record is looked at all the same. */
const LOOK_EVERY_MS = 5_000
const RETRY_MS = 1_000

/** Runs the readers of all modules, each at its own pace; a failing one holds up no other. */
export function createReaders(options: ReadersOptions): Readers {
  let running: { stop(): Promise<void> } | undefined
  const named = (name: string): LedgerReader => {
    const reader = options.readers.find((one) => one.name === name)
    if (!reader) throw new Error(`there is no reader ${name}`)
    return reader
  }
  const standing = (name: string) => inTransaction(options, name, (ctx) => readerStanding(ctx.tx, name))
  return {
    names: options.readers.map(({ name }) => name),
    start: () => {
      if (options.readers.length > 0) running ??= follow(options)
    },
    stop: async () => {
      await running?.stop()
      running = undefined
    },
    drain: async () => {
      for (const reader of options.readers) await catchUp(options, reader)
    },
    rebuild: async (name) => {
      const reader = named(name)
      await inTransaction(options, name, (ctx) => beginAgain(ctx, reader))
      await catchUp(options, reader)
      return await standing(name)
    },
    standing: (name) => standing(named(name).name),
  }
}

function follow(options: ReadersOptions): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const wakes = options.readers.map(() => new EventTarget())
  const wakeAll = () => wakes.forEach((one) => one.dispatchEvent(new Event('wake')))
  const listening = listen(options.act.database.pool('yiwang_worker'), POSITIONS_GIVEN, {
    onNotice: wakeAll,
    onLost: (reason) => options.log.warn({ reason }, 'the readers lost their database connection; they listen again'),
    stopping: stopping.signal,
  })
  const working = options.readers.map((reader, index) => keepReading(options, reader, wakes[index]!, stopping.signal))
  return {
    stop: async () => {
      stopping.abort()
      wakeAll()
      await Promise.all([listening, ...working])
    },
  }
}

async function keepReading(
  options: ReadersOptions,
  reader: LedgerReader,
  wake: EventTarget,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    // What is given while the reader reads wakes it from the pause after it.
    const woken = new AbortController()
    const onWake = () => woken.abort()
    wake.addEventListener('wake', onWake, { once: true })
    let wait = LOOK_EVERY_MS
    try {
      await catchUp(options, reader, stopping)
    } catch (error) {
      options.log.error({ err: error, reader: reader.name }, 'a reader of the ledger could not go on; it tries again')
      wait = RETRY_MS
    }
    if (!stopping.aborted) await pause(wait, undefined, { ref: false, signal: woken.signal }).catch(isWoken)
    wake.removeEventListener('wake', onWake)
  }
}

function isWoken(error: unknown): void {
  if ((error as { name?: string }).name !== 'AbortError') throw error
}

async function catchUp(options: ReadersOptions, reader: LedgerReader, stopping?: AbortSignal): Promise<void> {
  let isBehind = true
  while (isBehind && !stopping?.aborted)
    isBehind = await inTransaction(options, reader.name, (ctx) => takeBatch(ctx, reader, options.batchSize ?? BATCH))
}

/** Its tables and its cursor change together or not at all. @returns whether more stood behind the batch */
async function takeBatch(ctx: Context, reader: LedgerReader, limit: number): Promise<boolean> {
  const cursor = await lockCursor(ctx, reader)
  // Another process is reading for it at this moment.
  if (!cursor) return false
  if (cursor.version !== reader.version) {
    await beginAgain(ctx, reader)
    return true
  }
  const kinds = reader.on.map(({ kind }) => kind)
  const batch = await readFrom(ctx.tx, { position: cursor.next_position, kinds, limit, archives: ctx.archives })
  if (batch.entries.length > 0) await reader.take(ctx, batch.entries)
  if (batch.next !== cursor.next_position) await moveCursor(ctx, reader, batch.next)
  return !batch.isLast
}

async function lockCursor(
  ctx: Context,
  { name, version }: LedgerReader,
): Promise<{ next_position: number; version: number } | undefined> {
  const db = tablesOf<unknown>(ctx.tx)
  const look = sql<{ next_position: number; version: number }>`select next_position, version from ledger.readers
    where reader = ${name} for update skip locked`
  const found = await look.execute(db)
  if (found.rows[0]) return found.rows[0]
  await sql`insert into ledger.readers (reader, version, next_position) values (${name}, ${version}, 0)
    on conflict do nothing`.execute(db)
  return (await look.execute(db)).rows[0]
}

async function moveCursor(ctx: Context, { name, version }: LedgerReader, next: number): Promise<void> {
  await sql`update ledger.readers set next_position = ${next}, version = ${version} where reader = ${name}`.execute(
    tablesOf<unknown>(ctx.tx),
  )
}

async function beginAgain(ctx: Context, reader: LedgerReader): Promise<void> {
  await sql`insert into ledger.readers (reader, version, next_position) values (${reader.name}, ${reader.version}, 0)
    on conflict (reader) do update set version = excluded.version, next_position = 0`.execute(tablesOf<unknown>(ctx.tx))
  await reader.clear(ctx)
}

function inTransaction<T>(options: ReadersOptions, name: string, fn: (ctx: Context) => Promise<T>): Promise<T> {
  return runAct(options.act, { actor: systemActor(name), requestId: name, mode: 'record', role: 'yiwang_worker' }, fn)
}
