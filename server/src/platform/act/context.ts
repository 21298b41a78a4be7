import type { Actor, CalendarDate, LedgerEvent, Problem, StreamName } from '../../kernel/index.ts'
import type { ArchivedYears } from '../archive/archived-years.ts'
import type { Tx } from '../db/index.ts'
import type { EmitOptions } from '../ledger/entry.ts'
import type { PermitChecks } from '../permits/index.ts'
import type { Vault } from '../vault/vault.ts'

/** What every act and every read is given: one transaction, one actor, one moment. */
export interface Context {
  readonly tx: Tx
  readonly actor: Actor
  /** The legal moment of this act; the same for all that is done in it. */
  readonly now: Date
  readonly today: CalendarDate
  readonly requestId: string
  readonly permit: PermitChecks
  readonly vault: Vault
  /** Where years of the record are read that were taken out of the database. */
  readonly archives: ArchivedYears
  readonly numbers: {
    /** The next number of the series; call it from {@link Context.beforeCommit}. */
    next(jurisdiction: string, series: string): Promise<number>
  }
  /** Puts an event into the ledger when the transaction commits. */
  emit(event: LedgerEvent, options?: EmitOptions): void
  /** Runs after the act and before its ledger entries are written. */
  beforeCommit(work: () => Promise<void>): void
  /** The refusal for an act that names an older version: who changed what, from the stream's newest entry (of the module, if one is named). */
  stale(stream: StreamName, module?: string): Promise<Problem>
  /** Says that a write found nothing to change: it then owes the ledger nothing. */
  nothingChanged(): void
}
