import { problem } from '../../../kernel/index.ts'
import type { CalendarDate, LedgerEvent } from '../../../kernel/index.ts'
import * as events from '../contract/events.ts'
import type { CaseState, CorrectionGap } from '../contract/index.ts'
import { CASE_STATES, casesProblems } from '../contract/index.ts'
import { transit } from './transitions.ts'
import type { CaseAction } from './transitions.ts'

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
  readonly channel: 'web' | 'mobile' | 'window'
  readonly caseNo?: string
  readonly queryCode?: string
  readonly correctionRequestedAt?: Date
  readonly suspension?: Suspension
  readonly submittedAt?: Date
  readonly receivedAt?: Date
  readonly receivedOn?: CalendarDate
  /** Last day of the five in which acceptance must be decided (行政许可法 art. 32). */
  readonly notifyDueOn?: CalendarDate
  readonly acceptedAt?: Date
  readonly acceptedOn?: CalendarDate
  readonly decidedAt?: Date
  readonly deliveredAt?: Date
  readonly closedAt?: Date
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

/** What every event of a case says of it. */
export function facts(aCase: Case) {
  const { itemId, itemVersion, organizationId, division } = aCase
  return { caseId: aCase.id, itemId, itemVersion, organizationId, division }
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

/** 提交. */
export function submit(aCase: Case, numbers: Numbers, { handedIn, at }: { handedIn: HandedIn; at: Date }): Step {
  const next = moved(aCase, 'submit', { ...numbers, submittedAt: aCase.submittedAt ?? at })
  const files = [...handedIn.files]
  return {
    next,
    event: events.CaseSubmitted.of({
      ...facts(next),
      ...numbers,
      channel: next.channel,
      answersDigest: handedIn.answersDigest,
      files,
    }),
  }
}

export function startPreReview(aCase: Case): Step {
  const next = moved(aCase, 'startPreReview')
  return { next, event: events.PreReviewStarted.of(facts(next)) }
}

export function returnBeforeReceipt(aCase: Case): Step {
  const next = moved(aCase, 'returnBeforeReceipt')
  return { next, event: events.CaseReturnedBeforeReceipt.of(facts(next)) }
}

/** 收件: at the window from a draft, otherwise of what was submitted. The five days for acceptance begin. */
export function receive(
  aCase: Case,
  when: Moment,
  { notifyDueOn, paperMaterialIds }: { notifyDueOn: CalendarDate; paperMaterialIds: readonly string[] },
): Step {
  const action = aCase.state === 'draft' ? 'register' : 'receive'
  const next = moved(aCase, action, {
    receivedAt: when.at,
    receivedOn: when.on,
    notifyDueOn,
    submittedAt: aCase.submittedAt ?? when.at,
  })
  const { caseNo = '', queryCode = '', channel } = next
  return {
    next,
    event: events.CaseReceived.of({
      ...facts(next),
      caseNo,
      queryCode,
      channel,
      paperMaterialIds: [...paperMaterialIds],
    }),
  }
}

/** 补正: all gaps at once, and once only (行政许可法 art. 32(4)). @throws cases/correction-once */
export function requestCorrection(aCase: Case, gaps: readonly CorrectionGap[], at: Date): Step {
  if (aCase.correctionRequestedAt) throw problem(casesProblems['correction-once'])
  const next = moved(aCase, 'requestCorrection', { correctionRequestedAt: at })
  const listed = gaps.map(({ materialId }) => (materialId === undefined ? {} : { materialId }))
  return { next, event: events.CorrectionRequested.of({ ...facts(next), gaps: listed }) }
}

/** 提交补正: received anew, so that acceptance is due five days from now. */
export function submitCorrection(
  aCase: Case,
  when: Moment,
  { handedIn, notifyDueOn }: { handedIn: HandedIn; notifyDueOn: CalendarDate },
): Step {
  const next = moved(aCase, 'submitCorrection', { receivedAt: when.at, receivedOn: when.on, notifyDueOn })
  return {
    next,
    event: events.CorrectionSubmitted.of({
      ...facts(next),
      answersDigest: handedIn.answersDigest,
      files: [...handedIn.files],
    }),
  }
}

/** 受理 (行政许可法 art. 32(5)). Deemed when the notice is late: then as of the receipt date (art. 32(4)). */
export function accept(
  aCase: Case,
  when: Moment,
  { deemed, dueOn }: { deemed: boolean; dueOn?: string | undefined },
): Step {
  const next = moved(aCase, deemed ? 'deemAccepted' : 'accept', {
    acceptedAt: when.at,
    acceptedOn: when.on,
    notifyDueOn: undefined,
  })
  return {
    next,
    event: events.CaseAccepted.of({
      ...facts(next),
      acceptedOn: when.on,
      deemed,
      ...(dueOn !== undefined && { dueOn }),
    }),
  }
}

/** 不予受理, or 依法不需要取得行政许可 (行政许可法 art. 32(1), (2)). */
export function declineAcceptance(aCase: Case, kind: 'notAccepted' | 'noLicenceNeeded', at: Date): Step {
  const action = kind === 'notAccepted' ? 'declineAcceptance' : 'declareNoLicenceNeeded'
  const next = moved(aCase, action, { closedAt: at, notifyDueOn: undefined })
  return { next, event: events.AcceptanceDeclined.of({ ...facts(next), kind }) }
}

/** 决定 (行政许可法 art. 38): called when the approval task of the flow is completed, and nowhere else. */
export function decide(aCase: Case, granted: boolean, when: Moment): Step {
  const next = moved(aCase, granted ? 'grant' : 'deny', { decidedAt: when.at })
  return { next, event: events.CaseDecided.of({ ...facts(next), granted, decidedOn: when.on }) }
}

/** 特别程序 stops the clock; the state stays (行政许可法 art. 45). @throws cases/already-suspended */
export function suspend(aCase: Case, suspension: Suspension): Step {
  if (aCase.state !== 'accepted') throw refused(aCase, '挂起')
  if (aCase.suspension) throw problem(casesProblems['already-suspended'], { procedure: aCase.suspension.procedureName })
  const { procedureCode, procedureName, legalBasis } = suspension
  const next = { ...aCase, suspension }
  return { next, event: events.CaseSuspended.of({ ...facts(next), procedureCode, procedureName, legalBasis }) }
}

/** @throws cases/not-suspended */
export function resume(aCase: Case): Step {
  if (!aCase.suspension) throw problem(casesProblems['not-suspended'])
  const next = { ...aCase, suspension: undefined } as Case
  return { next, event: events.CaseResumed.of({ ...facts(next), procedureCode: aCase.suspension.procedureCode }) }
}

/** 延长, by the head of the agency, once (行政许可法 art. 42): that it is once is the limits' rule. */
export function extend(aCase: Case, workdays: number): Step {
  if (aCase.state !== 'accepted') throw refused(aCase, '延长')
  return { next: aCase, event: events.CaseExtended.of({ ...facts(aCase), workdays }) }
}

export function makeLicence(aCase: Case, licenceId: string): Step {
  const next = moved(aCase, 'makeLicence')
  return { next, event: events.LicenceMade.of({ ...facts(next), licenceId }) }
}

/** 送达 (行政许可法 art. 44). */
export function deliver(aCase: Case, method: string, when: Moment): Step {
  const next = moved(aCase, 'deliver', { deliveredAt: when.at })
  return { next, event: events.CaseDelivered.of({ ...facts(next), method, deliveredOn: when.on }) }
}

export function close(aCase: Case, when: Moment): Step {
  const next = moved(aCase, 'close', { closedAt: when.at })
  return { next, event: events.CaseClosed.of({ ...facts(next), closedOn: when.on }) }
}

export function archive(aCase: Case): Step {
  const next = moved(aCase, 'archive')
  return { next, event: events.CaseArchived.of(facts(next)) }
}

/** 撤回, by the applicant, at any time before the decision. */
export function withdraw(aCase: Case, at: Date): Step {
  const next = moved(aCase, 'withdraw', { closedAt: at, suspension: undefined, notifyDueOn: undefined })
  return { next, event: events.CaseWithdrawn.of(facts(next)) }
}

/** 终止: the correction did not come. */
export function terminate(aCase: Case, at: Date): Step {
  const next = moved(aCase, 'terminate', { closedAt: at })
  return { next, event: events.CaseTerminated.of(facts(next)) }
}

type Changes = { readonly [K in keyof Case]?: Case[K] | undefined }

function moved(aCase: Case, action: CaseAction, changes: Changes = {}): Case {
  return { ...aCase, ...changes, state: transit(aCase.state, action) }
}

function refused(aCase: Case, action: string) {
  return problem(casesProblems['not-allowed-now'], { state: CASE_STATES[aCase.state], action })
}
