import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'

export const ArchiveCase = act('archiveCase', 'archive', { summary: '归档', body: {} })
export type ArchiveCase = InputOf<typeof ArchiveCase>
