import type { AuditEntry } from '@yiwang/server/contract/audit'
import { LongNumber, StateTag, Table, Tag } from '@yiwang/ui'
import { Link } from 'react-router'
import { instantText } from '../../shared/dates.ts'
import styles from './audit.module.css'
import { auditMessages as say } from './messages.ts'

export function EntryTable({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <Table
      caption={say.list}
      captionHidden
      rows={entries}
      keyOf={(entry) => String(entry.position)}
      columns={[
        { id: 'action', header: say.action, isRowHeader: true, cell: (entry) => <Action entry={entry} /> },
        { id: 'time', header: say.time, cell: (entry) => instantText(entry.recordedAt) },
        { id: 'actor', header: say.actor, cell: (entry) => <Who entry={entry} /> },
        { id: 'object', header: say.object, cell: (entry) => <About entry={entry} /> },
        { id: 'detail', header: say.detail, cell: (entry) => <Said entry={entry} /> },
      ]}
    />
  )
}

function Action({ entry }: { entry: AuditEntry }) {
  return entry.category === 'refusals' ? <StateTag tone="red">{entry.title}</StateTag> : entry.title
}

function Who({ entry }: { entry: AuditEntry }) {
  if (entry.actorKind !== 'staff') return <Tag>{entry.actorName}</Tag>
  return <Link to={`/audit?${new URLSearchParams({ staff: entry.actorName })}`}>{entry.actorName}</Link>
}

function About({ entry }: { entry: AuditEntry }) {
  if (entry.caseNo === undefined) return null
  return (
    <Link to={`/audit?${new URLSearchParams({ caseNo: entry.caseNo })}`}>
      <LongNumber>{entry.caseNo}</LongNumber>
    </Link>
  )
}

function Said({ entry }: { entry: AuditEntry }) {
  return (
    <div className={styles.said}>
      {entry.detail !== '' && <span>{entry.detail}</span>}
      {entry.reason !== undefined && <span>{say.reason(entry.reason)}</span>}
      <details className={styles.whole} data-print="no">
        <summary>{say.position(entry.position)}</summary>
        {entry.body === undefined ? (
          <p>{say.away}</p>
        ) : (
          <pre>
            {entry.stream}
            {'\n'}
            {JSON.stringify(entry.body, undefined, 2)}
          </pre>
        )}
      </details>
    </div>
  )
}
