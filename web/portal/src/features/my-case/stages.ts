import type { CaseState } from '@yiwang/server/contract/cases'
import { myCaseMessages } from './messages.ts'

const say = myCaseMessages.stages
const stages = [say.receive, say.accept, say.review, say.decide, say.deliver] as const

/** How many of the stages lie behind a case in this state; a case that has ended has none ahead. */
const passed: Partial<Record<CaseState, number>> = {
  submitted: 0,
  preReview: 0,
  received: 1,
  accepted: 2,
  granted: 4,
  denied: 4,
  licenceMade: 4,
}

/** What still lies ahead, the present stage first. For people to read: what may be done is in the abilities. */
export function stagesAhead(state: CaseState): string[] {
  if (state === 'correction') return [say.correct, ...stages.slice(1)]
  const count = passed[state]
  return count === undefined ? [] : stages.slice(count)
}
