import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 删除的事由 (个人信息保护法第 47 条). */
export const ERASURE_GROUNDS = {
  request: '个人请求删除',
  'purpose-ended': '处理目的已实现或者不再必要',
  'period-over': '保存期限已届满',
} as const
export type ErasureGround = keyof typeof ERASURE_GROUNDS

/** 删除个人信息：办完并且保存期限届满之后；账本的链不变，显示的地方写明何时由谁删除（个人信息保护法第 47 条）。 */
export const ErasePersonalData = act('erasePersonalData', 'erase-personal-data', {
  summary: '删除办件中的个人信息',
  body: { ground: Type.Enum(Object.keys(ERASURE_GROUNDS) as ErasureGround[], { title: '事由' }) },
  problems: [p['not-erasable']],
})
export type ErasePersonalData = InputOf<typeof ErasePersonalData>

/** 保留：因复议、诉讼、调查，在解除之前不得删除；必须说明理由。 */
export const HoldPersonalData = act('holdPersonalData', 'hold-personal-data', {
  summary: '保留办件中的个人信息，或者解除保留',
  body: { held: Type.Boolean({ title: '保留（否则解除）' }), reason: Opinion },
  problems: [p['not-erasable']],
})
export type HoldPersonalData = InputOf<typeof HoldPersonalData>
