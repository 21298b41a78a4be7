import type { VerificationView } from '@yiwang/server/contract/supervision'
import { Link } from 'react-router'
import { supervisionMessages } from './messages.ts'
import styles from './supervision.module.css'

const say = supervisionMessages.ledger

/** What does not hold, each entry named by stream, number and position; `within` is the stream that the page shows already. */
export function FindingList({ findings, within }: { findings: VerificationView['findings']; within?: string }) {
  if (findings.length === 0) return null
  return (
    <ol className={styles.findings} aria-label={say.findings}>
      {findings.map((finding) => (
        <li key={`${finding.kind} ${finding.stream} ${finding.seq} ${finding.position}`}>
          <p>{finding.message}</p>
          {finding.stream !== undefined && finding.stream !== within && <StreamLink stream={finding.stream} />}
        </li>
      ))}
    </ol>
  )
}

/** From what is broken straight to the record it stands in. */
function StreamLink({ stream }: { stream: string }) {
  const [, kind, id] = /^([a-z][a-z-]*):(\d{6}-[0-9a-f-]{36})$/.exec(stream) ?? []
  if (kind === undefined || id === undefined) return null
  return <Link to={`/supervision/streams/${kind}/${id}`}>{say.open}</Link>
}
