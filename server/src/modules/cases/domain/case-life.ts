import { chineseDate, problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import * as events from '../contract/events.ts'
import type { CorrectionGap } from '../contract/index.ts'
import { CASE_STATES, casesProblems } from '../contract/index.ts'
import { facts } from './case.ts'
import type { Case, HandedIn, Moment, Numbers, Step, Suspension } from './case.ts'
import { transit } from './transitions.ts'
import type { CaseAction } from './transitions.ts'

/** While the applicant is writing: before submission, after a return, and in a correction. @throws cases/not-allowed-now */
export function requireWritable(aCase: Case, action: string): void {
  if (!isWritable(aCase)) throw refused(aCase, action)
}

export function isWritable({ state }: Case): boolean {
  return state === 'draft' || state === 'preReturned' || state === 'correction'
}

/** Files are added by the applicant while writing, and by the window until acceptance is decided. @throws cases/not-allowed-now */
export function requireScannable(aCase: Case, action: string): void {
  const { state } = aCase
  if (state !== 'submitted' && state !== 'preReview' && state !== 'received' && state !== 'correction')
    throw refused(aCase, action)
}

/** 提交. */
export function submit(aCase: Case, numbers: Numbers, { handedIn, at }: { handedIn: HandedIn; at: Date }): Step {
  const next = moved(aCase, 'submit', { ...numbers, submittedAt: aCase.submittedAt ?? at })
  const { answersDigest, files } = handedIn
  const said = { ...facts(next), ...numbers, channel: next.channel, answersDigest, files: [...files] }
  return { next, event: events.CaseSubmitted.of(said) }
}

export function startPreReview(aCase: Case): Step {
  const next = moved(aCase, 'startPreReview')
  return { next, event: events.PreReviewStarted.of(facts(next)) }
}

export function returnBeforeReceipt(aCase: Case): Step {
  const next = moved(aCase, 'returnBeforeReceipt')
  return { next, event: events.CaseReturnedBeforeReceipt.of(facts(next)) }
}

/** What a receipt states: what came on paper, and by when acceptance is decided. */
export interface Receipt {
  readonly notifyDueOn: CalendarDate
  readonly paperMaterialIds: readonly string[]
}

/** 收件: what was submitted is taken in. The five days for acceptance begin. */
export function receive(aCase: Case, when: Moment, receipt: Receipt): Step {
  return receivedBy('receive', aCase, { when, receipt })
}

/** 窗口登记: somebody came to the hall; written down and received at once. */
export function register(aCase: Case, when: Moment, receipt: Receipt): Step {
  return receivedBy('register', aCase, { when, receipt })
}

/**
 * 补正: all gaps at once, once only, and within the five days (行政许可法 art. 32(4)).
 * @throws cases/correction-once, cases/notify-period-over
 */
export function requestCorrection(
  aCase: Case,
  when: Moment,
  { gaps, dueOn }: { gaps: readonly CorrectionGap[]; dueOn: CalendarDate },
): Step {
  const changes = { correctionRequestedAt: when.at, correctionDueOn: dueOn, notifyDueOn: undefined }
  const next = moved(aCase, 'requestCorrection', changes)
  if (aCase.correctionRequestedAt) throw problem(casesProblems['correction-once'])
  requireInTime(aCase, when.on)
  const listed = gaps.map(({ materialId }) => (materialId === undefined ? {} : { materialId }))
  return { next, event: events.CorrectionRequested.of({ ...facts(next), gaps: listed, dueOn }) }
}

/** 提交补正: received anew, so that acceptance is due five days from now. */
export function submitCorrection(
  aCase: Case,
  when: Moment,
  { handedIn, notifyDueOn }: { handedIn: HandedIn; notifyDueOn: CalendarDate },
): Step {
  const next = moved(aCase, 'submitCorrection', { receivedAt: when.at, receivedOn: when.on, notifyDueOn })
  const { answersDigest, files } = handedIn
  return { next, event: events.CorrectionSubmitted.of({ ...facts(next), answersDigest, files: [...files] }) }
}

/** Whether the five days passed without a word: then the case counts as accepted, whatever is said now (行政许可法 art. 32(4)). */
export function isNotifyOver({ state, notifyDueOn }: Case, today: CalendarDate): boolean {
  return state === 'received' && notifyDueOn !== undefined && today > notifyDueOn
}

/** 受理 (行政许可法 art. 32(5)). Deemed when the notice is late: then as of the receipt date (art. 32(4)). */
export function accept(
  aCase: Case,
  when: Moment,
  {
    deemed,
    dueOn,
    checked,
  }: { deemed: boolean; dueOn?: string | undefined; checked?: { pointId: string; passes: boolean }[] | undefined },
): Step {
  const changes = { acceptedAt: when.at, acceptedOn: when.on, notifyDueOn: undefined }
  const next = moved(aCase, deemed ? 'deemAccepted' : 'accept', changes)
  const said = {
    ...facts(next),
    acceptedOn: when.on,
    deemed,
    ...(dueOn !== undefined && { dueOn }),
    ...(checked && { checked }),
  }
  return { next, event: events.CaseAccepted.of(said) }
}

/** 不予受理, or 依法不需要取得行政许可 (行政许可法 art. 32(1), (2)). @throws cases/notify-period-over */
export function declineAcceptance(aCase: Case, kind: 'notAccepted' | 'noLicenceNeeded', when: Moment): Step {
  const action = kind === 'notAccepted' ? 'declineAcceptance' : 'declareNoLicenceNeeded'
  const next = moved(aCase, action, { closedAt: when.at, notifyDueOn: undefined })
  requireInTime(aCase, when.on)
  return { next, event: events.AcceptanceDeclined.of({ ...facts(next), kind }) }
}

/** 承办、审查、审批 go on only while the clock runs. @throws cases/not-allowed-now, cases/suspended */
export function requireRunning(aCase: Case, action: string): void {
  if (aCase.state !== 'accepted') throw refused(aCase, action)
  if (aCase.suspension) throw problem(casesProblems.suspended, { procedure: aCase.suspension.procedureName })
}

/** 决定 (行政许可法 art. 38): called when the approval task of the flow is completed, and nowhere else. */
export function decide(aCase: Case, granted: boolean, when: Moment): Step {
  const next = moved(aCase, granted ? 'grant' : 'deny', { decidedAt: when.at, granted })
  requireRunning(aCase, '作出决定')
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
  const { suspension, ...next } = aCase
  return { next, event: events.CaseResumed.of({ ...facts(next), procedureCode: suspension.procedureCode }) }
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

/** 送达 (行政许可法 art. 44). @throws cases/licence-not-made where granting ends in a licence and there is none yet */
export function deliver(
  aCase: Case,
  when: Moment,
  { method, isLicence }: { method: string; isLicence: boolean },
): Step {
  const next = moved(aCase, 'deliver', { deliveredAt: when.at })
  if (aCase.state === 'granted' && isLicence) throw problem(casesProblems['licence-not-made'])
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
  const next = moved(aCase, 'withdraw', {
    closedAt: at,
    suspension: undefined,
    notifyDueOn: undefined,
    pausedOn: undefined,
  })
  return { next, event: events.CaseWithdrawn.of(facts(next)) }
}

/** 终止: the correction did not come in its time. @throws cases/correction-period-open */
export function terminate(aCase: Case, when: Moment): Step {
  const next = moved(aCase, 'terminate', { closedAt: when.at })
  const { correctionDueOn } = aCase
  if (correctionDueOn !== undefined && when.on <= correctionDueOn)
    throw problem(casesProblems['correction-period-open'], { dueOn: chineseDate(correctionDueOn) })
  return { next, event: events.CaseTerminated.of(facts(next)) }
}

/** 终止, because the item was suspended or abolished and its running cases are to be closed. */
export function endWithItem(aCase: Case, when: Moment): Step {
  const ended = { closedAt: when.at, suspension: undefined, notifyDueOn: undefined, pausedOn: undefined }
  const next = moved(aCase, 'endWithItem', ended)
  return { next, event: events.CaseTerminated.of({ ...facts(next), withItem: true }) }
}

/** 随事项暂停: the state stays, the clocks stand until the item is resumed. */
export function pause(aCase: Case, since: CalendarDate, by: { basis: string; documentNo?: string }): Step {
  const next = { ...aCase, pausedOn: since }
  return { next, event: events.CasePaused.of({ ...facts(next), since, ...by }) }
}

/** 随事项恢复. */
export function unpause({ pausedOn: _since, ...next }: Case): Step {
  return { next, event: events.CaseUnpaused.of(facts(next)) }
}

function receivedBy(action: 'receive' | 'register', aCase: Case, of: { when: Moment; receipt: Receipt }): Step {
  const { when, receipt } = of
  const { notifyDueOn } = receipt
  const submittedAt = aCase.submittedAt ?? when.at
  const next = moved(aCase, action, { receivedAt: when.at, receivedOn: when.on, notifyDueOn, submittedAt })
  const { caseNo = '', queryCode = '', channel } = next
  const said = { ...facts(next), caseNo, queryCode, channel, paperMaterialIds: [...receipt.paperMaterialIds] }
  return { next, event: events.CaseReceived.of(said) }
}

function requireInTime(aCase: Case, today: CalendarDate): void {
  const { notifyDueOn } = aCase
  if (notifyDueOn !== undefined && isNotifyOver(aCase, today))
    throw problem(casesProblems['notify-period-over'], { dueOn: chineseDate(notifyDueOn) })
}

type Changes = { readonly [K in keyof Case]?: Case[K] | undefined }

function moved(aCase: Case, action: CaseAction, changes: Changes = {}): Case {
  return { ...aCase, ...changes, state: transit(aCase.state, action) }
}

function refused(aCase: Case, action: string) {
  return problem(casesProblems['not-allowed-now'], { state: CASE_STATES[aCase.state], action })
}
