import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'
import { CheckedPoints } from './checked-points.ts'
import { casesProblems as p } from './problems.ts'

/** 材料是否齐全由窗口判断：可以共享取得、附条件的材料，不交也可能齐全（行政许可法第 32 条第五项）。 */
export const AcceptCase = act('acceptCase', 'accept', {
  summary: '受理',
  body: { opinion: Type.Optional(Opinion), checked: CheckedPoints },
  problems: [p['points-unchecked']],
})
export type AcceptCase = InputOf<typeof AcceptCase>
