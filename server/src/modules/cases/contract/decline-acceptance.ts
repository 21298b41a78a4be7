import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'
import { casesProblems as p } from './problems.ts'

export const DeclineAcceptance = act('declineAcceptance', 'decline-acceptance', {
  summary: '不予受理',
  body: {
    kind: Type.Enum(['notAccepted', 'noLicenceNeeded'], { title: '不予受理，或者依法不需要取得许可' }),
    reason: Opinion,
    legalBasis: Type.String({ minLength: 1, maxLength: 500, title: '法律依据' }),
  },
  problems: [p['notify-period-over']],
})
export type DeclineAcceptance = InputOf<typeof DeclineAcceptance>
