import type { Selectable } from 'kysely'
import { calendarDate, joinPublicId, newPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { nameKeys, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Companies, IdentityTables } from './tables.ts'

/** A company whose legal representative a register has confirmed. */
export interface CompanyRow {
  readonly id: string
  readonly creditCode: string
  readonly name: string
  readonly level: number
  readonly legalRepresentative: string
  readonly source: string
  readonly verifiedAt: Date
  readonly validUntil: CalendarDate
}

export async function listOfRepresentative(tx: Tx, accountId: string): Promise<CompanyRow[]> {
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.companies')
    .selectAll()
    .where('legal_representative', '=', accountId)
    .orderBy('credit_code')
    .execute()
  return rows.map(companyOf).map((company) => named(tx, company))
}

/** Locked; undefined when it is not this person's. */
export async function lockOwn(tx: Tx, companyId: string, accountId: string): Promise<CompanyRow | undefined> {
  const { jurisdiction, id } = splitPublicId(companyId)
  nameKeys(tx, [accountId])
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.companies')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .where('legal_representative', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  return row && named(tx, companyOf(row))
}

/** What the register confirmed last is what holds: another legal representative takes the place of the former. */
export async function confirm(
  tx: Tx,
  jurisdiction: string,
  company: Omit<CompanyRow, 'id'>,
): Promise<{ company: CompanyRow; former: string | undefined }> {
  nameKeys(tx, [company.creditCode])
  const db = tablesOf<IdentityTables>(tx)
  const before = await db
    .selectFrom('identity.companies')
    .select('legal_representative')
    .where('jurisdiction', '=', jurisdiction)
    .where('credit_code', '=', company.creditCode)
    .forUpdate()
    .executeTakeFirst()
  const confirmed = {
    name: company.name,
    level: company.level,
    legal_representative: company.legalRepresentative,
    source: company.source,
    verified_at: company.verifiedAt,
    valid_until: company.validUntil,
  }
  const row = await db
    .insertInto('identity.companies')
    .values({
      jurisdiction,
      id: splitPublicId(newPublicId(jurisdiction)).id,
      credit_code: company.creditCode,
      ...confirmed,
    })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'credit_code']).doUpdateSet(confirmed))
    .returningAll()
    .executeTakeFirstOrThrow()
  const former = before?.legal_representative ?? undefined
  return { company: named(tx, companyOf(row)), former: former === company.legalRepresentative ? undefined : former }
}

/** A representative whose account is gone represents nobody. */
export async function release(tx: Tx, accountId: string): Promise<void> {
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.companies')
    .set({ level: 1, legal_representative: null, source: null, verified_at: null, valid_until: null })
    .where('legal_representative', '=', accountId)
    .execute()
}

/** Whoever stands for a company reaches its mandates. */
function named(tx: Tx, company: CompanyRow): CompanyRow {
  nameKeys(tx, [company.id])
  return company
}

function companyOf(row: Selectable<Companies>): CompanyRow {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    creditCode: row.credit_code,
    name: row.name,
    level: row.level,
    legalRepresentative: row.legal_representative ?? '',
    source: row.source ?? '',
    verifiedAt: row.verified_at ?? new Date(0),
    validUntil: calendarDate(row.valid_until ?? '1970-01-01'),
  }
}
