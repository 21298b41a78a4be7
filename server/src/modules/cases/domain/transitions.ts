import { problem } from '../../../kernel/index.ts'
import type { CaseState } from '../contract/index.ts'
import { CASE_STATES, casesProblems } from '../contract/index.ts'

/** One lawful step of a case: from which states, to which, by whose permit. */
export interface Transition {
  readonly title: string
  readonly from: readonly CaseState[]
  readonly to: CaseState
  readonly permit: `cases.${string}` | 'system'
  /** Who may write it down for an applicant who came to the hall. */
  readonly atWindow?: 'cases.receive'
  /** What the step records. */
  readonly event: string
}

/**
 * 办件的法定状态表 (行政许可法 art. 29–44; the states' names in domain terms). Handling, review and approval are tasks of
 * the item's flow between `accepted` and the decision; suspension is an open stop of the limits. Neither is a state.
 */
export const TRANSITIONS = {
  submit: {
    title: '提交',
    from: ['draft', 'preReturned'],
    to: 'submitted',
    permit: 'cases.apply',
    event: 'CaseSubmitted',
  },
  startPreReview: {
    title: '预审',
    from: ['submitted'],
    to: 'preReview',
    permit: 'cases.receive',
    event: 'PreReviewStarted',
  },
  returnBeforeReceipt: {
    title: '预审退回',
    from: ['submitted', 'preReview'],
    to: 'preReturned',
    permit: 'cases.receive',
    event: 'CaseReturnedBeforeReceipt',
  },
  receive: {
    title: '收件',
    from: ['submitted', 'preReview'],
    to: 'received',
    permit: 'cases.receive',
    event: 'CaseReceived',
  },
  register: { title: '窗口登记', from: ['draft'], to: 'received', permit: 'cases.receive', event: 'CaseReceived' },
  requestCorrection: {
    title: '告知补正',
    from: ['received'],
    to: 'correction',
    permit: 'cases.accept',
    event: 'CorrectionRequested',
  },
  submitCorrection: {
    title: '提交补正',
    from: ['correction'],
    to: 'received',
    permit: 'cases.apply',
    atWindow: 'cases.receive',
    event: 'CorrectionSubmitted',
  },
  accept: { title: '受理', from: ['received'], to: 'accepted', permit: 'cases.accept', event: 'CaseAccepted' },
  deemAccepted: { title: '视为受理', from: ['received'], to: 'accepted', permit: 'system', event: 'CaseAccepted' },
  declineAcceptance: {
    title: '不予受理',
    from: ['received'],
    to: 'notAccepted',
    permit: 'cases.accept',
    event: 'AcceptanceDeclined',
  },
  declareNoLicenceNeeded: {
    title: '告知不需要许可',
    from: ['received'],
    to: 'noLicenceNeeded',
    permit: 'cases.accept',
    event: 'AcceptanceDeclined',
  },
  grant: { title: '准予', from: ['accepted'], to: 'granted', permit: 'cases.approve', event: 'CaseDecided' },
  deny: { title: '不予批准', from: ['accepted'], to: 'denied', permit: 'cases.approve', event: 'CaseDecided' },
  makeLicence: {
    title: '制证',
    from: ['granted'],
    to: 'licenceMade',
    permit: 'cases.make-licence',
    event: 'LicenceMade',
  },
  deliver: {
    title: '送达',
    from: ['granted', 'licenceMade', 'denied'],
    to: 'delivered',
    permit: 'cases.deliver',
    event: 'CaseDelivered',
  },
  close: { title: '办结', from: ['delivered'], to: 'closed', permit: 'system', event: 'CaseClosed' },
  archive: { title: '归档', from: ['closed'], to: 'archived', permit: 'cases.archive', event: 'CaseArchived' },
  withdraw: {
    title: '撤回',
    from: ['draft', 'submitted', 'preReview', 'preReturned', 'received', 'correction', 'accepted'],
    to: 'withdrawn',
    permit: 'cases.apply',
    atWindow: 'cases.receive',
    event: 'CaseWithdrawn',
  },
  terminate: { title: '终止', from: ['correction'], to: 'terminated', permit: 'cases.accept', event: 'CaseTerminated' },
  /** Only where the item is suspended or abolished and its running cases are to be closed. */
  endWithItem: {
    title: '终止',
    from: ['submitted', 'preReview', 'preReturned', 'received', 'correction', 'accepted'],
    to: 'terminated',
    permit: 'cases.accept',
    event: 'CaseTerminated',
  },
} as const satisfies Record<string, Transition>

export type CaseAction = keyof typeof TRANSITIONS

export function mayTransit(state: CaseState, action: CaseAction): boolean {
  return (TRANSITIONS[action].from as readonly CaseState[]).includes(state)
}

/** @throws cases/not-allowed-now, naming the state and the act */
export function transit(state: CaseState, action: CaseAction): CaseState {
  const { title, to } = TRANSITIONS[action]
  if (mayTransit(state, action)) return to
  throw problem(casesProblems['not-allowed-now'], { state: CASE_STATES[state], action: title })
}

/** States from which nothing leads on. */
export function isEnded(state: CaseState): boolean {
  return !Object.values(TRANSITIONS).some((row) => (row.from as readonly CaseState[]).includes(state))
}

/** Handed in and not decided: what a suspension of the item may hold. What is decided is still delivered. */
export const UNDECIDED_STATES = TRANSITIONS.endWithItem.from

/** Not yet decided and not given up: what counts as 在办. */
export const OPEN_STATES: readonly CaseState[] = [
  'submitted',
  'preReview',
  'preReturned',
  'received',
  'correction',
  'accepted',
  'granted',
  'denied',
  'licenceMade',
  'delivered',
]
