import type { VerificationView } from '@yiwang/server/contract/supervision'
import { supervisionMessages } from './messages.ts'
import styles from './supervision.module.css'

const say = supervisionMessages.ledger

/** What does not hold, each entry named by stream, number and position. */
export function FindingList({ findings }: { findings: VerificationView['findings'] }) {
  if (findings.length === 0) return null
  return (
    <ol className={styles.findings} aria-label={say.findings}>
      {findings.map((finding) => (
        <li key={`${finding.kind} ${finding.stream} ${finding.seq} ${finding.position}`}>
          <p>{finding.message}</p>
          <p className={styles.soft}>
            {finding.stream !== undefined && `${say.stream} ${finding.stream} `}
            {finding.seq !== undefined && `${say.seq} ${finding.seq} `}
            {finding.position !== undefined && `${say.position} ${finding.position}`}
          </p>
        </li>
      ))}
    </ol>
  )
}
