import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Answers } from './case.ts'

export const UpdateDraft = act('updateDraft', 'draft', { summary: '保存草稿', body: { answers: Answers } })
export type UpdateDraft = InputOf<typeof UpdateDraft>
