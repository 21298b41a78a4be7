import { randomBytes } from 'node:crypto'
import { jurisdictionOf, newPublicId, problem, todayIn, yearOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { DocumentView } from '../contract/document.ts'
import { DocumentIssued } from '../contract/events.ts'
import { documentsProblems } from '../contract/problems.ts'
import type { DocumentData } from '../contract/template.ts'
import { defaultNumberFormat, formatNumber, numberSeries } from '../domain/document-number.ts'
import { verifyCodeOf } from '../domain/document.ts'
import type { IssuedDocument } from '../domain/document.ts'
import { missingFields } from '../domain/fill-template.ts'
import type { UsableTemplate } from '../domain/templates.ts'
import { presentDocument } from '../queries/present-document.ts'
import { usableTemplate } from '../queries/usable-templates.ts'
import * as documentStore from '../store/document-store.ts'

export type DocumentsContext = Context & { organizations: OrganizationsApi; publicUrl: string }

export interface IssueDocument {
  /** Its kind, or the id of one that is published where the document is issued. */
  readonly template: string
  /** Public id of the case, licence … that it belongs to. */
  readonly subject: string
  /** Absent: the template's name. */
  readonly title?: string | undefined
  readonly organizationId: string
  /** Absent: the organization's. */
  readonly division?: string | undefined
  readonly data: DocumentData
  readonly seal: boolean
  readonly recipientAccountId?: string | undefined
  /** By which mandate somebody acts for the recipient: they may read it too. */
  readonly recipientMandateId?: string | undefined
  /** Where the QR code leads; absent: the page that verifies this document. */
  readonly verifyUrl?: string | undefined
}

/** Filled in here, whatever the caller says. */
const GIVEN = new Set(['documentNo', 'organizationName', 'issuedOn', 'verifyUrl'])

/** 出具文书: a record in the caller's transaction; the number comes as its last statement, the PDF by a job. */
export async function issueDocument(ctx: DocumentsContext, input: IssueDocument): Promise<DocumentView> {
  const [organization, format] = await Promise.all([
    ctx.organizations.getOrganization(ctx, input.organizationId),
    documentStore.findNumberFormat(ctx.tx, input.organizationId),
  ])
  const division = input.division ?? organization.division
  const template = await usableTemplate(ctx.tx, jurisdictionOf(division), input.template)
  const missing = missingFields(template, input.data).filter((field) => !GIVEN.has(field.name))
  if (missing.length > 0) {
    const fields = missing.map((field) => field.title)
    throw problem(documentsProblems['fields-missing'], { template: template.name, fields })
  }
  const verifyCode = verifyCodeOf(randomBytes(16))
  const document: IssuedDocument = {
    id: newPublicId(jurisdictionOf(division)),
    subject: input.subject,
    template: template.id,
    templateVersion: template.version,
    templateJurisdiction: template.jurisdiction,
    kind: template.kind,
    title: input.title ?? template.name,
    documentNo: undefined,
    organizationId: organization.id,
    organizationName: organization.name,
    division,
    recipientAccountId: input.recipientAccountId,
    recipientMandateId: input.recipientMandateId,
    isSealed: input.seal,
    verifyCode,
    issuedAt: ctx.now,
    data: { ...input.data, verifyUrl: input.verifyUrl ?? `${ctx.publicUrl}/verify/${verifyCode}` },
    rendered: undefined,
  }
  ctx.beforeCommit(() => keepNumbered(ctx, document, { template, format }))
  return presentDocument(document)
}

/** The number's series stays locked until the commit, so that it is asked for late; the record goes in with it. */
async function keepNumbered(
  ctx: Context,
  unnumbered: IssuedDocument,
  { template, format }: { template: UsableTemplate; format: string | undefined },
): Promise<void> {
  const { id: documentId, subject, templateVersion, title, organizationId, division, organizationName } = unnumbered
  const parts = { word: template.numberWord, year: yearOf(todayIn(unnumbered.issuedAt)) }
  const number = await ctx.numbers.next(jurisdictionOf(division), numberSeries(organizationId, parts))
  const documentNo = formatNumber(format ?? defaultNumberFormat(organizationName), { ...parts, number })
  const document: IssuedDocument = { ...unnumbered, documentNo }
  await documentStore.insertDocument(ctx, document)
  const dataDigest = ctx.vault.blind(JSON.stringify(document.data), 'documents.data digest').toString('hex')
  const body = { documentId, subject, template: template.id, templateVersion, title, documentNo, organizationId }
  const { jurisdiction: templateJurisdiction } = template
  const from = templateJurisdiction === undefined ? {} : { templateJurisdiction }
  ctx.emit(DocumentIssued.of({ ...body, ...from, dataDigest }))
}
