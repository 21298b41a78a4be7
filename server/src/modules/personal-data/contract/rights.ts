import { Type } from 'typebox'
import type { Static } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { PUBLIC_ID_PATTERN, contract } from '../../../kernel/index.ts'
import { CaseStanding } from '../../cases/contract/index.ts'
import { casesProblems } from '../../cases/contract/index.ts'
import { DataRight } from '../../catalogue/contract/index.ts'
import { personalDataProblems as p } from './problems.ts'

const params = Type.Object({ caseId: Type.String({ pattern: PUBLIC_ID_PATTERN }) })
const waiting = [casesProblems['not-found'], casesProblems['nothing-to-carry-out']]

/** 个人信息权利请求：涉及哪一类，有什么妨碍，哪些项目可以直接改。 */
export const RightToCarryOut = Type.Object({
  right: DataRight,
  holdingTitle: Type.Optional(Type.String()),
  /** Facts of it that are really changed; what is not among them gets a note. */
  facts: Type.Array(Type.String()),
  /** What stands against granting it. */
  hindrance: Type.Optional(Type.String()),
})
export type RightToCarryOut = Static<typeof RightToCarryOut>

export const GetRightToCarryOut = contract({
  name: 'personalData.getRightToCarryOut',
  method: 'GET',
  path: '/api/personal-data/requests/:caseId',
  summary: '查看个人信息权利请求涉及什么，能不能同意，怎样实施',
  params,
  response: RightToCarryOut,
  problems: waiting,
})

export const CarryOutRight = contract({
  name: 'personalData.carryOutRight',
  method: 'POST',
  path: '/api/personal-data/requests/:caseId/carrying-out',
  summary: '实施同意的个人信息权利请求：改正账号里的信息，或者在不改写的内容旁边加更正说明；需要刚刚验证过身份',
  params,
  body: Type.Object({
    version: Type.Integer({ minimum: 1 }),
    /** 更正 of what is really changed. */
    fact: Type.Optional(Type.String({ minLength: 1, maxLength: 60, title: '改哪一项' })),
    value: Type.Optional(Type.String({ minLength: 1, maxLength: 200, title: '改成什么' })),
    /** 更正 of what is not rewritten. */
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, title: '更正说明' })),
  }),
  response: CaseStanding,
  problems: [...waiting, p['not-grantable'], p['correction-incomplete'], p['fact-not-changed']],
})
export type CarryOutRight = InputOf<typeof CarryOutRight>
