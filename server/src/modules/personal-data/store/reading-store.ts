import { sql } from 'kysely'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { PersonalDataTables } from './tables.ts'

/** 查阅记录: somebody read something. */
export interface Reading {
  readonly jurisdiction: string
  readonly position: number
  readonly subject: string
  readonly what: string
  readonly purpose?: string
  readonly accountId?: string
  readonly staffId?: string
  readonly organizationId?: string
  readonly readAt: Date
}

export async function addAll(tx: Tx, readings: readonly Reading[]): Promise<void> {
  if (readings.length === 0) return
  await tablesOf<PersonalDataTables>(tx)
    .insertInto('personal_data.readings')
    .values(
      readings.map((one) => ({
        jurisdiction: one.jurisdiction,
        position: one.position,
        subject: one.subject,
        what: one.what,
        purpose: one.purpose ?? null,
        account_id: one.accountId ?? null,
        staff_id: one.staffId ?? null,
        organization_id: one.organizationId ?? null,
        read_at: one.readAt,
      })),
    )
    .execute()
}

export async function forgetAll(tx: Tx): Promise<void> {
  await tablesOf<PersonalDataTables>(tx).deleteFrom('personal_data.readings').execute()
}

/** Readings of these things by others, the newest first, and how many there are. */
export async function list(
  tx: Tx,
  of: { subjects: readonly string[]; notBy: string; most: number },
): Promise<{ count: number; rows: Omit<Reading, 'jurisdiction' | 'position'>[] }> {
  const wanted = sql<boolean>`subject = any(${[...of.subjects]}::text[]) and account_id is distinct from ${of.notBy}`
  const db = tablesOf<PersonalDataTables>(tx)
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from personal_data.readings
    where ${wanted}`.execute(db)
  const rows = await db
    .selectFrom('personal_data.readings')
    .selectAll()
    .where(wanted)
    .orderBy('position', 'desc')
    .limit(of.most)
    .execute()
  return {
    count: counted[0]?.n ?? 0,
    rows: rows.map((row) => ({
      subject: row.subject,
      what: row.what,
      readAt: row.read_at,
      ...(row.purpose !== null && { purpose: row.purpose }),
      ...(row.account_id !== null && { accountId: row.account_id }),
      ...(row.staff_id !== null && { staffId: row.staff_id }),
      ...(row.organization_id !== null && { organizationId: row.organization_id }),
    })),
  }
}
