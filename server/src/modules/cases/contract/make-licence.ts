import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'

export const MakeLicence = act('makeLicence', 'make-licence', { summary: '制证', body: {} })
export type MakeLicence = InputOf<typeof MakeLicence>
