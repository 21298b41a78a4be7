import { nameKeys, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { IdentityTables } from './tables.ts'

interface LinkKey {
  readonly upstream: string
  readonly subjectBlind: Buffer
}

/** The account that a subject belongs to. */
export async function findLink(tx: Tx, { upstream, subjectBlind }: LinkKey): Promise<string | undefined> {
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.upstream_links')
    .select('account_id')
    .where('jurisdiction', '=', '000000')
    .where('upstream', '=', upstream)
    .where('subject_blind', '=', subjectBlind)
    .executeTakeFirst()
  return row?.account_id
}

/** With which providers an account is linked. */
export async function listLinks(tx: Tx, accountId: string): Promise<{ upstream: string; linkedAt: Date }[]> {
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.upstream_links')
    .select(['upstream', 'linked_at'])
    .where('account_id', '=', accountId)
    .orderBy('linked_at')
    .execute()
  return rows.map(({ upstream, linked_at: linkedAt }) => ({ upstream, linkedAt }))
}

/** False when the subject or the account has a link of this provider already. */
export async function link(
  tx: Tx,
  { upstream, subjectBlind }: LinkKey,
  to: { accountId: string; at: Date },
): Promise<boolean> {
  const result = await tablesOf<IdentityTables>(tx)
    .insertInto('identity.upstream_links')
    .values({ upstream, subject_blind: subjectBlind, account_id: to.accountId, linked_at: to.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Who closed the account comes from upstream as a stranger; of one provider where another subject of it takes its place. */
export async function unlink(tx: Tx, accountId: string, upstream?: string): Promise<void> {
  nameKeys(tx, [accountId])
  const links = tablesOf<IdentityTables>(tx).deleteFrom('identity.upstream_links').where('account_id', '=', accountId)
  await (upstream === undefined ? links : links.where('upstream', '=', upstream)).execute()
}
