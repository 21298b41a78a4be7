import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { PaperMaterialIds } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 收件：出具收件凭证，五日内决定是否受理的期限从此开始（行政许可法第 32 条）。 */
export const ReceiveCase = act('receiveCase', 'receive', {
  summary: '收件',
  body: { paperMaterialIds: PaperMaterialIds },
  problems: [p['material-unknown']],
})
export type ReceiveCase = InputOf<typeof ReceiveCase>
