import type { Context } from '../../../platform/act/index.ts'
import type { LedgerKeeping, RecordedActor } from '../../../platform/ledger/index.ts'

/** What a reader is given: the record, and how its actors and events are named. It asks no business module. */
export interface SupervisionDeps {
  readonly ledger: Pick<LedgerKeeping, 'verify' | 'checkpoint' | 'receipt' | 'verifyReceipt' | 'publication'>
  readonly eventTitle: (kind: string) => string
  readonly actorName: (ctx: Context, actor: RecordedActor) => Promise<string>
}

export type SupervisionContext = Context & SupervisionDeps
