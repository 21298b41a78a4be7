import type { CaseView } from '@yiwang/server/contract/cases'
import { dayText } from '../../shared/dates.ts'
import { useToday } from '../../shared/today.ts'
import { actMessages as say } from './act-messages.ts'
import styles from './document-draft.module.css'

interface DocumentDraftProps {
  aCase: CaseView
  title: string
  lines: readonly string[]
  list?: readonly string[]
  after?: readonly string[]
}

/** The document as it will be: who to whom, what it says, dated today; set like the paper it becomes. */
export function DocumentDraft({ aCase, title, lines, list = [], after = [] }: DocumentDraftProps) {
  const today = useToday()
  return (
    <section className={styles.draft} aria-label={`${say.documentTitle}：${title}`}>
      <p className={styles.note}>
        {say.documentTitle}。{say.documentNote}
      </p>
      <div className={styles.paper}>
        <p className={styles.organization}>{aCase.organizationName}</p>
        <h3 className={styles.title}>{title}</h3>
        <p>{aCase.applicant.name}：</p>
        {lines.map((line) => (
          <p key={line} className={styles.line}>
            {line}
          </p>
        ))}
        {list.length > 0 && (
          <ol className={styles.list}>
            {list.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        )}
        {after.map((line) => (
          <p key={line} className={styles.line}>
            {line}
          </p>
        ))}
        <p className={styles.sign}>
          {aCase.organizationName}
          <br />
          {dayText(today, '')}
          <br />
          <span>{say.seal}</span>
        </p>
      </div>
    </section>
  )
}
