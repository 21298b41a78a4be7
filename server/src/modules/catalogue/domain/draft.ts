import { problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { DraftState } from '../contract/draft.ts'
import type { ItemLayer } from '../contract/item-layer.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { titleOf } from '../contract/title-of.ts'

/** 事项草稿 apart from what it says. */
export interface Draft {
  readonly draftId: string
  readonly itemId: string
  readonly baseVersion?: number
  readonly layer: ItemLayer
  readonly origin: 'department' | 'above'
  /** The base item that is adopted, or the implementation of a handling item. */
  readonly parentId?: string
  /** The version of the base item on which it stands. */
  readonly parentVersion?: number
  readonly division: string
  readonly organizationId: string
  readonly name: string
  readonly code: string
  readonly state: DraftState
  readonly reason?: string
  readonly effectiveOn?: CalendarDate
  readonly round: number
  /** Members of staff who wrote in it. */
  readonly editors: readonly string[]
  /** Who did the legal review of this round. */
  readonly reviewerId?: string
  readonly publisherId?: string
  readonly publishedVersion?: number
  readonly createdAt: Date
  readonly editedAt: Date
  readonly version: number
}

/** 草稿生命周期: what may be done with a draft in which state, and where it leads. */
export const DRAFT_TRANSITIONS = {
  edit: { title: '修改', from: 'drafting', to: 'drafting' },
  rebase: { title: '改以新版为基础', from: 'drafting', to: 'drafting' },
  submit: { title: '提交', from: 'drafting', to: 'in-review' },
  discard: { title: '作废', from: 'drafting', to: 'discarded' },
  review: { title: '审核', from: 'in-review', to: 'in-approval' },
  returnFromReview: { title: '退回', from: 'in-review', to: 'drafting' },
  publish: { title: '发布', from: 'in-approval', to: 'published' },
  returnFromApproval: { title: '退回', from: 'in-approval', to: 'drafting' },
} as const satisfies Record<string, { title: string; from: DraftState; to: DraftState }>

export type DraftAct = keyof typeof DRAFT_TRANSITIONS

/** @throws catalogue/draft-not-open */
export function requireOpen(draft: Pick<Draft, 'state'>, act: DraftAct): void {
  const { from, title } = DRAFT_TRANSITIONS[act]
  if (draft.state !== from)
    throw problem(catalogueProblems['draft-not-open'], { state: stateTitle(draft.state), act: title })
}

export function stateTitle(state: DraftState): string {
  return titleOf(DraftState, state)
}

/**
 * 起草、审核、发布三人分离: whoever wrote in the draft reviews and publishes nothing of it, and the reviewer does not publish.
 * @throws catalogue/same-drafter
 */
export function requireOther(draft: Pick<Draft, 'editors' | 'reviewerId'>, staffId: string | undefined): void {
  if (staffId === undefined) return
  if (draft.editors.includes(staffId)) throw problem(catalogueProblems['same-drafter'], { as: '起草' })
  if (draft.reviewerId === staffId) throw problem(catalogueProblems['same-drafter'], { as: '法制审核' })
}

export function mayReview(draft: Draft, staffId: string | undefined): boolean {
  return staffId !== undefined && !draft.editors.includes(staffId) && draft.reviewerId !== staffId
}

/**
 * The day from which the version will hold: never in the past, and never before the version that it follows.
 * @throws catalogue/effective-in-the-past, catalogue/effective-before-latest
 */
export function requireEffectiveDay(
  effectiveOn: CalendarDate,
  against: { today: CalendarDate; latest?: { version: number; effectiveOn: CalendarDate } | undefined },
): void {
  const { today, latest } = against
  if (effectiveOn < today) throw problem(catalogueProblems['effective-in-the-past'], { today })
  if (latest && effectiveOn < latest.effectiveOn) {
    const { version, effectiveOn: on } = latest
    throw problem(catalogueProblems['effective-before-latest'], { version, on })
  }
}

/**
 * An item never holds before the one above it does.
 * @throws catalogue/effective-before-parent
 */
export function requireNotBefore(
  effectiveOn: CalendarDate,
  { version, effectiveOn: on }: { version: number; effectiveOn: CalendarDate },
): void {
  if (effectiveOn < on) throw problem(catalogueProblems['effective-before-parent'], { version, on })
}
