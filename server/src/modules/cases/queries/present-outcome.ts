import type { ServiceItem } from '../../catalogue/contract/index.ts'
import { remediesOf } from '../actions/case-paper.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { CaseView } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'
import type { StoredCase } from '../store/case-store.ts'
import { openGaps, openWords } from '../store/sealed-case.ts'
import type { OutcomeWords } from '../store/sealed-case.ts'

/** What was asked for, refused, decided or stopped, each only where it is so. */
export function presentOutcome(
  ctx: CasesContext,
  { aCase, sealed }: StoredCase,
  item: ServiceItem,
): Pick<CaseView, 'correction' | 'refusal' | 'decision' | 'suspension'> {
  const words = openWords(ctx.vault, sealed)
  const { reconsideration, litigation } = remediesOf(item)
  const said = { words, remedy: `${reconsideration}${litigation}` }
  const { correctionRequestedAt, correctionDueOn, suspension } = aCase
  const refusal = refusalOf(aCase, said)
  const decision = decisionOf(aCase, said)
  return {
    ...(correctionRequestedAt && {
      correction: {
        gaps: openGaps(ctx.vault, sealed),
        requestedAt: correctionRequestedAt.toISOString(),
        dueOn: correctionDueOn,
      },
    }),
    ...(refusal && { refusal }),
    ...(decision && { decision }),
    ...(suspension && {
      suspension: {
        procedure: suspension.procedureName,
        legalBasis: suspension.legalBasis,
        since: suspension.since,
        expectedWorkdays: suspension.expectedWorkdays,
      },
    }),
  }
}

interface Said {
  readonly words: OutcomeWords | undefined
  readonly remedy: string
}

function refusalOf({ state }: Case, { words, remedy }: Said): CaseView['refusal'] {
  if (!words) return undefined
  const { reason, legalBasis = '' } = words
  if (state === 'preReturned') return { reason, legalBasis: '', remedy: '请按要求修改后重新提交。' }
  if (state === 'notAccepted') return { reason, legalBasis, remedy }
  // Nothing was refused, so there is nothing to appeal against.
  return state === 'noLicenceNeeded' ? { reason, legalBasis, remedy: '' } : undefined
}

function decisionOf({ decidedAt, granted }: Case, { words, remedy }: Said): CaseView['decision'] {
  if (!decidedAt || granted === undefined) return undefined
  const decided = { granted, decidedAt: decidedAt.toISOString() }
  return granted ? decided : { ...decided, reason: words?.reason, remedy }
}
