import type { Context } from '../../../platform/act/index.ts'
import type { DocumentView } from '../contract/document.ts'
import * as documentStore from '../store/document-store.ts'
import { presentDocument } from './present-document.ts'

/** All documents of a subject, oldest first; the caller has decided that the subject may be read. */
export async function listDocumentsOf(ctx: Context, subject: string): Promise<DocumentView[]> {
  return (await documentStore.documentsOf(ctx, subject)).map(presentDocument)
}
