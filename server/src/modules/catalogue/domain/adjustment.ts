import { problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { AdjustmentState, TakeoverState } from '../contract/adjustment.ts'
import type { AdjustmentKind } from '../contract/adjustment.ts'
import type { DraftContent } from '../contract/draft-content.ts'
import type { ItemContent } from '../contract/item.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { SourceDocument } from '../contract/source-document.ts'
import { titleOf } from '../contract/title-of.ts'
import { draftOf } from './draft-content.ts'
import { fitToBase } from './field-rules.ts'
import { implementationCode, levelOfDivision } from './layers.ts'

/** 事项调整 as it is kept. */
export interface Adjustment {
  readonly adjustmentId: string
  readonly itemId: string
  readonly division: string
  readonly organizationId: string
  readonly kind: AdjustmentKind
  readonly state: AdjustmentState
  readonly document: SourceDocument
  readonly effectiveOn: CalendarDate
  readonly reason: string
  readonly runningCases?: string
  readonly proposedBy: string
  readonly proposedAt: Date
  readonly decidedBy?: string
  readonly decidedAt?: Date
  readonly opinion?: string
  readonly version: number
}

/** 承接 by one organ, as it is kept. */
export interface KeptTakeover {
  readonly adjustmentId: string
  readonly organizationId: string
  readonly division: string
  readonly organizationName: string
  readonly divisionName: string
  readonly state: TakeoverState
  readonly document?: SourceDocument
  readonly effectiveOn?: CalendarDate
  readonly reason?: string
  readonly itemId?: string
  readonly draftId?: string
  readonly answeredBy?: string
  readonly answeredAt?: Date
  /** Whether the draft in which the organ took it over is published. */
  readonly isPublished?: boolean
  /** The act that takes it back, or would. */
  readonly takeBackId?: string
  readonly version: number
}

/**
 * 提出和审定由不同的人办.
 * @throws catalogue/adjustment-answered, catalogue/same-proposer
 */
export function requireToDecide({ state, proposedBy }: Adjustment, staffId: string): void {
  if (state !== 'proposed')
    throw problem(catalogueProblems['adjustment-answered'], { state: titleOf(AdjustmentState, state), act: '审定' })
  if (proposedBy === staffId) throw problem(catalogueProblems['same-proposer'])
}

/** @throws catalogue/adjustment-answered */
export function requireOffered({ state: decided }: Adjustment, { state }: KeptTakeover): void {
  if (decided === 'decided' && state === 'offered') return
  const title = decided === 'decided' ? titleOf(TakeoverState, state) : titleOf(AdjustmentState, decided)
  throw problem(catalogueProblems['adjustment-answered'], { state: title, act: '承接' })
}

/** An organ takes over no earlier than the item is handed down. @throws catalogue/effective-before-hand-down */
export function requireNotBeforeHandDown(effectiveOn: CalendarDate, on: CalendarDate): void {
  if (effectiveOn < on) throw problem(catalogueProblems['effective-before-hand-down'], { on })
}

/** Below: an organ of a place inside that of the item, but not of that place itself. */
export function isBelow(division: string, above: string): boolean {
  const prefix = above === '000000' ? '' : above.length > 6 ? above : above.replace(/(0000|00)$/, '')
  return division !== above && division.startsWith(prefix)
}

/**
 * 承接的事项 as its draft begins: what the item above says, under the organ's own code and 权力来源 上级下放, at the organ's own
 * windows and without the telephones of those above; where a base item stands over it, by its rules.
 */
export function handedDown(
  source: ItemContent,
  organ: { code: string; division: string; windows: ItemContent['windows'] },
  base?: ItemContent,
): DraftContent {
  const { adoption: _terms, provenance: _from, windows: _places, handlingTimes: _times, ...rest } = draftOf(source)
  const { consultation: _ask, complaint: _complain, handlingItemCode: _code, ...said } = rest
  const baseCode = base?.code ?? source.catalogCode
  const composes = organ.code.length === 18 && /^\d{12}$/.test(baseCode ?? '')
  const own: DraftContent = {
    ...said,
    code: composes ? implementationCode(organ, baseCode!) : '',
    level: levelOfDivision(organ.division).level,
    powerSource: 'delegated-down',
    windows: organ.windows,
  }
  return base ? fitToBase(base, own) : own
}
