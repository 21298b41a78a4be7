import type { EventDefinition, PermitDefinition, ProblemDefinition } from '../../kernel/index.ts'
import type { Context } from '../act/index.ts'
import type { LedgerEntry } from '../ledger/entry.ts'
import type { PlacedEntry } from '../ledger/read-from.ts'
import type { BoundRoute } from '../http/route.ts'
import type { SealedTable } from '../vault/sealed-table.ts'
import type { ExportableList } from './exportable-list.ts'
import type { PersonalHolding } from './personal-holding.ts'

/** Opens a transaction of its own for a piece of a job's work. */
export type RunAct = <T>(fn: (ctx: Context) => Promise<T>) => Promise<T>

/** Hears events and changes its own tables in one transaction, once an entry however often it is delivered. */
export interface Subscriber {
  /** `module/what-it-does`. */
  readonly name: string
  readonly on: readonly EventDefinition[]
  readonly run: (ctx: Context, entry: LedgerEntry) => Promise<void>
}

/** A side effect that follows from an entry, outside any transaction: it may be slow, and is repeated until it succeeds, so it is idempotent. */
export interface EntryJobHandler {
  readonly name: string
  readonly on: readonly EventDefinition[]
  readonly maxAttempts?: number
  readonly work: (entry: LedgerEntry, act: RunAct) => Promise<void>
}

/**
 * Follows the whole record by position and keeps tables of its own, which hold nothing that is not in it: they can be emptied and
 * made again. Each entry is taken once and in order, because the tables and the cursor change in one transaction.
 */
export interface LedgerReader {
  /** `module/what-it-keeps`. */
  readonly name: string
  /** Raised when what it makes of an entry changes: its tables are then made anew from the first entry. */
  readonly version: number
  readonly on: readonly EventDefinition[]
  /** Takes the next entries of its kinds into its tables. */
  readonly take: (ctx: Context, entries: readonly PlacedEntry[]) => Promise<void>
  /** Empties its tables. */
  readonly clear: (ctx: Context) => Promise<void>
}

/** Work that time starts. `cron` is in UTC. */
export interface Timer {
  readonly name: string
  readonly cron: string
  readonly work: (act: RunAct) => Promise<void>
}

/** What a module's factory gives to the composition root: its face for others, and what the platform runs for it. */
export interface ModuleParts<Api> {
  readonly api: Api
  readonly routes: readonly BoundRoute[]
  readonly permits: readonly PermitDefinition[]
  readonly events: readonly EventDefinition[]
  readonly problems: readonly ProblemDefinition[]
  readonly subscribers?: readonly Subscriber[]
  readonly jobs?: readonly EntryJobHandler[]
  readonly timers?: readonly Timer[]
  readonly readers?: readonly LedgerReader[]
  /** Its tables with sealed columns. */
  readonly sealed?: readonly SealedTable[]
  /** Its lists that officials may ask to export. */
  readonly lists?: readonly ExportableList[]
  /** What it keeps of people. */
  readonly holdings?: readonly PersonalHolding[]
}
