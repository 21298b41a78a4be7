import { sql } from 'kysely'
import { splitPublicId } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { send, tablesOf } from '../../../platform/db/index.ts'
import type { DataSubject } from '../../../platform/module/index.ts'
import { nameCase, toStored } from './case-store.ts'
import type { StoredCase } from './case-store.ts'
import { applicantBlinds } from './sealed-case.ts'
import type { CasesTables } from './tables.ts'

/** Whether a case within reach is this person's: of the account, or under the proved number. */
export async function isOfPerson(ctx: Context, caseId: string, of: Omit<DataSubject, 'things'>): Promise<boolean> {
  const { jurisdiction, id } = splitPublicId(caseId)
  const row = await tablesOf<CasesTables>(ctx.tx)
    .selectFrom('cases.cases')
    .select(['owner_id', 'applicant_code_blind'])
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return false
  if (row.owner_id === of.accountId) return true
  return of.citizenId !== undefined && row.applicant_code_blind.equals(codeBlind(ctx, of.citizenId))
}

function codeBlind({ vault }: Context, code: string): Buffer {
  return applicantBlinds(vault, { name: '', code, phone: '' }).applicant_code_blind
}

/** All cases of a person: of the account, drafts too, and those that a window registered under the person's proved number. */
export async function listOfPerson(ctx: Context, of: DataSubject): Promise<StoredCase[]> {
  const code = of.citizenId === undefined ? undefined : codeBlind(ctx, of.citizenId)
  // The wall's own question: it shows nothing but cases of this one applicant, wherever they are.
  if (code) await send(ctx.tx, sql`select set_config('yiwang.applicant', ${code.toString('hex')}, true)`)
  const rows = await tablesOf<CasesTables>(ctx.tx)
    .selectFrom('cases.cases')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('owner_id', '=', of.accountId),
        // A draft is its writer's alone until it is handed in.
        ...(code ? [eb.and([eb('applicant_code_blind', '=', code), eb('case_no', 'is not', null)])] : []),
      ]),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  if (code) await send(ctx.tx, sql`select set_config('yiwang.applicant', '', true)`)
  const found = rows.map(toStored)
  for (const { aCase } of found) nameCase(ctx.tx, aCase)
  return found
}
