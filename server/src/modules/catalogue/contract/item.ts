import { Type, type Static } from 'typebox'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { authorityParts } from './item-authority.ts'
import { ItemForm } from './item-form.ts'
import { AdoptionTerms, ItemLayer } from './item-layer.ts'
import {
  Accountability,
  Duty,
  Faq,
  FeeItem,
  ItemLimit,
  LegalBasis,
  Material,
  ProcessStep,
  ResultLicenceType,
  ServiceWindow,
  SpecialProcedure,
} from './item-parts.ts'
import {
  Audience,
  DataRight,
  ItemLevel,
  ItemState,
  OnlineDepth,
  PowerType,
  RunningRule,
  ServiceObject,
} from './item-words.ts'
import { ReviewRule } from './review-rules.ts'
import { typeParts } from './type-parts.ts'

const Line = (title: string) => Type.String({ minLength: 1, maxLength: 1000, title })
const Prose = (title: string) => Type.String({ minLength: 1, maxLength: 20_000, title })
const TemplateId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })
const closed = { additionalProperties: false } as const
const Limit = (title: string) => Type.Object(ItemLimit.properties, { ...closed, title })

/** 办理结果. */
export const ItemResult = Type.Object(
  {
    kind: Type.Union(
      [
        Type.Literal('licence', { title: '证照' }),
        Type.Literal('document', { title: '批文或其他文书' }),
        Type.Literal('none', { title: '无' }),
      ],
      { title: '结果类型' },
    ),
    name: Type.String({ maxLength: 500, title: '结果名称' }),
    /** Absent: nothing of the kind. */
    right: Type.Optional(DataRight),
  },
  { ...closed, title: '办理结果' },
)

/** The code system in which the source wrote its codes; a code alone means little (20 is two things in two provinces). */
export const SourceCode = Type.Object(
  { system: Type.String({ maxLength: 40 }), code: Type.String({ maxLength: 200 }) },
  closed,
)

/** All that one version of an item says. Immutable once published. */
export const ItemContent = Type.Object(
  {
    name: Line('事项名称'),
    plainName: Type.Optional(Line('通俗名称')),
    parentName: Type.Optional(Line('主项名称')),
    code: Type.String({ minLength: 1, maxLength: 100, title: '实施编码' }),
    catalogCode: Type.Optional(Type.String({ minLength: 1, maxLength: 60, title: '基本编码' })),
    handlingItemCode: Type.Optional(Type.String({ minLength: 1, maxLength: 60, title: '业务办理项编码' })),
    powerType: PowerType,
    sourcePowerType: Type.Optional(SourceCode),
    level: ItemLevel,
    division: Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '行政区划' }),
    organizationName: Line('实施主体'),
    organizationCode: Type.Optional(Type.String({ minLength: 1, maxLength: 60, title: '实施主体编码' })),
    serviceObjects: Type.Array(ServiceObject, { title: '服务对象' }),
    audience: Type.Array(Audience, { title: '面向对象' }),
    themes: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }), { title: '主题' }),
    keywords: Type.Array(Line('关键词'), { maxItems: 60, title: '关键词' }),
    common: Type.Boolean({ title: '常办' }),
    instant: Type.Boolean({ title: '即办件' }),
    statutoryLimit: Limit('法定办结时限'),
    promisedLimit: Limit('承诺办结时限'),
    legalBases: Type.Array(LegalBasis, { maxItems: 60, title: '设定依据' }),
    duties: Type.Optional(Type.Array(Duty, { maxItems: 40, title: '责任事项' })),
    accountability: Type.Optional(Type.Array(Accountability, { maxItems: 40, title: '追责情形' })),
    conditions: Type.Array(Prose('条件'), { maxItems: 60, title: '受理条件' }),
    materials: Type.Array(Material, { maxItems: 100, title: '申请材料' }),
    form: ItemForm,
    flow: Type.Object(
      {
        definitionId: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$', title: '流程' }),
        version: Type.Integer({ minimum: 1, title: '第几版' }),
      },
      { ...closed, title: '审批流程' },
    ),
    steps: Type.Array(ProcessStep, { maxItems: 30, title: '办理流程' }),
    /** Absent in versions from before the element. */
    reviewRules: Type.Optional(Type.Array(ReviewRule, { maxItems: 60, title: '审查工作细则' })),
    specialProcedures: Type.Array(SpecialProcedure, { maxItems: 20, title: '特别程序' }),
    documents: Type.Object(
      {
        receipt: TemplateId,
        correction: TemplateId,
        acceptance: TemplateId,
        grant: TemplateId,
        deny: TemplateId,
        suspension: TemplateId,
      },
      { ...closed, title: '文书模板' },
    ),
    licenceType: Type.Optional(ResultLicenceType),
    result: ItemResult,
    charged: Type.Optional(Type.Boolean({ title: '是否收费' })),
    fees: Type.Array(FeeItem, { maxItems: 30, title: '收费' }),
    windows: Type.Array(ServiceWindow, { maxItems: 60, title: '办理地点' }),
    visits: Type.Object(
      {
        count: Type.Integer({ minimum: 0, maximum: 20, title: '次数' }),
        reason: Type.Optional(Line('必须到现场的原因')),
      },
      { ...closed, title: '到办事现场次数' },
    ),
    acceptsOnline: Type.Boolean({ title: '可以网上申请' }),
    onlineDepth: Type.Optional(OnlineDepth),
    delivery: Type.Boolean({ title: '可以邮寄' }),
    minLevel: Type.Integer({ minimum: 0, maximum: 3, title: '实名等级' }),
    handlingTimes: Type.Optional(Prose('办理时间')),
    consultation: Type.Optional(Line('咨询方式')),
    complaint: Type.Optional(Line('监督投诉方式')),
    remedies: Type.Object(
      { reconsideration: Type.Optional(Prose('行政复议')), litigation: Type.Optional(Prose('行政诉讼')) },
      { ...closed, title: '救济途径' },
    ),
    faqs: Type.Array(Faq, { maxItems: 60, title: '常见问题' }),
    ...authorityParts,
    ...typeParts,
    isDemo: Type.Boolean({ title: '演示' }),
    provenance: Type.Optional(Prose('内容来源')),
    /** Absent: 实施清单. */
    layer: Type.Optional(ItemLayer),
    /** Of an implementation the base item that it adopts, of a handling item its implementation. */
    parentId: Type.Optional(Type.String({ pattern: PUBLIC_ID_PATTERN, title: '上级事项' })),
    parentVersion: Type.Optional(Type.Integer({ minimum: 1, title: '所采用的基本目录版本' })),
    /** Of a base item alone. */
    adoption: Type.Optional(AdoptionTerms),
  },
  closed,
)
export type ItemContent = Static<typeof ItemContent>

export const ItemId = Type.String({ pattern: PUBLIC_ID_PATTERN, title: '事项标识' })

/** 状态公告: why and from which day an item is suspended or abolished, or about to be, and what becomes of the cases that run. */
export const StateNotice = Type.Object(
  {
    state: ItemState,
    effectiveOn: Type.String({ format: 'date', title: '生效日期' }),
    basis: Type.String({ title: '依据' }),
    documentNo: Type.Optional(Type.String({ title: '文号' })),
    runningCases: Type.Optional(Type.String({ title: '对在办件的处理' })),
    runningRule: Type.Optional(RunningRule),
  },
  closed,
)
export type StateNotice = Static<typeof StateNotice>

/**
 * 政务服务事项（实施清单）: what an organ does for the public, in one of its versions, as other modules see it.
 * Source: GB/T 39046—2020 表4; a case pins `id` and `version`.
 */
export const ServiceItem = Type.Interface(
  [ItemContent],
  {
    id: ItemId,
    version: Type.Integer({ minimum: 1, title: '版本' }),
    state: ItemState,
    jurisdiction: Type.String({ pattern: '^\\d{6}$' }),
    organizationId: Type.String({ pattern: PUBLIC_ID_PATTERN, title: '实施主体标识' }),
    effectiveOn: Type.String({ format: 'date', title: '生效日期' }),
    isCurrent: Type.Boolean({ title: '是否现行版本' }),
    /** Present while the item is suspended, abolished, or about to be. */
    stateNotice: Type.Optional(StateNotice),
  },
  closed,
)
export type ServiceItem = Static<typeof ServiceItem>
