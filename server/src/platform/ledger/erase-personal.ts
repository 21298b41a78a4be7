import { sql } from 'kysely'
import type { StreamName } from '../../kernel/index.ts'
import type { Context } from '../act/context.ts'
import { nameKeys, tablesOf } from '../db/index.ts'

/**
 * 删除: the values beside a stream's entries, and the salts of their digests with them, so that they cannot be guessed either.
 * The chain holds the digests and stays as it was. The values never leave the database, even where the entry itself was archived:
 * positions tell which entries are of the stream. Whoever calls records the act in an entry of its own.
 * @param because in stable words, not in a person's: it stays
 * @returns how many values there were
 */
export async function erasePersonal(ctx: Context, stream: StreamName, because: string): Promise<number> {
  nameKeys(ctx.tx, [stream.name])
  const erased = await sql`update ledger.personal b
    set sealed = null, salt = null, erased_at = ${ctx.now}, erased_because = ${because}, erased_by = ${ctx.actor.staffId ?? null}
    from (select e.id from ledger.entries e where e.jurisdiction = ${stream.jurisdiction} and e.stream = ${stream.name}
      union select p.entry_id from ledger.positions p where p.stream = ${stream.name}) as of_stream
    where b.jurisdiction = ${stream.jurisdiction} and b.entry_id = of_stream.id and b.sealed is not null`.execute(
    tablesOf<unknown>(ctx.tx),
  )
  return Number(erased.numAffectedRows ?? 0)
}
