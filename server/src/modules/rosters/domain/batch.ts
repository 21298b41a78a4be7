import { problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { BATCH_STATES } from '../contract/batch.ts'
import type { BatchState } from '../contract/batch.ts'
import { rostersProblems } from '../contract/problems.ts'
import type { Cells } from './cells.ts'

/** 清单批次: changes of one department to one list, on their way from one person to another. */
export interface Batch {
  readonly batchId: string
  readonly kind: string
  readonly division: string
  readonly organizationId: string
  readonly organizationName: string
  readonly state: BatchState
  /** Who wrote in it: none of them may review it. */
  readonly editors: readonly string[]
  readonly note?: string
  readonly effectiveOn?: CalendarDate
  readonly reviewerId?: string
  readonly openedAt: Date
  readonly version: number
}

export type RecordAct = 'add' | 'change' | 'remove'

/** What a batch says of one record; the cells that are sealed are among them only where they were opened. */
export interface Change {
  readonly recordId: string
  readonly act: RecordAct
  readonly cells: Cells
  readonly reason?: string
  /** How often it was written: whoever writes over it must have seen it so. */
  readonly edits: number
}

/** 批次的转换: act → from, to. */
export const BATCH_TRANSITIONS = {
  edit: { from: 'open', to: 'open', title: '填报' },
  submit: { from: 'open', to: 'in-review', title: '提交' },
  withdraw: { from: 'in-review', to: 'open', title: '撤回' },
  publish: { from: 'in-review', to: 'published', title: '公布' },
  return: { from: 'in-review', to: 'open', title: '退回' },
} as const satisfies Record<string, { from: BatchState; to: BatchState; title: string }>

export type BatchAct = keyof typeof BATCH_TRANSITIONS

/** @throws rosters/not-possible */
export function requirePossible({ state }: Batch, act: BatchAct): void {
  if (isPossible({ state }, act)) return
  throw problem(rostersProblems['not-possible'], { state: BATCH_STATES[state], act: BATCH_TRANSITIONS[act].title })
}

export function isPossible({ state }: Pick<Batch, 'state'>, act: BatchAct): boolean {
  return BATCH_TRANSITIONS[act].from === state
}

/** @throws rosters/same-person */
export function requireOther({ editors }: Batch, staffId: string): void {
  if (editors.includes(staffId)) throw problem(rostersProblems['same-person'])
}

/** The first day on which the changes may become public: what was public on a past day does not change, nor what is announced. */
export function earliestDay(today: CalendarDate, lastOfRecords: readonly CalendarDate[]): CalendarDate {
  return [today, ...lastOfRecords].reduce((last, day) => (day > last ? day : last))
}

/** @throws rosters/effective-too-early */
export function requireDay(day: CalendarDate, earliest: CalendarDate): void {
  if (day < earliest) throw problem(rostersProblems['effective-too-early'], { earliest })
}
