import { Type } from 'typebox'
import { event, streamOf } from '../../../kernel/event.ts'

export const DocumentIssued = event(
  'documents/DocumentIssued.v1',
  Type.Object({
    documentId: Type.String(),
    subject: Type.String(),
    template: Type.String(),
    templateVersion: Type.Integer(),
    /** Where the template was published; absent for one that the product ships. */
    templateJurisdiction: Type.Optional(Type.String()),
    title: Type.String(),
    documentNo: Type.String(),
    organizationId: Type.String(),
    /** Keyed digest of what filled the template, as it is kept; a plain one could be guessed at, name by name. */
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
    /** How many characters no font draws, printed as 〓; somebody should look at the page. Which they are would tell of a name. */
    missingCharacters: Type.Integer(),
  }),
  { title: '制作文书', stream: (body) => streamOf('document', body.documentId) },
)

export const TemplatePublished = event(
  'documents/TemplatePublished.v1',
  Type.Object({
    jurisdiction: Type.String(),
    templateId: Type.String(),
    templateVersion: Type.Integer(),
    kind: Type.String(),
    name: Type.String(),
    /** SHA-256 of its blocks, hex. */
    digest: Type.String(),
  }),
  {
    title: '发布文书模板',
    stream: (body) => ({ jurisdiction: body.jurisdiction, name: `document-template:${body.templateId}` }),
  },
)

export const NumberFormatSet = event(
  'documents/NumberFormatSet.v1',
  Type.Object({ organizationId: Type.String(), format: Type.String() }),
  { title: '设定文号格式', stream: (body) => streamOf('organization', body.organizationId) },
)
