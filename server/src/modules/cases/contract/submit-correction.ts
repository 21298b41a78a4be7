import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Answers, PaperMaterialIds } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 申请人自己提交；到窗口来的，由窗口代为登记，并写明收到的纸质材料。 */
export const SubmitCorrection = act('submitCorrection', 'submit-correction', {
  summary: '提交补正',
  body: { answers: Type.Optional(Answers), paperMaterialIds: Type.Optional(PaperMaterialIds) },
  problems: [p['answers-invalid'], p['materials-missing'], p['material-unknown'], p['no-mandate']],
})
export type SubmitCorrection = InputOf<typeof SubmitCorrection>
