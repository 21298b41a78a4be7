import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { casesProblems as p } from './problems.ts'

export const MakeLicence = act('makeLicence', 'make-licence', {
  summary: '制证',
  body: {},
  problems: [p['no-licence-to-make']],
})
export type MakeLicence = InputOf<typeof MakeLicence>
