import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'

export const StartPreReview = act('startPreReview', 'pre-review', { summary: '开始预审', body: {} })
export type StartPreReview = InputOf<typeof StartPreReview>
