import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { nameKeys, send, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { DocumentData } from '../contract/template.ts'
import type { IssuedDocument, RenderedDocument } from '../domain/document.ts'
import type { Documents, DocumentsTables } from './tables.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

const DATA = 'documents.data'

export const sealed: SealedTable = { table: 'documents.documents', columns: { data_sealed: DATA } }

export function insertDocument(ctx: Context, document: IssuedDocument): Promise<void> {
  const insertion = tablesOf<DocumentsTables>(ctx.tx)
    .insertInto('documents.documents')
    .values({
      ...splitPublicId(document.id),
      subject: document.subject,
      template: document.template,
      template_version: document.templateVersion,
      template_jurisdiction: document.templateJurisdiction ?? null,
      kind: document.templateJurisdiction === undefined ? null : document.kind,
      title: document.title,
      document_no: document.documentNo ?? null,
      organization_id: document.organizationId,
      organization_name: document.organizationName,
      division: document.division,
      recipient_account_id: document.recipientAccountId ?? null,
      recipient_mandate_id: document.recipientMandateId ?? null,
      is_sealed: document.isSealed,
      verify_code: document.verifyCode,
      issued_at: document.issuedAt,
      data_sealed: ctx.vault.seal(JSON.stringify(document.data), DATA),
    })
  return send(ctx.tx, insertion)
}

export async function findDocument(ctx: Context, documentId: string): Promise<IssuedDocument | undefined> {
  const { jurisdiction, id } = splitPublicId(documentId)
  const row = await tablesOf<DocumentsTables>(ctx.tx)
    .selectFrom('documents.documents')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && documentOf(ctx, row)
}

export async function findByVerifyCode(ctx: Context, verifyCode: string): Promise<IssuedDocument | undefined> {
  nameKeys(ctx.tx, [verifyCode])
  const row = await tablesOf<DocumentsTables>(ctx.tx)
    .selectFrom('documents.documents')
    .selectAll()
    .where('verify_code', '=', verifyCode)
    .executeTakeFirst()
  return row && documentOf(ctx, row)
}

export async function documentsOf(ctx: Context, subject: string): Promise<IssuedDocument[]> {
  const rows = await tablesOf<DocumentsTables>(ctx.tx)
    .selectFrom('documents.documents')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('issued_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => documentOf(ctx, row))
}

/** All that a person was given, and all of the person's things, the newest first. */
export async function documentsOfPerson(
  ctx: Context,
  of: { readonly accountId: string; readonly things: readonly string[] },
): Promise<IssuedDocument[]> {
  const rows = await tablesOf<DocumentsTables>(ctx.tx)
    .selectFrom('documents.documents')
    .selectAll()
    .where(sql<boolean>`(recipient_account_id = ${of.accountId} or subject = any(${[...of.things]}::text[]))`)
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => documentOf(ctx, row))
}

/** False when another run of the job was first. */
export async function setRendered(tx: Tx, documentId: string, rendered: RenderedDocument): Promise<boolean> {
  const { jurisdiction, id } = splitPublicId(documentId)
  const result = await tablesOf<DocumentsTables>(tx)
    .updateTable('documents.documents')
    .set({
      file_id: rendered.fileId,
      sha256: rendered.sha256,
      pages: rendered.pages,
      rendered_at: rendered.at,
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .where('file_id', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** @returns those erased now, with the files that they were made into */
export async function eraseAll(ctx: Context, subject: string): Promise<{ id: string; fileId: string | undefined }[]> {
  const rows = await tablesOf<DocumentsTables>(ctx.tx)
    .updateTable('documents.documents')
    .set({ data_sealed: ctx.vault.seal('{}', DATA), erased_at: ctx.now })
    .where('subject', '=', subject)
    .where('erased_at', 'is', null)
    .returning(['jurisdiction', 'id', 'file_id'])
    .execute()
  return rows.map((row) => ({ id: joinPublicId(row.jurisdiction, row.id), fileId: row.file_id ?? undefined }))
}

export async function findNumberFormat(tx: Tx, organizationId: string): Promise<string | undefined> {
  const row = await tablesOf<DocumentsTables>(tx)
    .selectFrom('documents.number_formats')
    .select('format')
    .where('jurisdiction', '=', splitPublicId(organizationId).jurisdiction)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  return row?.format
}

export async function saveNumberFormat(tx: Tx, organizationId: string, format: string): Promise<void> {
  const { jurisdiction } = splitPublicId(organizationId)
  await tablesOf<DocumentsTables>(tx)
    .insertInto('documents.number_formats')
    .values({ jurisdiction, organization_id: organizationId, format })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'organization_id']).doUpdateSet({ format }))
    .execute()
}

function documentOf(ctx: Context, row: Selectable<Documents>): IssuedDocument {
  const { file_id: fileId, sha256, pages, rendered_at: at } = row
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    subject: row.subject,
    template: row.template,
    templateVersion: row.template_version,
    templateJurisdiction: row.template_jurisdiction ?? undefined,
    kind: row.kind ?? row.template,
    title: row.title,
    documentNo: row.document_no ?? undefined,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    division: row.division,
    recipientAccountId: row.recipient_account_id ?? undefined,
    recipientMandateId: row.recipient_mandate_id ?? undefined,
    isSealed: row.is_sealed,
    verifyCode: row.verify_code,
    issuedAt: row.issued_at,
    data: JSON.parse(ctx.vault.open(row.data_sealed, DATA)) as DocumentData,
    ...(row.erased_at && { erasedAt: row.erased_at }),
    rendered: fileId && sha256 && pages && at ? { fileId, sha256, pages, at } : undefined,
  }
}
