import { Type, type Static } from 'typebox'

/**
 * 权力类型: the key of one of the standard's types (GB/T 39046—2020 A.1) or of one that a place declared; which there are is
 * data, so it is checked against them and not by its shape.
 */
export const PowerType = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$', maxLength: 40, title: '权力类型' })
export type PowerType = Static<typeof PowerType>

/** 行使层级 (GB/T 39046 A.2); `graded` is 分级管理. */
export const ItemLevel = Type.Union(
  [
    Type.Literal('national', { title: '国家级' }),
    Type.Literal('province', { title: '省级' }),
    Type.Literal('city', { title: '市级' }),
    Type.Literal('county', { title: '县级' }),
    Type.Literal('town', { title: '镇（乡、街道）级' }),
    Type.Literal('village', { title: '村（社区）级' }),
    Type.Literal('graded', { title: '分级管理' }),
  ],
  { title: '行使层级' },
)
export type ItemLevel = Static<typeof ItemLevel>

/**
 * 对在办件的规则: what becomes of running cases when their item is suspended or abolished. `hold`: nobody acts on them and
 * their clocks stand until it is resumed; `end`: they are closed by officials, with a reason.
 */
export const RunningRule = Type.Union(
  [
    Type.Literal('continue', { title: '继续办理' }),
    Type.Literal('hold', { title: '停止办理，恢复后再办' }),
    Type.Literal('end', { title: '终止办理' }),
  ],
  { title: '在办件怎么办' },
)
export type RunningRule = Static<typeof RunningRule>

/** 事项状态: `suspended` takes no new applications, of running cases the rule says; `abolished` is final. */
export const ItemState = Type.Union(
  [
    Type.Literal('draft', { title: '草稿' }),
    Type.Literal('published', { title: '在用' }),
    Type.Literal('suspended', { title: '暂停' }),
    Type.Literal('abolished', { title: '取消' }),
  ],
  { title: '事项状态' },
)
export type ItemState = Static<typeof ItemState>

/** 服务对象, as finely as the exchange records have it. */
export const ServiceObject = Type.Union(
  [
    Type.Literal('natural-person', { title: '自然人' }),
    Type.Literal('enterprise', { title: '企业法人' }),
    Type.Literal('institution', { title: '事业法人' }),
    Type.Literal('social-organization', { title: '社会组织法人' }),
    Type.Literal('unincorporated-enterprise', { title: '非法人企业' }),
    Type.Literal('government', { title: '行政机关' }),
    Type.Literal('other-organization', { title: '其他组织' }),
  ],
  { title: '服务对象' },
)
export type ServiceObject = Static<typeof ServiceObject>

/** Whom an item serves, as the portal divides it: 个人 or 法人. */
export const Audience = Type.Union(
  [Type.Literal('person', { title: '个人办事' }), Type.Literal('organization', { title: '法人办事' })],
  { title: '面向对象' },
)
export type Audience = Static<typeof Audience>

/** 个人信息权利 (个人信息保护法 arts 46–49): what an item through which a person asks for one of them gives. */
export const DataRight = Type.Union(
  [
    Type.Literal('correct', { title: '更正、补充' }),
    Type.Literal('delete', { title: '删除' }),
    Type.Literal('explain', { title: '解释说明' }),
    Type.Literal('relatives', { title: '死者近亲属查阅、复制' }),
  ],
  { title: '个人信息权利' },
)
export type DataRight = Static<typeof DataRight>

/** Steps of a case as a guide tells them to the public. */
export const GuideStep = Type.Union(
  [
    Type.Literal('pre-review', { title: '预审' }),
    Type.Literal('receive', { title: '收件' }),
    Type.Literal('accept', { title: '受理' }),
    Type.Literal('handle', { title: '承办' }),
    Type.Literal('review', { title: '审查' }),
    Type.Literal('approve', { title: '决定' }),
    Type.Literal('special', { title: '特别程序' }),
    Type.Literal('make-licence', { title: '制证' }),
    Type.Literal('deliver', { title: '送达' }),
  ],
  { title: '办理环节' },
)
export type GuideStep = Static<typeof GuideStep>

/** 网上办理深度, as the guides show it: 全程网办 means that nobody has to come. */
export const OnlineDepth = Type.Union(
  [
    Type.Literal('consulting', { title: 'Ⅰ级：网上公开、咨询' }),
    Type.Literal('receiving', { title: 'Ⅱ级：网上收件、预审' }),
    Type.Literal('accepting', { title: 'Ⅲ级：网上受理、办理' }),
    Type.Literal('whole', { title: 'Ⅳ级：全程网办' }),
  ],
  { title: '网上办理深度' },
)
export type OnlineDepth = Static<typeof OnlineDepth>
