import { sql } from 'kysely'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { CaseState } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'
import { COLUMNS, toStored } from './case-store.ts'
import type { StoredCase } from './case-store.ts'
import type { CasesTables } from './tables.ts'

/** Which part of the archivist's list: what may be erased as of a day, the longest over first; or what is held, the longest held first. */
export interface ErasureFilter {
  readonly view: 'due' | 'held'
  readonly on: CalendarDate
  readonly after?: { readonly since: string; readonly id: string } | undefined
  readonly limit: number
}

export async function listToErase(tx: Tx, reach: Reach, filter: ErasureFilter): Promise<StoredCase[]> {
  return (await toEraseQuery(tx, reach, filter).execute()).map(toStored)
}

export function toEraseQuery(tx: Tx, reach: Reach, { view, on, after, limit }: ErasureFilter) {
  const column = view === 'due' ? 'keep_until' : 'held_at'
  let query = tablesOf<CasesTables>(tx)
    .selectFrom('cases.cases')
    .selectAll()
    .where(withinReach(reach, COLUMNS))
    .orderBy(column)
    .orderBy('id')
    .limit(limit)
  query =
    view === 'due'
      ? query.where('keep_until', '<', on).where('held_at', 'is', null)
      : query.where('held_at', 'is not', null)
  if (!after) return query
  return view === 'due'
    ? query.where(sql<boolean>`(keep_until, id) > (${after.since}::date, ${after.id}::uuid)`)
    : query.where(sql<boolean>`(held_at, id) > (${after.since}::timestamptz, ${after.id}::uuid)`)
}

/** Which of these persons have a case that was handed in and has not ended: by the blinds of their codes. */
export async function findRunning(
  tx: Tx,
  codeBlinds: readonly Buffer[],
  ended: readonly CaseState[],
): Promise<ReadonlySet<string>> {
  if (codeBlinds.length === 0) return new Set()
  const rows = await tablesOf<CasesTables>(tx)
    .selectFrom('cases.cases')
    .select('applicant_code_blind')
    .distinct()
    .where('applicant_code_blind', 'in', [...codeBlinds])
    .where('case_no', 'is not', null)
    .where('state', 'not in', [...ended])
    .execute()
  return new Set(rows.map((row) => row.applicant_code_blind.toString('hex')))
}

/** All cases of an account that were not erased, drafts and those that were given up too. */
export async function listOwned(tx: Tx, ownerId: string): Promise<Case[]> {
  const rows = await tablesOf<CasesTables>(tx)
    .selectFrom('cases.cases')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('erased_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .execute()
  return rows.map((row) => toStored(row).aCase)
}
