import { type Static, Type } from 'typebox'

/** Text of a template: plain characters and `{field}` places, nothing else is understood. Empty while it is being written. */
const Text = Type.String({ maxLength: 2000, title: '文字' })
const FieldName = Type.String({ maxLength: 60, title: '字段' })
/** The block is left out when this field is empty. */
const when = Type.Optional(FieldName)
const Line = (title: string) => Type.String({ maxLength: 200, title })

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
    rows: Type.Array(Type.Object({ label: Line('名称'), value: Text, tall: Type.Optional(Type.Boolean()), when }), {
      minItems: 1,
      maxItems: 30,
    }),
    when,
  }),
  /** Pairs that come from the data itself, e.g. a licence's own fields: rows of `label` and `value`. */
  Type.Object({ kind: Type.Literal('fact-rows'), field: FieldName, when }),
  /** The column named `#` counts the rows; `share` 0 is as wide as its content, others divide what is left. */
  Type.Object({
    kind: Type.Literal('table'),
    field: FieldName,
    caption: Type.Optional(Line('表的名称')),
    columns: Type.Array(
      Type.Object({ title: Line('列的名称'), name: FieldName, share: Type.Integer({ minimum: 0, maximum: 20 }) }),
      { minItems: 1, maxItems: 8 },
    ),
    when,
  }),
  /** Numbered paragraphs, one for each entry of a list field. */
  Type.Object({ kind: Type.Literal('list'), field: FieldName, when }),
  /** 署名、成文日期、印章 (GB/T 9704-2012 7.3.5): the seal covers name and date when the document is sealed. */
  Type.Object({ kind: Type.Literal('signature'), name: Line('署名'), date: Line('日期'), when }),
  Type.Object({ kind: Type.Literal('qr'), text: Text, caption: Line('说明'), when }),
  Type.Object({ kind: Type.Literal('note'), text: Text, when }),
])
export type TemplateBlock = Static<typeof TemplateBlock>

/** What a block is called, in the editor and where something is wrong with it. */
export const BLOCK_TITLES: Readonly<Record<TemplateBlock['kind'], string>> = {
  letterhead: '发文机关标志',
  title: '标题',
  'number-line': '文号',
  recipient: '主送',
  paragraph: '正文',
  facts: '名称和内容',
  'fact-rows': '登记内容',
  table: '表格',
  list: '逐条列出',
  signature: '署名、日期和印章',
  qr: '核验二维码',
  note: '附注',
}

export const TemplateBlocks = Type.Array(TemplateBlock, { minItems: 1, maxItems: 60, title: '内容块' })

export const TemplateField = Type.Object({
  name: Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }),
  title: Type.String({ minLength: 1 }),
  kind: Type.Union([Type.Literal('text'), Type.Literal('list'), Type.Literal('rows')]),
  required: Type.Boolean(),
  /** Of rows: what each of them says. */
  columns: Type.Optional(Type.Array(Type.Object({ name: Type.String(), title: Type.String() }))),
  /** The article by which the document must say it. */
  law: Type.Optional(Type.String()),
})
export type TemplateField = Static<typeof TemplateField>

export const TemplateId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$', title: '模板标识' })
const name = Type.String({ minLength: 1, maxLength: 60, title: '模板名称' })

/** 文书种类: what is issued at one kind of act, and the fields that the act fills. Which ones there are is the program's. */
const kindOf = {
  page: Type.Union([Type.Literal('letter'), Type.Literal('licence')]),
  /** Law articles that the document rests on, for the reader of the template. */
  law: Type.Array(Type.String()),
  fields: Type.Array(TemplateField),
  /** 由流程的环节出具：通知给申请人、盖章；记录入卷，不对外、不盖章。别的种类各有出具它的行为。 */
  step: Type.Optional(Type.Union([Type.Literal('notice'), Type.Literal('record')])),
}
export const DocumentKind = Type.Object({ kind: TemplateId, name, ...kindOf })
export type DocumentKind = Static<typeof DocumentKind>

/** 文书模板. A list of blocks that an official can read and change; what is sent out keeps the version it was made with. */
export const Template = Type.Object({
  id: TemplateId,
  version: Type.Integer({ minimum: 1 }),
  name,
  /** The words in the number: 灵审{受}〔2026〕1号. Each word is a series of its own. */
  numberWord: Type.String({ minLength: 1, maxLength: 4 }),
  ...kindOf,
  blocks: TemplateBlocks,
})
export type Template = Static<typeof Template>

/** What fills a template: texts, lists of texts, or rows of a table. */
export const DocumentData = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Array(Type.String()), Type.Array(Type.Record(Type.String(), Type.String()))]),
)
export type DocumentData = Static<typeof DocumentData>
