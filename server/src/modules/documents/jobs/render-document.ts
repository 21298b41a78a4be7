import type { EntryJobHandler } from '../../../platform/module/index.ts'
import { renderDocument } from '../actions/render-document.ts'
import type { Press } from '../actions/render-document.ts'
import { DocumentIssued } from '../contract/events.ts'

export function createRenderDocumentJob(press: Press): EntryJobHandler {
  return {
    name: 'documents/render-document',
    on: [DocumentIssued],
    work: (entry, act) => renderDocument(press, act, String(entry.body.documentId)),
  }
}
