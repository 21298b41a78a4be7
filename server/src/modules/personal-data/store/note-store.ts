import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { nameKeys, tablesOf } from '../../../platform/db/index.ts'
import type { CorrectionNote } from '../../../platform/module/index.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'
import type { PersonalDataTables } from './tables.ts'

const TEXT = 'personal_data.note_text'

export const sealed: readonly SealedTable[] = [{ table: 'personal_data.notes', columns: { text: TEXT } }]

/** 更正说明, with where it stands. */
export interface Note extends CorrectionNote {
  readonly id: string
  readonly accountId: string
  readonly holding: string
  readonly thing?: string
  readonly caseId: string
}

export async function insert(ctx: Context, note: Note): Promise<void> {
  nameKeys(ctx.tx, [note.accountId])
  await tablesOf<PersonalDataTables>(ctx.tx)
    .insertInto('personal_data.notes')
    .values({
      ...splitPublicId(note.id),
      account_id: note.accountId,
      holding: note.holding,
      thing: note.thing ?? null,
      text: ctx.vault.seal(note.text, TEXT),
      case_id: note.caseId,
      noted_at: note.notedAt,
    })
    .execute()
}

/** Beside one thing, whoever's it is: the caller may see the thing. */
export async function listBeside(ctx: Context, thing: string): Promise<CorrectionNote[]> {
  nameKeys(ctx.tx, [thing])
  const rows = await tablesOf<PersonalDataTables>(ctx.tx)
    .selectFrom('personal_data.notes')
    .select(['text', 'noted_at'])
    .where('thing', '=', thing)
    .orderBy('noted_at')
    .execute()
  return rows.map((row) => ({ text: ctx.vault.open(row.text, TEXT), notedAt: row.noted_at }))
}

export async function listOf(ctx: Context, accountId: string): Promise<Note[]> {
  const rows = await tablesOf<PersonalDataTables>(ctx.tx)
    .selectFrom('personal_data.notes')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('noted_at', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: joinPublicId(row.jurisdiction, row.id),
    accountId: row.account_id,
    holding: row.holding,
    text: ctx.vault.open(row.text, TEXT),
    caseId: row.case_id,
    notedAt: row.noted_at,
    ...(row.thing !== null && { thing: row.thing }),
  }))
}

export async function eraseBeside(ctx: Context, thing: string): Promise<void> {
  nameKeys(ctx.tx, [thing])
  await tablesOf<PersonalDataTables>(ctx.tx).deleteFrom('personal_data.notes').where('thing', '=', thing).execute()
}

export async function eraseOf(ctx: Context, accountId: string): Promise<void> {
  await tablesOf<PersonalDataTables>(ctx.tx)
    .deleteFrom('personal_data.notes')
    .where('account_id', '=', accountId)
    .execute()
}
