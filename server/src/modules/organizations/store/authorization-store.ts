import type { Selectable } from 'kysely'
import { calendarDate, joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { AuthorizationPower } from '../contract/authorization.ts'
import type { Authorization } from '../domain/authorization.ts'
import type { Authorizations, OrganizationsTables } from './tables.ts'

/** A letter of authorization as it is kept. */
export interface AuthorizationRow extends Authorization {
  readonly id: string
  readonly division: string
  readonly docNo: string
  readonly revokeReason?: string
  readonly version: number
}

export async function listForGrantee(tx: Tx, staffId: string): Promise<AuthorizationRow[]> {
  const { jurisdiction, id } = splitPublicId(staffId)
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.authorizations')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('grantee_id', '=', id)
    .execute()
  return rows.map(fromRow)
}

export async function list(tx: Tx, reach: Reach): Promise<AuthorizationRow[]> {
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.authorizations')
    .selectAll()
    .where(withinReach(reach, { division: 'division', organization: 'grantor' }))
    .orderBy('division')
    .orderBy('grantor')
    .orderBy('doc_no')
    .limit(500)
    .execute()
  return rows.map(fromRow)
}

/** Those in force on a day, of the places that the wall lets through. */
export async function listInForce(tx: Tx, on: CalendarDate): Promise<AuthorizationRow[]> {
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.authorizations')
    .selectAll()
    .where('valid_from', '<=', on)
    .where('valid_to', '>=', on)
    .where((eb) => eb.or([eb('revoked_on', 'is', null), eb('revoked_on', '>', on)]))
    .execute()
  return rows.map(fromRow)
}

/** Locks the row until the transaction ends. */
export async function lock(tx: Tx, authorizationId: string): Promise<AuthorizationRow | undefined> {
  const { jurisdiction, id } = splitPublicId(authorizationId)
  const row = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.authorizations')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && fromRow(row)
}

/** False when the grantor has issued a letter of that number already. */
export async function insert(tx: Tx, letter: AuthorizationRow): Promise<boolean> {
  const result = await tablesOf<OrganizationsTables>(tx)
    .insertInto('organizations.authorizations')
    .values({
      ...splitPublicId(letter.id),
      grantor_id: splitPublicId(letter.grantorId).id,
      grantee_id: splitPublicId(letter.granteeId).id,
      division: letter.division,
      powers: [...letter.powers],
      item_ids: letter.itemIds ? [...letter.itemIds] : null,
      doc_no: letter.docNo,
      valid_from: letter.validFrom,
      valid_to: letter.validTo,
      revoked_on: null,
      revoke_reason: null,
    })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'grantor_id', 'doc_no']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function revoke(
  tx: Tx,
  { id, on, reason }: { id: string; on: CalendarDate; reason: string },
): Promise<void> {
  const key = splitPublicId(id)
  await tablesOf<OrganizationsTables>(tx)
    .updateTable('organizations.authorizations')
    .set((eb) => ({ revoked_on: on, revoke_reason: reason, version: eb('version', '+', 1) }))
    .where('jurisdiction', '=', key.jurisdiction)
    .where('id', '=', key.id)
    .execute()
}

function fromRow(row: Selectable<Authorizations>): AuthorizationRow {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    grantorId: joinPublicId(row.jurisdiction, row.grantor_id),
    granteeId: joinPublicId(row.jurisdiction, row.grantee_id),
    division: row.division,
    powers: row.powers as AuthorizationPower[],
    docNo: row.doc_no,
    validFrom: calendarDate(row.valid_from),
    validTo: calendarDate(row.valid_to),
    version: row.version,
    ...(row.item_ids !== null && { itemIds: row.item_ids }),
    ...(row.revoked_on !== null && { revokedOn: calendarDate(row.revoked_on) }),
    ...(row.revoke_reason !== null && { revokeReason: row.revoke_reason }),
  }
}
