import { chineseDate, todayIn } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { FilesApi } from '../../files/index.ts'
import { DocumentRendered } from '../contract/events.ts'
import type { IssuedDocument } from '../domain/document.ts'
import { fillTemplate, sealOf } from '../domain/fill-template.ts'
import type { Sheet } from '../domain/sheet.ts'
import type { UsableTemplate } from '../domain/templates.ts'
import type { SheetRenderer } from '../press/render-sheet.ts'
import type { RenderedSheet } from '../press/typeset.ts'
import type { SealKeys } from '../press/seal-keys.ts'
import { templateOfDocument } from '../queries/usable-templates.ts'
import * as documentStore from '../store/document-store.ts'

export interface Press {
  readonly files: FilesApi
  readonly renderer: SheetRenderer
  readonly sealKeys: SealKeys
}

type Act = <T>(fn: (ctx: Context) => Promise<T>) => Promise<T>

/** Makes the PDF of a document, signs it and keeps it. Done before: nothing happens. */
export async function renderDocument(press: Press, act: Act, documentId: string): Promise<void> {
  const found = await act(async (ctx) => {
    const document = await documentStore.findDocument(ctx, documentId)
    return document && { document, template: await templateOfDocument(ctx.tx, document) }
  })
  if (!found || found.document.rendered) return
  const { document, template } = found
  const rendered = await press.renderer.render(sheetOf(document, template))
  const pdf = document.isSealed ? await seal(press.sealKeys, document, rendered) : rendered.pdf
  const staged = await press.files.stage({
    stream: oneChunk(pdf),
    fileName: `${document.title}.pdf`,
    purpose: 'document',
  })
  try {
    await act((ctx) => keep(ctx, { document, rendered, staged, files: press.files }))
  } finally {
    await staged.blob.discard()
  }
}

function sheetOf(document: IssuedDocument, template: UsableTemplate): Sheet {
  const issuedOn = todayIn(document.issuedAt)
  const [year, month, day] = issuedOn.split('-').map(Number)
  return {
    title: document.title,
    author: document.organizationName,
    page: template.page,
    issuedAt: { year: year!, month: month!, day: day! },
    blocks: fillTemplate(template, {
      ...document.data,
      documentNo: document.documentNo ?? '',
      organizationName: document.organizationName,
      issuedOn: chineseDate(issuedOn),
    }),
    ...(document.isSealed && { seal: sealOf(document.organizationName) }),
  }
}

async function seal(sealKeys: SealKeys, document: IssuedDocument, rendered: RenderedSheet): Promise<Buffer> {
  const { organizationId: id, organizationName: name } = document
  const key = await sealKeys.keyOf({ id, name })
  // A template without a place for a signature is signed all the same, with a field of no size on its first page.
  const place = rendered.sealPlace ?? { page: 1, x: 0, y: 0, size: 0 }
  // The libraries for PDF and X.509 take some 25 MB: they come with the first seal.
  const { signPdf } = await import('../press/sign-pdf.ts')
  return signPdf(rendered.pdf, { key, name, reason: document.title, at: document.issuedAt, place })
}

async function keep(
  ctx: Context,
  made: {
    document: IssuedDocument
    rendered: RenderedSheet
    staged: Awaited<ReturnType<FilesApi['stage']>>
    files: FilesApi
  },
): Promise<void> {
  const { document, rendered, files } = made
  const {
    id: documentId,
    subject,
    division,
    organizationId,
    recipientAccountId: ownerId,
    recipientMandateId: mandateId,
  } = document
  const file = await files.store(ctx, made.staged, { jurisdiction: division.slice(0, 6) })
  await files.link(ctx, { fileId: file.id, subject: documentId, division, organizationId, ownerId, mandateId })
  const facts = { fileId: file.id, sha256: file.sha256, pages: rendered.pages }
  const isFirst = await documentStore.setRendered(ctx.tx, documentId, { ...facts, at: ctx.now })
  if (!isFirst) throw new Error(`document ${documentId} was rendered by another run; this one is undone`)
  ctx.emit(DocumentRendered.of({ documentId, subject, ...facts, missingCharacters: rendered.missing.length }))
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes)
}
