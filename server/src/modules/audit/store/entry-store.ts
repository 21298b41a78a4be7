import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { INSTALLATION, splitPublicId } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { AuditCategory } from '../contract/audit-category.ts'
import type { AuditTables } from './tables.ts'

/** What the index keeps of an entry: enough to find it, nothing of what it says. */
export interface IndexedEntry {
  readonly jurisdiction: string
  readonly position: number
  readonly recordedAt: Date
  readonly kind: string
  readonly category: AuditCategory
  readonly division: string
  readonly staffId?: string
  readonly accountId?: string
  readonly subject?: string
}

/** 审计查询: everything that is given has to fit. */
export interface EntryFilter {
  readonly staffIds?: readonly string[]
  readonly subjects?: readonly string[]
  readonly from?: Date
  /** The first moment that is not meant any more. */
  readonly until?: Date
  readonly category?: AuditCategory
  readonly kind?: string
  readonly after?: { readonly recordedAt: Date; readonly position: number }
  readonly limit: number
}

export async function addEntries(tx: Tx, entries: readonly IndexedEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tablesOf<AuditTables>(tx)
    .insertInto('audit.entries')
    .values(
      entries.map(({ recordedAt, staffId, accountId, subject, ...entry }) => ({
        ...entry,
        recorded_at: recordedAt,
        staff_id: staffId ?? null,
        account_id: accountId ?? null,
        subject: subject ?? null,
      })),
    )
    .execute()
}

export async function addCases(
  tx: Tx,
  numbered: readonly { caseId: string; caseNo: string; queryCode: string }[],
): Promise<void> {
  const rows = new Map(numbered.map((one) => [one.caseId, one]))
  if (rows.size === 0) return
  await tablesOf<AuditTables>(tx)
    .insertInto('audit.cases')
    .values(
      [...rows.values()].map(({ caseId, caseNo, queryCode }) => ({
        jurisdiction: splitPublicId(caseId).jurisdiction,
        case_id: caseId,
        case_no: caseNo,
        query_code: queryCode,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function addStaffAccounts(
  tx: Tx,
  opened: readonly { accountId: string; staffId: string }[],
): Promise<void> {
  if (opened.length === 0) return
  await tablesOf<AuditTables>(tx)
    .insertInto('audit.staff_accounts')
    .values(
      opened.map(({ accountId, staffId }) => ({
        jurisdiction: splitPublicId(accountId).jurisdiction,
        account_id: accountId,
        staff_id: staffId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function staffOfAccounts(tx: Tx, accountIds: readonly string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map()
  const rows = await tablesOf<AuditTables>(tx)
    .selectFrom('audit.staff_accounts')
    .select(['account_id', 'staff_id'])
    .where('jurisdiction', 'in', [...new Set(accountIds.map((id) => id.slice(0, 6)))])
    .where(sql<boolean>`account_id = any(${accountIds}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.account_id, row.staff_id]))
}

export async function forgetAll(tx: Tx): Promise<void> {
  const db = tablesOf<AuditTables>(tx)
  await db.deleteFrom('audit.entries').execute()
  await db.deleteFrom('audit.cases').execute()
  await db.deleteFrom('audit.staff_accounts').execute()
}

/**
 * Newest first: what is within reach, and what concerns the whole installation (its configuration, attempts on names that nobody
 * has), which belongs to no place and is every auditor's to see. Two ordered looks, so that each follows its index.
 */
export async function search(tx: Tx, reach: Reach, filter: EntryFilter): Promise<IndexedEntry[]> {
  const ofPlace = withinReach(reach, { division: 'division', jurisdiction: 'jurisdiction' })
  const conditions = conditionsOf(filter)
  const look = (where: RawBuilder<boolean>) =>
    sql`(select * from audit.entries where ${where} and ${conditions} order by recorded_at desc, position desc limit ${filter.limit})`
  const { rows } = await sql<EntryRow>`select * from (
      ${look(sql`jurisdiction <> ${INSTALLATION} and ${ofPlace}`)} union all ${look(sql`jurisdiction = ${INSTALLATION}`)}
    ) as found order by recorded_at desc, position desc limit ${filter.limit}`.execute(tablesOf<AuditTables>(tx))
  return rows.map(fromRow)
}

/** How many a search finds, at most `filter.limit`. */
export async function count(tx: Tx, reach: Reach, filter: EntryFilter): Promise<number> {
  const ofPlace = withinReach(reach, { division: 'division', jurisdiction: 'jurisdiction' })
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from audit.entries
    where (jurisdiction = ${INSTALLATION} or ${ofPlace}) and ${conditionsOf(filter)} limit ${filter.limit}) as found`.execute(
    tablesOf<AuditTables>(tx),
  )
  return rows[0]?.n ?? 0
}

/** Entries by their positions, newest first, as far as they are within reach. */
export async function entriesAt(tx: Tx, reach: Reach, positions: readonly number[]): Promise<IndexedEntry[]> {
  const ofPlace = withinReach(reach, { division: 'division', jurisdiction: 'jurisdiction' })
  const { rows } = await sql<EntryRow>`select * from audit.entries
    where position = any(${positions}::bigint[]) and (jurisdiction = ${INSTALLATION} or ${ofPlace})
    order by recorded_at desc, position desc`.execute(tablesOf<AuditTables>(tx))
  return rows.map(fromRow)
}

function conditionsOf({ staffIds, subjects, from, until, category, kind, after }: EntryFilter): RawBuilder<boolean> {
  const conditions = [
    staffIds && sql`staff_id = any(${staffIds}::text[])`,
    subjects && sql`subject = any(${subjects}::text[])`,
    from && sql`recorded_at >= ${from}::timestamptz`,
    until && sql`recorded_at < ${until}::timestamptz`,
    category && sql`category = ${category}`,
    kind !== undefined && sql`kind = ${kind}`,
    after && sql`(recorded_at, position) < (${after.recordedAt}::timestamptz, ${after.position}::bigint)`,
  ].filter((one) => one !== undefined && one !== false)
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

/** 办件 by its number, exactly. */
export async function findCase(tx: Tx, number: string): Promise<string | undefined> {
  const found = await tablesOf<AuditTables>(tx)
    .selectFrom('audit.cases')
    .select('case_id')
    .where((eb) => eb.or([eb('case_no', '=', number), eb('query_code', '=', number)]))
    .executeTakeFirst()
  return found?.case_id
}

export async function caseNumbers(tx: Tx, subjects: readonly string[]): Promise<Map<string, string>> {
  if (subjects.length === 0) return new Map()
  const rows = await tablesOf<AuditTables>(tx)
    .selectFrom('audit.cases')
    .select(['case_id', 'case_no'])
    .where('jurisdiction', 'in', [...new Set(subjects.map((id) => id.slice(0, 6)))])
    .where(sql<boolean>`case_id = any(${subjects}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.case_id, row.case_no]))
}

export interface EntryRow {
  readonly jurisdiction: string
  readonly position: number
  readonly recorded_at: Date
  readonly kind: string
  readonly category: string
  readonly division: string
  readonly staff_id: string | null
  readonly account_id: string | null
  readonly subject: string | null
}

export function fromRow(row: EntryRow): IndexedEntry {
  return {
    jurisdiction: row.jurisdiction,
    position: row.position,
    recordedAt: row.recorded_at,
    kind: row.kind,
    category: row.category as AuditCategory,
    division: row.division,
    ...(row.staff_id !== null && { staffId: row.staff_id }),
    ...(row.account_id !== null && { accountId: row.account_id }),
    ...(row.subject !== null && { subject: row.subject }),
  }
}
