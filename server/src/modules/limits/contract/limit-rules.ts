import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import { limitsProblems } from './problems.ts'

/** 可设定的时限规则: figures that no law sets. */
export const RuleName = Type.Union([
  Type.Literal('pre-review-workdays', { title: '预审时限（工作日）' }),
  Type.Literal('correction-workdays', { title: '申请人补正期限（工作日）' }),
  Type.Literal('soon-workdays', { title: '剩余不多于几个工作日时提示' }),
  Type.Literal('soon-percent', { title: '剩余不多于期限的百分之几时提示' }),
  Type.Literal('red-after-promise-workdays', { title: '超过承诺几个工作日起为红牌' }),
  Type.Literal('after-hours-next-workday', { title: '非办公时间提交的申请视为下一个工作日提交（1 是，0 否）' }),
])
export type RuleName = Static<typeof RuleName>

const division = Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$' })
const organizationId = Type.Optional(Type.String({ minLength: 1, maxLength: 60 }))

export const RuleInput = Type.Object({
  division,
  organizationId,
  rule: RuleName,
  value: Type.Integer({ minimum: 0, maximum: 730 }),
  validFrom: Type.String({ format: 'date' }),
  basis: Type.String({ minLength: 2, maxLength: 300, description: '规定这个数值的文件' }),
})
export type RuleInput = Static<typeof RuleInput>

export const DeclareRule = contract({
  name: 'limits.declareRule',
  method: 'POST',
  path: '/api/limits/rules',
  summary: '设定时限规则中法律没有规定的数值，按区划或部门，自某日起',
  body: RuleInput,
  response: Type.Object({ outcome: Type.Union([Type.Literal('declared'), Type.Literal('unchanged')]) }),
  problems: [limitsProblems['bad-rule'], limitsProblems['no-legal-basis']],
})

export const ListRules = contract({
  name: 'limits.listRules',
  method: 'GET',
  path: '/api/limits/rules',
  summary: '一地（或其一部门）现行的时限规则数值',
  query: Type.Object({ division, organizationId }),
  response: Type.Object({
    rules: Type.Array(
      Type.Object({
        rule: RuleName,
        title: Type.String(),
        value: Type.Integer(),
        basis: Type.Optional(Type.String({ description: '没有登记过的为产品的初始值' })),
        validFrom: Type.Optional(Type.String({ format: 'date' })),
      }),
    ),
  }),
})
