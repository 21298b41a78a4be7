import { problem } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { FilesApi } from '../../files/index.ts'
import type { DownloadDocument } from '../contract/document.ts'
import { documentsProblems } from '../contract/problems.ts'
import { filesPermits } from '../../files/contract/index.ts'
import * as documentStore from '../store/document-store.ts'

/** The same permit as for the file, asked of the document first: one that is still being made has no file to ask of. */
export async function downloadDocument(
  ctx: Context & { files: FilesApi },
  input: InputOf<typeof DownloadDocument>,
): Promise<BinaryFile> {
  const document = await documentStore.findDocument(ctx, input.documentId)
  const row = document && { ...document, ownerId: document.recipientAccountId, mandateId: document.recipientMandateId }
  if (!row || !ctx.permit.allows(filesPermits.read.name, row)) throw problem(documentsProblems.unknown)
  if (!document.rendered) throw problem(documentsProblems['not-ready'])
  const { save } = input
  return ctx.files.download(ctx, { fileId: document.rendered.fileId, ...(save !== undefined && { save }) })
}
