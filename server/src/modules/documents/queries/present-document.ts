import type { DocumentView } from '../contract/document.ts'
import type { IssuedDocument } from '../domain/document.ts'
import { shippedTemplate } from '../domain/templates.ts'

export function presentDocument(document: IssuedDocument): DocumentView {
  const { rendered, documentNo } = document
  return {
    id: document.id,
    template: document.template,
    kind: document.kind,
    isInternal: shippedTemplate(document.kind)?.step === 'record',
    title: document.title,
    ...(documentNo !== undefined && { documentNo }),
    subject: document.subject,
    organizationId: document.organizationId,
    organizationName: document.organizationName,
    issuedAt: document.issuedAt.toISOString(),
    state: stateOf(document),
    ...(rendered && !document.erasedAt && { fileId: rendered.fileId, sha256: rendered.sha256, pages: rendered.pages }),
  }
}

function stateOf({ rendered, erasedAt }: IssuedDocument): DocumentView['state'] {
  if (erasedAt) return 'erased'
  return rendered ? 'ready' : 'pending'
}
