import type { CaseState } from '../contract/index.ts'

/** The codes of the exchange for a state and, within `accepted`, for the step and the stop (domain 2.1). */
export function statusCode(state: CaseState, within: { step?: string | undefined; suspended: boolean }): string {
  if (state !== 'accepted') return STATUS_CODES[state]
  if (within.suspended) return 'SUSPENDED'
  return within.step === 'review' ? 'REVIEW' : within.step === 'approve' ? 'APPROVAL' : 'HANDLING'
}

const STATUS_CODES: Readonly<Record<Exclude<CaseState, 'accepted'>, string>> = {
  draft: 'DRAFT',
  submitted: 'SUBMITTED',
  preReview: 'PRE_REVIEW',
  preReturned: 'PRE_RETURNED',
  received: 'RECEIVED',
  correction: 'CORRECTION',
  notAccepted: 'NOT_ACCEPTED',
  noLicenceNeeded: 'NO_LICENSE_NEEDED',
  granted: 'DECIDED_GRANT',
  denied: 'DECIDED_DENY',
  licenceMade: 'CERT_MADE',
  delivered: 'DELIVERED',
  closed: 'CLOSED',
  archived: 'ARCHIVED',
  withdrawn: 'WITHDRAWN',
  terminated: 'TERMINATED',
}
