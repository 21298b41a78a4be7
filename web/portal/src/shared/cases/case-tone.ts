import type { CaseState } from '@yiwang/server/contract/cases'
import type { Tone } from '@yiwang/ui'

const tones: Record<CaseState, Tone> = {
  draft: 'neutral',
  submitted: 'info',
  preReview: 'info',
  preReturned: 'soon',
  received: 'info',
  correction: 'soon',
  notAccepted: 'ended',
  noLicenceNeeded: 'ended',
  accepted: 'info',
  granted: 'ok',
  denied: 'ended',
  licenceMade: 'ok',
  delivered: 'ok',
  closed: 'ok',
  archived: 'ok',
  withdrawn: 'ended',
  terminated: 'ended',
}

export function caseTone(state: CaseState): Tone {
  return tones[state]
}
