import { sql } from 'kysely'
import { problem } from '../../kernel/index.ts'
import type { Context } from '../act/index.ts'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import { nextGeneration } from './make-data-keys.ts'
import type { KeyChange } from './rotate-data-key.ts'
import { untilOlderTransactionsEnd } from './rotate-data-key.ts'
import type { SealedTable } from './sealed-table.ts'
import { DataKeyRetired } from './vault-events.ts'
import { vaultProblems } from './vault-problems.ts'

/** Sealed tickets in browsers (a sign-in under way) live for minutes. */
const TICKETS_MS = 3_600_000

/**
 * Deletes a data key that nothing is sealed under any more: every declared column of every table is looked through in this very transaction,
 * after the last transaction that could still seal under it has ended.
 * @throws vault/unknown-key, vault/not-former, vault/too-early, vault/still-used, vault/transactions-open
 */
export async function retireDataKey(
  { database, act }: Pick<KeyChange, 'database' | 'act'>,
  id: number,
  tables: readonly SealedTable[],
): Promise<void> {
  await untilOlderTransactionsEnd(database.pool('yiwang_owner'))
  await act({ mode: 'write', role: 'yiwang_owner' }, async (ctx) => {
    await refuseUnlessFormer(ctx, id)
    const used = await countUses(ctx.tx, id, tables)
    if (used.size > 0)
      throw problem(vaultProblems['still-used'], {
        id,
        count: [...used.values()].reduce((sum, count) => sum + count, 0),
        where: [...used.keys()],
      })
    await nextGeneration(ctx.tx)
    await sql`update vault.data_keys set state = 'retired', wrapped = null, retired_at = ${ctx.now}::timestamptz
      where id = ${id}`.execute(tablesOf<unknown>(ctx.tx))
    ctx.emit(DataKeyRetired.of({ keyId: id }))
  })
}

const STATES = { known: '还没有启用', taken: '正在使用', former: '已替换', retired: '已销毁' } as const

async function refuseUnlessFormer({ tx, now }: Context, id: number): Promise<void> {
  const { rows } = await sql<{ state: keyof typeof STATES; purpose: string; former_at: Date | null }>`
    select state, purpose, former_at from vault.data_keys where id = ${id} for update`.execute(tablesOf<unknown>(tx))
  const [row] = rows
  if (!row) throw problem(vaultProblems['unknown-key'], { id })
  if (row.state !== 'former' || !row.former_at)
    throw problem(vaultProblems['not-former'], { id, state: STATES[row.state] })
  const from = new Date(row.former_at.getTime() + TICKETS_MS)
  if (now < from)
    throw problem(vaultProblems['too-early'], { id, at: from.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' }) })
}

/** How many values each table holds under a key; tables without any are left out. */
export async function countUses(tx: Tx, id: number, tables: readonly SealedTable[]): Promise<Map<string, number>> {
  const uses = new Map<string, number>()
  for (const { table, columns } of tables) {
    const each = Object.keys(columns).map((name) => sql`count(*) filter (where vault.key_of(${sql.ref(name)}) = ${id})`)
    const { rows } = await sql<{
      uses: number
    }>`select ${sql.join(each, sql` + `)} as uses from ${sql.table(table)}`.execute(tablesOf<unknown>(tx))
    if (rows[0]!.uses > 0) uses.set(table, rows[0]!.uses)
  }
  return uses
}
