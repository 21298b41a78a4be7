import type { Database } from '../db/index.ts'
import type { EntryJobHandler } from '../module/index.ts'
import { resealValues } from './reseal-values.ts'
import { untilOlderTransactionsEnd } from './rotate-data-key.ts'
import type { SealedTable } from './sealed-table.ts'
import { DataKeyTaken } from './vault-events.ts'

/** What the platform itself keeps sealed. */
export const platformSealed: readonly SealedTable[] = [
  { table: 'ledger.personal', columns: { sealed: 'ledger.personal' } },
  { table: 'http.idempotency', columns: { answer: 'http.idempotency' } },
]

/** The job that follows a rotation: old values come under the new key, while everybody works. */
export function resealing({
  database,
  tables,
}: {
  database: Database
  tables: readonly SealedTable[]
}): EntryJobHandler {
  return {
    name: 'vault/reseal-values',
    on: [DataKeyTaken],
    work: async (_entry, act) => {
      // A value that is being sealed under the former key at this moment must be there when we come by.
      await untilOlderTransactionsEnd(database.pool('yiwang_worker'))
      await resealValues(act, tables)
    },
  }
}
