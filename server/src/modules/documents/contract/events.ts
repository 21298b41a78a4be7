import { Type } from 'typebox'
import { event, streamOf } from '../../../kernel/event.ts'

export const DocumentIssued = event(
  'documents/DocumentIssued.v1',
  Type.Object({
    documentId: Type.String(),
    subject: Type.String(),
    template: Type.String(),
    templateVersion: Type.Integer(),
    title: Type.String(),
    documentNo: Type.String(),
    organizationId: Type.String(),
    /** SHA-256 of what filled the template, as it is kept: the PDF can be shown to say the same. */
    dataDigest: Type.String(),
  }),
  { title: '出具文书', stream: (body) => streamOf('document', body.documentId) },
)

export const DocumentRendered = event(
  'documents/DocumentRendered.v1',
  Type.Object({
    documentId: Type.String(),
    subject: Type.String(),
    fileId: Type.String(),
    sha256: Type.String(),
    pages: Type.Integer(),
    /** Characters that no font draws, printed as 〓; somebody should look at the page. */
    missingCharacters: Type.Array(Type.String()),
  }),
  { title: '制作文书', stream: (body) => streamOf('document', body.documentId) },
)

export const NumberFormatSet = event(
  'documents/NumberFormatSet.v1',
  Type.Object({ organizationId: Type.String(), format: Type.String() }),
  { title: '设定文号格式', stream: (body) => streamOf('organization', body.organizationId) },
)
