import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { calendarDate, joinPublicId, newPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { nameKeys, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Mandate } from '../domain/mandate.ts'
import type { IdentityTables, Mandates } from './tables.ts'

export interface MandateRow extends Mandate {
  readonly id: string
  readonly creditCode: string
  readonly organizationName: string
  readonly agentAccountId: string
  readonly division: string
  readonly letterNo: string
  readonly isDemo: boolean
  readonly version: number
}

export type RevokedBy = 'principal' | 'agent' | 'official'

/** All mandates of an agent that were not revoked, in force or not. */
export async function listForAgent(tx: Tx, agentAccountId: string): Promise<MandateRow[]> {
  nameKeys(tx, [agentAccountId])
  const rows = await joined(tx)
    .where('m.agent_account_id', '=', agentAccountId)
    .where('m.revoked_on', 'is', null)
    .orderBy('c.credit_code')
    .execute()
  return rows.map(fromRow)
}

/** Revoked ones too. */
export async function listAllForAgent(tx: Tx, agentAccountId: string): Promise<MandateRow[]> {
  return (await joined(tx).where('m.agent_account_id', '=', agentAccountId).execute()).map(fromRow)
}

/** Of one company, not revoked; in force or not. */
export async function listOfCompany(tx: Tx, companyId: string): Promise<MandateRow[]> {
  const { jurisdiction, id } = splitPublicId(companyId)
  const rows = await joined(tx)
    .where('m.jurisdiction', '=', jurisdiction)
    .where('m.company_id', '=', id)
    .where('m.revoked_on', 'is', null)
    .orderBy('m.valid_from')
    .orderBy('m.id')
    .execute()
  return rows.map(fromRow)
}

/** Locks the mandate until the transaction ends. */
export async function lock(tx: Tx, mandateId: string): Promise<MandateRow | undefined> {
  const { jurisdiction, id } = splitPublicId(mandateId)
  const row = await joined(tx)
    .where('m.jurisdiction', '=', jurisdiction)
    .where('m.id', '=', id)
    .forUpdate('m')
    .executeTakeFirst()
  return row && fromRow(row)
}

/** The company's id; its name is what the newest letter says. */
export async function saveCompany(
  tx: Tx,
  company: { jurisdiction: string; creditCode: string; name: string; isDemo: boolean },
): Promise<string> {
  nameKeys(tx, [company.creditCode])
  const { jurisdiction, id } = splitPublicId(newPublicId(company.jurisdiction))
  const row = await tablesOf<IdentityTables>(tx)
    .insertInto('identity.companies')
    .values({ jurisdiction, id, credit_code: company.creditCode, name: company.name, is_demo: company.isDemo })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'credit_code']).doUpdateSet({ name: company.name }))
    .returning(['jurisdiction', 'id'])
    .executeTakeFirstOrThrow()
  return joinPublicId(row.jurisdiction, row.id)
}

/** False when the agent has a mandate of the company already. */
export async function insert(
  tx: Tx,
  mandate: MandateRow,
  { companyId, at }: { companyId: string; at: Date },
): Promise<boolean> {
  const result = await tablesOf<IdentityTables>(tx)
    .insertInto('identity.mandates')
    .values({
      ...splitPublicId(mandate.id),
      company_id: splitPublicId(companyId).id,
      agent_account_id: mandate.agentAccountId,
      division: mandate.division,
      letter_no: mandate.letterNo,
      valid_from: mandate.validFrom,
      valid_to: mandate.validTo,
      revoked_on: null,
      revoke_reason: null,
      kind: 'company',
      proof: 'letter',
      scope: mandate.scope.kind,
      scope_codes: [...mandate.scope.codes],
      given_at: at,
      confirmed_at: at,
      // The letter bears the agent's signature beside the company's.
      accepted_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['jurisdiction', 'company_id', 'agent_account_id']).where('revoked_on', 'is', null).doNothing(),
    )
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function revoke(
  tx: Tx,
  change: { id: string; on: CalendarDate; reason: string; by: RevokedBy },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(change.id)
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.mandates')
    .set((eb) => ({
      revoked_on: change.on,
      revoke_reason: change.reason,
      revoked_by: change.by,
      version: eb('version', '+', 1),
    }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

function joined(tx: Tx) {
  return tablesOf<IdentityTables>(tx)
    .selectFrom('identity.mandates as m')
    .innerJoin('identity.companies as c', (join) =>
      join.onRef('c.jurisdiction', '=', 'm.jurisdiction').on('c.id', '=', sql<string>`m.company_id`),
    )
    .selectAll('m')
    .select(['c.credit_code', 'c.name as company_name', 'c.is_demo'])
}

type JoinedRow = Awaited<ReturnType<ReturnType<typeof joined>['execute']>>[number]

function fromRow(row: JoinedRow): MandateRow {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    ...mandateOf(row),
    creditCode: row.credit_code,
    organizationName: row.company_name,
    agentAccountId: row.agent_account_id,
    division: row.division,
    letterNo: row.letter_no,
    isDemo: row.is_demo,
    version: row.version,
  }
}

/** What the rules decide by, of a mandate of any kind. */
export function mandateOf(row: Selectable<Mandates>): Mandate {
  return {
    kind: row.kind,
    scope: { kind: row.scope, codes: row.scope_codes },
    validFrom: calendarDate(row.valid_from),
    validTo: calendarDate(row.valid_to),
    ...(row.confirmed_at !== null && { confirmedAt: row.confirmed_at }),
    ...(row.accepted_at !== null && { acceptedAt: row.accepted_at }),
    ...(row.revoked_on !== null && { revokedOn: calendarDate(row.revoked_on) }),
  }
}
