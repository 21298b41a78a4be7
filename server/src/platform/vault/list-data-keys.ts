import { sql } from 'kysely'
import { tablesOf } from '../db/index.ts'
import type { Database } from '../db/index.ts'
import type { DataKeyRow } from './key-ring.ts'

/** A data key without the key. */
export interface DataKeyView extends Pick<DataKeyRow, 'id' | 'purpose' | 'algorithm' | 'state' | 'master'> {
  readonly madeAt: Date
  /** Of the job that seals old values under it; absent where it never ran. */
  readonly resealed?: { readonly tables: number; readonly values: number; readonly isFinished: boolean }
}

export async function listDataKeys(database: Database): Promise<DataKeyView[]> {
  return await database.tx('yiwang_app', { readOnly: true, variables: { actor: 'keys list' } }, async (tx) => {
    const { rows } = await sql<
      Omit<DataKeyView, 'resealed'> & { tables: number | null; values: number | null; isFinished: boolean | null }
    >`select k.id, k.purpose, k.algorithm, k.state, k.master, k.made_at as "madeAt", r.tables, r.values, r."isFinished"
      from vault.data_keys k left join (select key_id, count(*) filter (where table_name <> '' and finished_at is not null) as tables,
          sum(sealed)::bigint as values, bool_or(table_name = '') as "isFinished" from vault.reseals group by key_id) r
        on r.key_id = k.id
      order by k.id`.execute(tablesOf<unknown>(tx))
    return rows.map(({ tables, values, isFinished, ...row }) => ({
      ...row,
      ...(tables !== null && { resealed: { tables, values: values ?? 0, isFinished: isFinished === true } }),
    }))
  })
}
