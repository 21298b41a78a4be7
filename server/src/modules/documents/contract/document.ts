import { type Static, Type } from 'typebox'
import { binary, contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { documentsProblems } from './problems.ts'

export const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })

/** 文书. It exists in law from the moment it is issued; its PDF follows by a job within seconds. */
export const DocumentView = Type.Object({
  id: PublicId,
  template: Type.String(),
  /** 文书种类; of a template that the product ships it is the template's own id. */
  kind: Type.String(),
  title: Type.String(),
  /** 文号; given when the act that issues it commits. */
  documentNo: Type.Optional(Type.String()),
  /** 入卷的记录，不给申请人看。 */
  isInternal: Type.Boolean(),
  subject: Type.String(),
  organizationId: PublicId,
  organizationName: Type.String(),
  issuedAt: Type.String({ format: 'date-time' }),
  state: Type.Union([
    Type.Literal('pending', { title: '制作中' }),
    Type.Literal('ready', { title: '已制作' }),
    Type.Literal('erased', { title: '内容已依法删除' }),
  ]),
  fileId: Type.Optional(PublicId),
  sha256: Type.Optional(Type.String()),
  pages: Type.Optional(Type.Integer()),
})
export type DocumentView = Static<typeof DocumentView>

export const DownloadDocument = contract({
  name: 'documents.downloadDocument',
  method: 'GET',
  path: '/api/documents/:documentId/content',
  summary: '查看或下载文书（PDF，带电子签章）',
  params: Type.Object({ documentId: PublicId }),
  query: Type.Object({ save: Type.Optional(Type.Boolean({ title: '保存到本机而不是在页面中显示' })) }),
  response: binary,
  problems: [documentsProblems.unknown, documentsProblems['not-ready']],
})

/** 16 characters of Crockford's base 32: 80 random bits, printed in the QR code. */
export const VERIFY_CODE_PATTERN = '^[0-9A-HJKMNP-TV-Z]{16}$'

export const VerifyDocument = contract({
  name: 'documents.verifyDocument',
  method: 'GET',
  path: '/api/documents/verify',
  summary: '核验文书：凭文书上二维码中的核验码',
  query: Type.Object({ code: Type.String({ minLength: 1, maxLength: 64, title: '核验码' }) }),
  response: Type.Object({
    answer: Type.Union([
      Type.Literal('issued', { title: '真实有效' }),
      Type.Literal('unknown', { title: '查无此文书' }),
    ]),
    title: Type.Optional(Type.String()),
    documentNo: Type.Optional(Type.String()),
    organizationName: Type.Optional(Type.String()),
    issuedOn: Type.Optional(Type.String({ format: 'date' })),
    sha256: Type.Optional(Type.String()),
  }),
})

export const SetNumberFormat = contract({
  name: 'documents.setNumberFormat',
  method: 'POST',
  path: '/api/documents/number-formats',
  summary: '设定一个部门的文号格式（机关代字）',
  body: Type.Object({
    organizationId: PublicId,
    format: Type.String({
      title: '文号格式',
      description: '例：灵审{word}〔{year}〕{number}号。{word}为文书类别字，{year}为年份，{number}为顺序号',
      minLength: 10,
      maxLength: 60,
    }),
  }),
  response: Type.Object({ organizationId: PublicId, format: Type.String() }),
  problems: [documentsProblems['number-format']],
})
