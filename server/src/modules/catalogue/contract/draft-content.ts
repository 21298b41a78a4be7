import { Type } from 'typebox'
import type { TSchema } from 'typebox'
import { DraftItemForm } from './item-form.ts'
import { ItemContent } from './item.ts'

/** What somebody has typed so far: anything may be missing, and a number may still be a text. */
type Typed<T> = T extends boolean
  ? T
  : T extends number
    ? number | string
    : T extends readonly (infer Part)[]
      ? Typed<Part>[]
      : T extends object
        ? { [K in keyof T]?: Typed<T[K]> | undefined }
        : T

export type DraftContent = Omit<{ [K in DraftField]?: Typed<ItemContent[K]> | undefined }, 'form'> & {
  form?: ItemContent['form'] | undefined
}

/**
 * 草稿的各部分: what is edited, saved and merged by itself, so that two people who write in different parts never meet.
 * Every element of an item that its department writes stands in one of them.
 */
export const DRAFT_SECTIONS = {
  identity: {
    title: '基本信息',
    fields: [
      'name',
      'plainName',
      'parentName',
      'code',
      'catalogCode',
      'handlingItemCode',
      'localCatalogCode',
      'localCode',
      'powerType',
      'level',
      'serviceObjects',
      'audience',
      'themes',
      'keywords',
      'common',
    ],
  },
  authority: {
    title: '设定依据和责任',
    fields: [
      'legalBases',
      'powerSource',
      'organNature',
      'entrustedBy',
      'exercise',
      'divisionOfPower',
      'handlingOffice',
      'jointOrganizations',
      'duties',
      'accountability',
      'provenance',
      'adoption',
    ],
  },
  /** Of the type of power alone; nothing where the type has none. */
  kind: {
    title: '类型要素',
    fields: [
      'penalties',
      'discretion',
      'compulsions',
      'levies',
      'benefits',
      'inspections',
      'confirmations',
      'rewards',
      'adjudications',
    ],
  },
  limits: { title: '办理时限', fields: ['instant', 'statutoryLimit', 'promisedLimit', 'specialProcedures'] },
  access: {
    title: '受理和办理方式',
    fields: [
      'conditions',
      'acceptsOnline',
      'onlineDepth',
      'inHall',
      'crossRegion',
      'visits',
      'delivery',
      'minLevel',
      'handlingTimes',
      'windows',
      'consultation',
      'complaint',
    ],
  },
  materials: { title: '申请材料', fields: ['materials', 'intermediaries'] },
  process: { title: '表单和流程', fields: ['form', 'flow', 'steps', 'documents'] },
  rules: { title: '审查工作细则', fields: ['reviewRules'] },
  result: { title: '办理结果', fields: ['result', 'licenceType', 'quota', 'annualCheck'] },
  charges: { title: '收费', fields: ['charged', 'fees'] },
  help: { title: '救济和问答', fields: ['remedies', 'faqs'] },
} as const satisfies Record<string, { title: string; fields: readonly (keyof ItemContent)[] }>

export type DraftSection = keyof typeof DRAFT_SECTIONS
export type DraftField = (typeof DRAFT_SECTIONS)[DraftSection]['fields'][number]

export const DraftSection = Type.Union(
  [
    Type.Literal('identity'),
    Type.Literal('authority'),
    Type.Literal('kind'),
    Type.Literal('limits'),
    Type.Literal('access'),
    Type.Literal('materials'),
    Type.Literal('process'),
    Type.Literal('rules'),
    Type.Literal('result'),
    Type.Literal('charges'),
    Type.Literal('help'),
  ],
  { title: '部分' },
)

const FIELDS = Object.values(DRAFT_SECTIONS).flatMap<DraftField>(({ fields }) => [...fields])

export const DraftContent = Type.Unsafe<DraftContent>(
  Type.Object(
    Object.fromEntries(
      FIELDS.map((field) => [
        field,
        Type.Optional(field === 'form' ? DraftItemForm : asTyped(ItemContent.properties[field] as Shape)),
      ]),
    ),
    { additionalProperties: false, title: '草稿内容' },
  ),
)

interface Shape {
  readonly type?: string
  readonly title?: string
  readonly anyOf?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly maxItems?: number
  readonly maxLength?: number
}

/** The same shape without what it demands: what is missing or wrong is told beside the field and kept all the same. */
function asTyped(shape: Shape): TSchema {
  const title = shape.title === undefined ? {} : { title: shape.title }
  switch (shape.type) {
    case 'object': {
      const parts = Object.entries(shape.properties ?? {}).map(([name, part]) => [name, Type.Optional(asTyped(part))])
      return Type.Object(Object.fromEntries(parts) as Record<string, TSchema>, {
        ...title,
        additionalProperties: false,
      })
    }
    case 'array':
      return Type.Array(asTyped(shape.items ?? {}), { ...title, maxItems: shape.maxItems ?? 100 })
    case 'string':
      return Type.String({ ...title, maxLength: shape.maxLength ?? 1000 })
    case 'integer':
      return Type.Union([Type.Integer(), Type.String({ maxLength: 40 })], title)
    default:
      return shape
  }
}
