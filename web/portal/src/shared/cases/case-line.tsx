import type { CaseSummary } from '@yiwang/server/contract/cases'
import { Anchor, ClockRibbon, StateTag } from '@yiwang/ui'
import styles from './case-line.module.css'
import { caseTone } from './case-tone.ts'
import { dayWord } from './days.ts'
import { mainLimit } from './main-limit.ts'
import { caseMessages as say } from './messages.ts'

/** A case in a list of the applicant's own. */
export function CaseLine({ aCase, today, level }: { aCase: CaseSummary; today: string; level: 2 | 3 }) {
  const Heading = `h${level}` as const
  const clock = mainLimit(aCase.limits)
  return (
    <article className={styles.line}>
      <Heading className={styles.name}>
        <Anchor href={aCase.state === 'draft' ? `/drafts/${aCase.caseId}` : `/cases/${aCase.caseId}`}>
          {aCase.itemName}
        </Anchor>
      </Heading>
      <p className={styles.state}>
        <StateTag tone={caseTone(aCase.state)}>{aCase.progress || aCase.stateTitle}</StateTag>
        <span>
          {aCase.submittedAt ? say.submittedOn(dayWord(aCase.submittedAt)) : say.savedOn(dayWord(aCase.updatedAt))}
        </span>
        {aCase.queryCode && <span>{say.number(aCase.queryCode)}</span>}
      </p>
      {clock && <ClockRibbon limit={clock.limit} law={clock.law} today={today} size="row" />}
    </article>
  )
}
