import type { Selectable } from 'kysely'
import { joinPublicId, newPublicId, splitPublicId } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Consents, SignOnTables } from './tables.ts'

export interface ConsentRow {
  readonly id: string
  readonly accountId: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly givenAt: Date
  readonly usedAt: Date
  readonly version: number
}

/** The one that stands. */
export async function find(tx: Tx, accountId: string, clientId: string): Promise<ConsentRow | undefined> {
  const row = await standing(tx, accountId).where('client_id', '=', clientId).executeTakeFirst()
  return row && fromRow(row)
}

/** What a person consented to, newest first. */
export async function listFor(tx: Tx, accountId: string): Promise<ConsentRow[]> {
  const rows = await standing(tx, accountId).orderBy('used_at', 'desc').execute()
  return rows.map(fromRow)
}

/** All that was ever consented to, the newest first. */
export async function listAll(tx: Tx, accountId: string): Promise<(ConsentRow & { withdrawnAt?: Date })[]> {
  const rows = await tablesOf<SignOnTables>(tx)
    .selectFrom('sign_on.consents')
    .selectAll()
    .where('jurisdiction', '=', splitPublicId(accountId).jurisdiction)
    .where('account_id', '=', accountId)
    .orderBy('given_at', 'desc')
    .execute()
  return rows.map((row) => ({ ...fromRow(row), ...(row.withdrawn_at && { withdrawnAt: row.withdrawn_at }) }))
}

/** A new consent, or more in the one that stands. Returns its id. */
export async function give(
  tx: Tx,
  consent: { accountId: string; clientId: string; scopes: readonly string[]; at: Date },
): Promise<string> {
  const { jurisdiction, id } = splitPublicId(newPublicId(splitPublicId(consent.accountId).jurisdiction))
  const scopes = [...consent.scopes]
  const row = await tablesOf<SignOnTables>(tx)
    .insertInto('sign_on.consents')
    .values({
      jurisdiction,
      id,
      account_id: consent.accountId,
      client_id: consent.clientId,
      scopes,
      given_at: consent.at,
      used_at: consent.at,
      withdrawn_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['jurisdiction', 'account_id', 'client_id'])
        .where('withdrawn_at', 'is', null)
        .doUpdateSet((eb) => ({
          scopes,
          given_at: consent.at,
          used_at: consent.at,
          version: eb('sign_on.consents.version', '+', 1),
        })),
    )
    .returning(['jurisdiction', 'id'])
    .executeTakeFirstOrThrow()
  return joinPublicId(row.jurisdiction, row.id)
}

export async function use(tx: Tx, consentId: string, at: Date): Promise<void> {
  const { jurisdiction, id } = splitPublicId(consentId)
  await tablesOf<SignOnTables>(tx)
    .updateTable('sign_on.consents')
    .set({ used_at: at })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** The owner's own, locked until the transaction ends. */
export async function lockOwn(tx: Tx, accountId: string, consentId: string): Promise<ConsentRow | undefined> {
  const { jurisdiction, id } = splitPublicId(consentId)
  const row = await standing(tx, accountId)
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function withdraw(tx: Tx, consentId: string, at: Date): Promise<void> {
  const { jurisdiction, id } = splitPublicId(consentId)
  await tablesOf<SignOnTables>(tx)
    .updateTable('sign_on.consents')
    .set((eb) => ({ withdrawn_at: at, version: eb('version', '+', 1) }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

function standing(tx: Tx, accountId: string) {
  return tablesOf<SignOnTables>(tx)
    .selectFrom('sign_on.consents')
    .selectAll()
    .where('jurisdiction', '=', splitPublicId(accountId).jurisdiction)
    .where('account_id', '=', accountId)
    .where('withdrawn_at', 'is', null)
}

function fromRow(row: Selectable<Consents>): ConsentRow {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    accountId: row.account_id,
    clientId: row.client_id,
    scopes: row.scopes,
    givenAt: row.given_at,
    usedAt: row.used_at,
    version: row.version,
  }
}
