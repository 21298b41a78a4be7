import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { STATUTORY_PERIODS } from '../../limits/contract/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 延长：经本行政机关负责人批准，可以延长一次，十日以内，并告知理由（行政许可法第 42 条）。 */
export const ExtendCase = act('extendCase', 'extend', {
  summary: '延长办理期限',
  body: {
    workdays: Type.Integer({ minimum: 1, maximum: STATUTORY_PERIODS.extension.workdays, title: '延长工作日' }),
    reason: Opinion,
  },
  problems: [p['nothing-to-extend']],
})
export type ExtendCase = InputOf<typeof ExtendCase>
