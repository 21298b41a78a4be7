import { type Static, Type } from 'typebox'

/** Text of a template: plain characters and `{field}` places, nothing else is understood. */
const Text = Type.String({ minLength: 1, maxLength: 2000 })
/** The block is left out when this field is empty. */
const when = Type.Optional(Type.String())

export const TemplateBlock = Type.Union([
  /** 发文机关标志: the organization's name above a red line (GB/T 9704-2012 7.2.4, 7.2.7). */
  Type.Object({ kind: Type.Literal('letterhead'), text: Text, when }),
  Type.Object({ kind: Type.Literal('title'), text: Text, when }),
  /** 发文字号 (GB/T 9704-2012 7.2.5). */
  Type.Object({ kind: Type.Literal('number-line'), text: Text, when }),
  /** 主送: flush left, closed by a full-width colon. */
  Type.Object({ kind: Type.Literal('recipient'), text: Text, when }),
  Type.Object({ kind: Type.Literal('paragraph'), text: Text, when }),
  /** Label and value, ruled; `tall` leaves room to write by hand. */
  Type.Object({
    kind: Type.Literal('facts'),
    rows: Type.Array(Type.Object({ label: Text, value: Type.String(), tall: Type.Optional(Type.Boolean()), when })),
    when,
  }),
  /** Pairs that come from the data itself, e.g. a licence's own fields: rows of `label` and `value`. */
  Type.Object({ kind: Type.Literal('fact-rows'), field: Type.String(), when }),
  /** The column named `#` counts the rows; `share` 0 is as wide as its content, others divide what is left. */
  Type.Object({
    kind: Type.Literal('table'),
    field: Type.String(),
    caption: Type.Optional(Text),
    columns: Type.Array(Type.Object({ title: Text, name: Type.String(), share: Type.Number({ minimum: 0 }) }), {
      minItems: 1,
    }),
    when,
  }),
  /** Numbered paragraphs, one for each entry of a list field. */
  Type.Object({ kind: Type.Literal('list'), field: Type.String(), when }),
  /** 署名、成文日期、印章 (GB/T 9704-2012 7.3.5): the seal covers name and date when the document is sealed. */
  Type.Object({ kind: Type.Literal('signature'), name: Text, date: Text, when }),
  Type.Object({ kind: Type.Literal('qr'), text: Text, caption: Text, when }),
  Type.Object({ kind: Type.Literal('note'), text: Text, when }),
])
export type TemplateBlock = Static<typeof TemplateBlock>

export const TemplateField = Type.Object({
  name: Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }),
  title: Type.String({ minLength: 1 }),
  kind: Type.Union([Type.Literal('text'), Type.Literal('list'), Type.Literal('rows')]),
  required: Type.Boolean(),
})
export type TemplateField = Static<typeof TemplateField>

/** 文书模板. A list of blocks that an official can read and change; what is sent out keeps the version it was made with. */
export const Template = Type.Object({
  id: Type.String({ pattern: '^[a-z][a-z-]*$' }),
  version: Type.Integer({ minimum: 1 }),
  name: Type.String({ minLength: 1 }),
  page: Type.Union([Type.Literal('letter'), Type.Literal('licence')]),
  /** The words in the number: 灵审{受}〔2026〕1号. Each word is a series of its own. */
  numberWord: Type.String({ minLength: 1, maxLength: 4 }),
  /** Law articles that the document rests on, for the reader of the template. */
  law: Type.Array(Type.String()),
  fields: Type.Array(TemplateField),
  blocks: Type.Array(TemplateBlock, { minItems: 1 }),
})
export type Template = Static<typeof Template>

/** What fills a template: texts, lists of texts, or rows of a table. */
export const DocumentData = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Array(Type.String()), Type.Array(Type.Record(Type.String(), Type.String()))]),
)
export type DocumentData = Static<typeof DocumentData>
