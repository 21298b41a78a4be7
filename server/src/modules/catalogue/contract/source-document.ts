import { Type, type Static } from 'typebox'

/** 依据文件: the document on which an act over an item rests. */
export const SourceDocument = Type.Object(
  {
    no: Type.String({ minLength: 2, maxLength: 100, title: '文号' }),
    title: Type.String({ minLength: 2, maxLength: 300, title: '文件名称' }),
    issuedOn: Type.String({ format: 'date', title: '成文日期' }),
  },
  { additionalProperties: false, title: '依据文件' },
)
export type SourceDocument = Static<typeof SourceDocument>
