import type { CalendarDate, LedgerEvent, Reachable } from '../../../kernel/index.ts'
import type { CaseStanding, CaseState } from '../contract/index.ts'
import { CASE_STATES } from '../contract/index.ts'

/** 特别程序 that has stopped the clock: the stop itself stands in `limits`. */
export interface Suspension {
  readonly procedureCode: string
  readonly procedureName: string
  readonly legalBasis: string
  readonly since: CalendarDate
  readonly expectedWorkdays?: number
}

/** 办件 without what is personal: what rules decide by. */
export interface Case {
  readonly id: string
  readonly version: number
  readonly state: CaseState
  readonly itemId: string
  readonly itemVersion: number
  readonly itemCode: string
  readonly itemName: string
  readonly organizationId: string
  readonly organizationName: string
  readonly division: string
  /** The account that applied; absent for somebody who has none. */
  readonly ownerId?: string
  /** The mandate by which somebody began it for the applicant (代办). */
  readonly mandateId?: string
  readonly channel: 'web' | 'mobile' | 'window'
  readonly caseNo?: string
  readonly queryCode?: string
  readonly correctionRequestedAt?: Date
  /** Last day on which the applicant may still correct. */
  readonly correctionDueOn?: CalendarDate
  readonly suspension?: Suspension
  /** Since when it stands with its item (随事项暂停): the clocks are stopped until the item is resumed. */
  readonly pausedOn?: CalendarDate
  readonly submittedAt?: Date
  readonly receivedAt?: Date
  readonly receivedOn?: CalendarDate
  /** Last day of the five in which acceptance must be decided (行政许可法 art. 32). */
  readonly notifyDueOn?: CalendarDate
  readonly acceptedAt?: Date
  readonly acceptedOn?: CalendarDate
  readonly decidedAt?: Date
  /** What was decided; absent until then. */
  readonly granted?: boolean
  readonly deliveredAt?: Date
  readonly closedAt?: Date
  /** When and by whom its personal data were erased. */
  readonly erasedAt?: Date
  readonly erasedBy?: string
  /** Since when it must not be erased: a dispute, an inquiry. */
  readonly heldAt?: Date
  /** 限制处理: kept, and nothing else (个人信息保护法 art. 47). */
  readonly restrictedAt?: Date
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The case as it will be, and what the ledger will say of it. */
export interface Step {
  readonly next: Case
  readonly event: LedgerEvent
}

export interface Moment {
  readonly at: Date
  readonly on: CalendarDate
}

/** What the applicant hands in, as digests: the ledger shows later that nothing was exchanged. */
export interface HandedIn {
  readonly answersDigest: string
  readonly files: readonly { readonly materialId: string; readonly sha256: string }[]
}

export interface Numbers {
  readonly caseNo: string
  readonly queryCode: string
}

/** What every event of a case says of it. */
export function facts(aCase: Case) {
  const { itemId, itemVersion, organizationId, division } = aCase
  return { caseId: aCase.id, itemId, itemVersion, organizationId, division }
}

/** What a row says of itself to the permits. */
export function reachable(aCase: Case): Reachable {
  const { division, organizationId, ownerId, mandateId } = aCase
  return { division, organizationId, ownerId, mandateId }
}

/** Until it was handed in for the first time it is the applicant's alone: a draft, and a draft that was given up. */
export function wasHandedIn(aCase: Case): boolean {
  return aCase.caseNo !== undefined
}

export function standing(aCase: Case): CaseStanding {
  return { caseId: aCase.id, version: aCase.version, state: aCase.state, stateTitle: CASE_STATES[aCase.state] }
}
