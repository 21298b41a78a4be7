import { Type, type Static } from 'typebox'

const Line = (title: string) => Type.String({ minLength: 1, maxLength: 1000, title })
const Prose = (title: string) => Type.String({ minLength: 1, maxLength: 20_000, title })
const closed = { additionalProperties: false } as const

/** 权力来源, as the exchange tables number it. */
export const PowerSource = Type.Union(
  [
    Type.Literal('statutory', { title: '法定本级行使' }),
    Type.Literal('delegated-down', { title: '上级下放' }),
    Type.Literal('authorized-above', { title: '上级授权' }),
    Type.Literal('authorized-same', { title: '同级授权' }),
    Type.Literal('entrusted-above', { title: '上级委托' }),
    Type.Literal('entrusted-same', { title: '同级委托' }),
  ],
  { title: '权力来源' },
)
export type PowerSource = Static<typeof PowerSource>

/** 实施主体性质 (GB/T 39046 A.3). */
export const OrganNature = Type.Union(
  [
    Type.Literal('statutory', { title: '法定机关' }),
    Type.Literal('authorized', { title: '授权组织' }),
    Type.Literal('entrusted', { title: '受委托组织' }),
    Type.Literal('other', { title: '其他' }),
  ],
  { title: '实施主体性质' },
)
export type OrganNature = Static<typeof OrganNature>

/** 通办范围. */
export const CrossRegion = Type.Union(
  [
    Type.Literal('nation', { title: '全国' }),
    Type.Literal('provinces', { title: '跨省' }),
    Type.Literal('cities', { title: '跨市' }),
    Type.Literal('counties', { title: '跨县' }),
    Type.Literal('town', { title: '全镇' }),
    Type.Literal('village', { title: '全村' }),
  ],
  { title: '通办范围' },
)
export type CrossRegion = Static<typeof CrossRegion>

/** 中介服务: what an applicant buys from others because the item asks for it. Source: 国办发〔2015〕31号. */
export const IntermediaryService = Type.Object(
  {
    name: Line('中介服务事项'),
    basis: Prose('设定依据'),
    limit: Type.Optional(Line('办理时限')),
    feeStandard: Type.Optional(Line('收费标准')),
    feeBasis: Type.Optional(Line('收费依据')),
    agencies: Type.Optional(Prose('中介机构')),
  },
  closed,
)
export type IntermediaryService = Static<typeof IntermediaryService>

/** Elements of GB/T 39046 表4 and of the exchange tables that versions from before do not have. */
export const authorityParts = {
  powerSource: Type.Optional(PowerSource),
  organNature: Type.Optional(OrganNature),
  exercise: Type.Optional(Prose('行使内容')),
  divisionOfPower: Type.Optional(Prose('权限划分')),
  entrustedBy: Type.Optional(Line('委托部门')),
  handlingOffice: Type.Optional(Line('承办机构')),
  jointOrganizations: Type.Optional(Type.Array(Line('机构'), { maxItems: 30, title: '联办机构' })),
  localCatalogCode: Type.Optional(Type.String({ minLength: 1, maxLength: 50, title: '地方基本编码' })),
  localCode: Type.Optional(Type.String({ minLength: 1, maxLength: 50, title: '地方实施编码' })),
  inHall: Type.Optional(Type.Boolean({ title: '进驻政务大厅' })),
  crossRegion: Type.Optional(CrossRegion),
  quota: Type.Optional(Line('数量限制')),
  annualCheck: Type.Optional(Line('年检要求')),
  intermediaries: Type.Optional(Type.Array(IntermediaryService, { maxItems: 30, title: '中介服务' })),
} as const
