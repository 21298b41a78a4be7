import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Package } from '../domain/package.ts'
import type { Packages, PersonalDataTables } from './tables.ts'

export async function insert(tx: Tx, one: Pick<Package, 'id' | 'accountId' | 'askedAt'>): Promise<void> {
  await tablesOf<PersonalDataTables>(tx)
    .insertInto('personal_data.packages')
    .values({ ...splitPublicId(one.id), account_id: one.accountId, asked_at: one.askedAt })
    .execute()
}

export async function find(tx: Tx, packageId: string): Promise<Package | undefined> {
  const { jurisdiction, id } = splitPublicId(packageId)
  const row = await select(tx).where('jurisdiction', '=', jurisdiction).where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

export async function findNewest(tx: Tx, accountId: string): Promise<Package | undefined> {
  return (await listOf(tx, accountId))[0]
}

/** The newest first. */
export async function listOf(tx: Tx, accountId: string): Promise<Package[]> {
  const rows = await select(tx).where('account_id', '=', accountId).orderBy('asked_at', 'desc').limit(20).execute()
  return rows.map(fromRow)
}

/** Those of an account that have not gone, locked until the transaction ends. */
export async function lockStanding(tx: Tx, accountId: string): Promise<Package[]> {
  const rows = await select(tx)
    .where('account_id', '=', accountId)
    .where('state', '<>', 'gone')
    .orderBy('asked_at', 'desc')
    .forUpdate()
    .execute()
  return rows.map(fromRow)
}

/** Ready ones whose time is over, locked. */
export async function lockExpired(tx: Tx, now: Date, most: number): Promise<Package[]> {
  const rows = await select(tx)
    .where('state', '=', 'ready')
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(fromRow)
}

export async function setProgress(
  tx: Tx,
  packageId: string,
  { done, total }: { done: number; total: number },
): Promise<void> {
  await update(tx, packageId).set({ done, total }).where('state', '=', 'making').execute()
}

/** False when it is not being made any more: it was made by another run, or given up. */
export async function setMade(
  tx: Tx,
  packageId: string,
  made: NonNullable<Package['made']> & { at: Date; files: number },
): Promise<boolean> {
  const result = await update(tx, packageId)
    .set({
      state: 'ready',
      done: made.files,
      total: made.files,
      file_id: made.fileId,
      sha256: made.sha256,
      bytes: made.bytes,
      made_at: made.at,
      expires_at: made.expiresAt,
    })
    .where('state', '=', 'making')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function setGone(tx: Tx, packageId: string): Promise<void> {
  await update(tx, packageId).set({ state: 'gone' }).execute()
}

function select(tx: Tx) {
  return tablesOf<PersonalDataTables>(tx).selectFrom('personal_data.packages').selectAll()
}

function update(tx: Tx, packageId: string) {
  const { jurisdiction, id } = splitPublicId(packageId)
  return tablesOf<PersonalDataTables>(tx)
    .updateTable('personal_data.packages')
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

function fromRow(row: Selectable<Packages>): Package {
  const { file_id: fileId, sha256, bytes, expires_at: expiresAt } = row
  const isMade = fileId !== null && sha256 !== null && bytes !== null && expiresAt !== null
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    accountId: row.account_id,
    state: row.state,
    askedAt: row.asked_at,
    done: row.done,
    ...(row.total !== null && { total: row.total }),
    ...(isMade && { made: { fileId, sha256, bytes: Number(bytes), expiresAt } }),
  }
}
