import { Type, type Static } from 'typebox'

/** 栏目类型: how a cell is written, checked and shown. */
export const RosterColumnType = Type.Union(
  [
    Type.Literal('text', { title: '文字' }),
    Type.Literal('amount', { title: '金额（元）' }),
    Type.Literal('date', { title: '日期' }),
    Type.Literal('division', { title: '行政区划' }),
    Type.Literal('person-name', { title: '姓名' }),
    Type.Literal('citizen-id', { title: '公民身份号码' }),
    Type.Literal('phone', { title: '电话' }),
    Type.Literal('choice', { title: '选项' }),
  ],
  { title: '类型' },
)
export type RosterColumnType = Static<typeof RosterColumnType>

/** 栏目. What is personal is sealed where it is kept; of it the public reads a masked part at most. */
export const RosterColumn = Type.Object({
  key: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,30}$' }),
  title: Type.String({ minLength: 1, maxLength: 30 }),
  type: RosterColumnType,
  isRequired: Type.Optional(Type.Boolean({ title: '必填' })),
  isPersonal: Type.Optional(Type.Boolean({ title: '个人信息' })),
  /** How the public reads what is personal; without it a name by its family name, and the rest not at all. */
  inPublic: Type.Optional(
    Type.Union([Type.Literal('masked', { title: '遮盖后公开' }), Type.Literal('hidden', { title: '不公开' })]),
  ),
  isLong: Type.Optional(Type.Boolean({ title: '多行' })),
  choices: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { title: '可选的内容' })),
})
export type RosterColumn = Static<typeof RosterColumn>

export const KindKey = Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$', title: '清单种类' })

/** 清单种类: the file's, or what a place declared for itself. The first column is what a record is called. */
export const RosterKind = Type.Object({
  key: KindKey,
  title: Type.String({ minLength: 2, maxLength: 30 }),
  publisher: Type.String({ minLength: 2, maxLength: 60, title: '发布机构' }),
  basis: Type.String({ minLength: 2, maxLength: 300, title: '公开的依据' }),
  about: Type.String({ minLength: 2, maxLength: 200, title: '说明' }),
  isInternal: Type.Optional(Type.Boolean({ title: '内部清单，不公开' })),
  columns: Type.Array(RosterColumn, { minItems: 1, maxItems: 30 }),
})
export type RosterKind = Static<typeof RosterKind>

/** The file of kinds (`LIST_KINDS`). */
export const RosterKindsFile = Type.Object({ kinds: Type.Array(RosterKind, { minItems: 1, maxItems: 60 }) })
