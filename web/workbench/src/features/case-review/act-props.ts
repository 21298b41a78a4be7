import type { CaseView } from '@yiwang/server/contract/cases'
import type { ItemGuide } from '@yiwang/server/contract/catalogue'

/** What every act's panel gets. */
export interface ActProps {
  aCase: CaseView
  item: ItemGuide
  close(): void
}

/** What every act on a case names. */
export function named(aCase: CaseView) {
  return { caseId: aCase.caseId, version: aCase.version }
}

/** Under which key the text of an act is kept while it is being written. */
export function textKey(aCase: CaseView, act: string, field = 'text'): string {
  return `${aCase.caseId} ${act} ${field}`
}
