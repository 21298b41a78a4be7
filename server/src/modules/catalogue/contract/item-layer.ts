import { Type, type Static } from 'typebox'

/** 事项层级: 基本目录 says what all do alike, 实施清单 what one organ does, 业务办理项 the smallest that is applied for. */
export const ItemLayer = Type.Union(
  [
    Type.Literal('base', { title: '基本目录' }),
    Type.Literal('implementation', { title: '实施清单' }),
    Type.Literal('handling', { title: '业务办理项' }),
  ],
  { title: '层级' },
)
export type ItemLayer = Static<typeof ItemLayer>

/** 要素规则: what an organ that adopts a base item may do with one of its elements. */
export const FieldRule = Type.Union(
  [
    Type.Literal('locked', { title: '锁定' }),
    Type.Literal('tighten', { title: '只可优化' }),
    Type.Literal('free', { title: '自定' }),
  ],
  { title: '规则' },
)
export type FieldRule = Static<typeof FieldRule>

/** Elements over which a base item rules; whose item it is, its codes and its windows are always the organ's own. */
export const RuledField = Type.Union(
  [
    Type.Literal('name', { title: '事项名称' }),
    Type.Literal('powerType', { title: '权力类型' }),
    Type.Literal('serviceObjects', { title: '服务对象' }),
    Type.Literal('audience', { title: '面向对象' }),
    Type.Literal('themes', { title: '主题' }),
    Type.Literal('legalBases', { title: '设定依据' }),
    Type.Literal('instant', { title: '即办件' }),
    Type.Literal('statutoryLimit', { title: '法定办结时限' }),
    Type.Literal('promisedLimit', { title: '承诺办结时限' }),
    Type.Literal('specialProcedures', { title: '特别程序' }),
    Type.Literal('conditions', { title: '受理条件' }),
    Type.Literal('acceptsOnline', { title: '可以网上申请' }),
    Type.Literal('onlineDepth', { title: '网上办理深度' }),
    Type.Literal('visits', { title: '到办事现场次数' }),
    Type.Literal('delivery', { title: '可以邮寄' }),
    Type.Literal('minLevel', { title: '实名等级' }),
    Type.Literal('materials', { title: '申请材料' }),
    Type.Literal('form', { title: '申请表单' }),
    Type.Literal('flow', { title: '审批流程' }),
    Type.Literal('result', { title: '办理结果' }),
    Type.Literal('licenceType', { title: '证照类型' }),
    Type.Literal('charged', { title: '是否收费' }),
    Type.Literal('fees', { title: '收费' }),
    Type.Literal('remedies', { title: '救济途径' }),
    Type.Literal('faqs', { title: '常见问题' }),
    Type.Literal('exercise', { title: '行使内容' }),
    Type.Literal('quota', { title: '数量限制' }),
    Type.Literal('annualCheck', { title: '年检要求' }),
    Type.Literal('intermediaries', { title: '中介服务' }),
    Type.Literal('penalties', { title: '处罚的行为、种类、幅度' }),
    Type.Literal('discretion', { title: '裁量基准' }),
    Type.Literal('compulsions', { title: '强制的种类、条件和期限' }),
    Type.Literal('levies', { title: '征收内容和标准' }),
    Type.Literal('benefits', { title: '给付内容和标准' }),
    Type.Literal('inspections', { title: '检查对象、内容和频次' }),
    Type.Literal('confirmations', { title: '确认内容' }),
    Type.Literal('rewards', { title: '奖励条件和标准' }),
    Type.Literal('adjudications', { title: '裁决的纠纷' }),
  ],
  { title: '要素' },
)
export type RuledField = Static<typeof RuledField>

const closed = { additionalProperties: false } as const

/** 采用规则 of a base item: what departs from the standard table, and whether an update may be declined with a reason. */
export const AdoptionTerms = Type.Object(
  {
    mayDecline: Type.Boolean({ title: '可以说明理由不采用更新' }),
    rules: Type.Array(Type.Object({ field: RuledField, rule: FieldRule }, closed), {
      maxItems: 40,
      title: '与通用规则不同的要素',
    }),
  },
  { ...closed, title: '下级采用规则' },
)
export type AdoptionTerms = Static<typeof AdoptionTerms>
