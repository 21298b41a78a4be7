import { randomBytes } from 'node:crypto'
import { jurisdictionOf, newPublicId, problem, todayIn, yearOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { DocumentView } from '../contract/document.ts'
import { DocumentIssued } from '../contract/events.ts'
import { documentsProblems } from '../contract/problems.ts'
import type { DocumentData, Template } from '../contract/template.ts'
import { defaultNumberFormat, formatNumber, numberSeries } from '../domain/document-number.ts'
import { verifyCodeOf } from '../domain/document.ts'
import type { IssuedDocument } from '../domain/document.ts'
import { missingFields } from '../domain/fill-template.ts'
import { TEMPLATES } from '../domain/templates.ts'
import { presentDocument } from '../queries/present-document.ts'
import * as documentStore from '../store/document-store.ts'

export type DocumentsContext = Context & { organizations: OrganizationsApi; publicUrl: string }

export interface IssueDocument {
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
  /** Where the QR code leads; absent: the page that verifies this document. */
  readonly verifyUrl?: string | undefined
}

/** Filled in here, whatever the caller says. */
const GIVEN = new Set(['documentNo', 'organizationName', 'issuedOn', 'verifyUrl'])

/** 出具文书: a record in the caller's transaction; the number comes as its last statement, the PDF by a job. */
export async function issueDocument(ctx: DocumentsContext, input: IssueDocument): Promise<DocumentView> {
  const template = getTemplate(input.template)
  const missing = missingFields(template, input.data).filter((field) => !GIVEN.has(field.name))
  if (missing.length > 0) {
    const fields = missing.map((field) => field.title)
    throw problem(documentsProblems['fields-missing'], { template: template.name, fields })
  }
  const organization = await ctx.organizations.getOrganization(ctx, input.organizationId)
  const division = input.division ?? organization.division
  const verifyCode = verifyCodeOf(randomBytes(16))
  const document: IssuedDocument = {
    id: newPublicId(jurisdictionOf(division)),
    subject: input.subject,
    template: template.id,
    templateVersion: template.version,
    title: input.title ?? template.name,
    documentNo: undefined,
    organizationId: organization.id,
    organizationName: organization.name,
    division,
    recipientAccountId: input.recipientAccountId,
    isSealed: input.seal,
    verifyCode,
    issuedAt: ctx.now,
    data: { ...input.data, verifyUrl: input.verifyUrl ?? `${ctx.publicUrl}/verify/${verifyCode}` },
    rendered: undefined,
  }
  await documentStore.insertDocument(ctx, document)
  ctx.beforeCommit(() => giveNumber(ctx, document, template))
  return presentDocument(document)
}

/** @throws when there is no such template: a fault of the caller, not of a user. */
export function getTemplate(id: string): Template {
  const template = TEMPLATES.get(id)
  if (!template) throw new Error(`no document template “${id}”`)
  return template
}

async function giveNumber(ctx: Context, document: IssuedDocument, template: Template): Promise<void> {
  const { organizationId } = document
  const format =
    (await documentStore.findNumberFormat(ctx.tx, organizationId)) ?? defaultNumberFormat(document.organizationName)
  const parts = { word: template.numberWord, year: yearOf(todayIn(document.issuedAt)) }
  const number = await ctx.numbers.next(jurisdictionOf(document.division), numberSeries(organizationId, parts))
  const documentNo = formatNumber(format, { ...parts, number })
  await documentStore.setNumber(ctx.tx, document.id, documentNo)
  const { id: documentId, subject, templateVersion, title } = document
  const dataDigest = ctx.vault.blind(JSON.stringify(document.data), 'documents.data digest').toString('hex')
  const body = { documentId, subject, template: template.id, templateVersion, title, documentNo, organizationId }
  ctx.emit(DocumentIssued.of({ ...body, dataDigest }))
}
