import type { CasesContext } from '../actions/cases-context.ts'
import type { CaseView } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'

/** 文书 of the case, ready or still being drawn; what officials wrote down for the file alone is not the applicant's to see. */
export async function presentDocuments(
  ctx: CasesContext,
  caseId: string,
  isOwn: boolean,
): Promise<CaseView['documents']> {
  const documents = (await ctx.documents.listFor(ctx, caseId)).filter(({ isInternal }) => !(isOwn && isInternal))
  return documents.map(({ id, template, title, documentNo, state, issuedAt, isInternal }) => ({
    documentId: id,
    template,
    title,
    documentNo: documentNo ?? '',
    state,
    issuedAt,
    ...(isInternal && { isInternal }),
    ...(state === 'ready' && { href: `/api/documents/${id}/content` }),
  }))
}

export async function presentLicences(
  ctx: CasesContext,
  { id: caseId, erasedAt }: Case,
): Promise<CaseView['licences']> {
  const licences = await ctx.licences.listFor(ctx, { caseId })
  return licences.map(({ id, name, identifier, licenceNo, state, validFrom, validTo, documentId }) => ({
    licenceId: id,
    name,
    identifier: identifier ?? '',
    licenceNo: licenceNo ?? '',
    state,
    validFrom,
    ...(validTo !== undefined && { validTo }),
    ...(documentId !== undefined && !erasedAt && { href: `/api/documents/${documentId}/content` }),
  }))
}
