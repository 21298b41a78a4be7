import { sql } from 'kysely'
import { tablesOf } from '../db/index.ts'
import type { KeyProvider } from './key-provider.ts'
import { unwrap, wrappingContext } from './key-ring.ts'
import type { DataKeyRow } from './key-ring.ts'
import { nextGeneration } from './make-data-keys.ts'
import type { KeyChange } from './rotate-data-key.ts'
import { DataKeysRewrapped } from './vault-events.ts'

/**
 * Wraps every data key anew under the master key of now: for a new master key, or to move from a file into a hardware module. Values stay
 * as they are. @returns how many were under another master key
 */
export async function rewrapDataKeys(
  { act, provider }: Pick<KeyChange, 'act' | 'provider'>,
  former: readonly KeyProvider[],
): Promise<number> {
  return await act({ mode: 'write', role: 'yiwang_owner' }, async (ctx) => {
    await nextGeneration(ctx.tx)
    const db = tablesOf<unknown>(ctx.tx)
    const { rows } = await sql<DataKeyRow>`select id, purpose, algorithm, state, master, wrapped from vault.data_keys
      where wrapped is not null order by id for update`.execute(db)
    for (const row of rows) {
      const wrapped = await provider.wrap(await unwrap(row, [provider, ...former]), wrappingContext(row))
      await sql`update vault.data_keys set master = ${provider.master}, wrapped = ${wrapped}::bytea where id = ${row.id}`.execute(
        db,
      )
    }
    const others = rows.map(({ master }) => master).filter((master) => master !== provider.master)
    ctx.emit(DataKeysRewrapped.of({ master: provider.master, former: [...new Set(others)], keys: rows.length }))
    return others.length
  })
}
