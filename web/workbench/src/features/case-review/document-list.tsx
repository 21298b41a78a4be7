import type { CaseView } from '@yiwang/server/contract/cases'
import { StateTag } from '@yiwang/ui'
import { FileText } from 'lucide-react'
import { useState } from 'react'
import { shortInstantText } from '../../shared/dates.ts'
import { FilePreview } from '../../shared/file-preview.tsx'
import { useToday } from '../../shared/today.ts'
import styles from './material-list.module.css'
import { caseMessages } from './messages.ts'

const say = caseMessages.documents

interface Row {
  id: string
  title: string
  number: string
  note: string
  href: string | undefined
  isErased: boolean
}

/** Documents and licences that came of the case. They exist from the act on; their PDF follows in seconds. */
export function DocumentList({ aCase }: { aCase: CaseView }) {
  const today = useToday()
  const documents: Row[] = aCase.documents.map((one) => ({
    id: one.documentId,
    title: one.title,
    number: one.documentNo,
    note: `${say.issued} ${shortInstantText(one.issuedAt, today)}${one.isInternal ? say.internal : ''}`,
    href: one.href,
    isErased: one.state === 'erased',
  }))
  const licences: Row[] = aCase.licences.map((one) => ({
    id: one.licenceId,
    title: one.name,
    number: one.licenceNo,
    note: `${say.licenceState[one.state] ?? one.state} · ${say.validFrom(one.validFrom, one.validTo)} · ${one.identifier}`,
    href: one.href,
    isErased: aCase.erased !== undefined,
  }))
  const rows = [...licences, ...documents]
  return (
    <div className={styles.part}>
      {rows.length === 0 && <p className={styles.progress}>{say.empty}</p>}
      <ul className={styles.list}>
        {rows.map((row) => (
          <DocumentRow key={row.id} row={row} />
        ))}
      </ul>
    </div>
  )
}

function DocumentRow({ row }: { row: Row }) {
  const [isShown, setShown] = useState(false)
  return (
    <li className={styles.material}>
      <div className={styles.name}>
        {row.href === undefined ? (
          <>
            {row.title} <StateTag tone="neutral">{row.isErased ? say.erased : say.pending}</StateTag>
          </>
        ) : (
          <button type="button" className={styles.file} aria-pressed={isShown} onClick={() => setShown(!isShown)}>
            <FileText aria-hidden="true" size={16} />
            {row.title}
          </button>
        )}
        <span>{row.number}</span>
      </div>
      <p className={styles.notes}>{row.note}</p>
      {isShown && row.href !== undefined && (
        <FilePreview
          file={{ href: row.href, fileName: `${row.title}.pdf`, mediaType: 'application/pdf' }}
          onClose={() => setShown(false)}
        />
      )}
    </li>
  )
}
