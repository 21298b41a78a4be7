import type { AccountRow } from '@yiwang/server/contract/limits'
import { Table, Tag } from '@yiwang/ui'
import { dayText } from '../../shared/dates.ts'
import styles from './limit-account.module.css'
import { limitAccountMessages } from './messages.ts'

const say = limitAccountMessages.rows

/** Every day from the opening to the end, in stretches: what it counts for, why, and where that is written. */
export function AccountTable({ rows, asOf }: { rows: readonly AccountRow[]; asOf: string }) {
  return (
    <Table
      caption={say.title}
      captionHidden
      rows={rows}
      keyOf={(row) => row.from}
      columns={[
        { id: 'days', header: say.days, isRowHeader: true, cell: (row) => spanText(row, asOf) },
        {
          id: 'kind',
          header: say.kind,
          cell: (row) => (
            <span className={styles.kind} data-kind={row.kind}>
              {say.kinds[row.kind]}
              {row.isAhead && <Tag>{say.ahead}</Tag>}
            </span>
          ),
        },
        { id: 'why', header: say.why, cell: (row) => row.why },
        { id: 'counted', header: say.counted, cell: (row) => row.counted },
        { id: 'total', header: say.total, cell: (row) => row.total },
        { id: 'basis', header: say.basis, cell: (row) => <Evidence row={row} /> },
      ]}
    />
  )
}

function Evidence({ row }: { row: AccountRow }) {
  const { basis, papers = [], noticeDocumentId, noticeDocumentNo } = row
  return (
    <>
      {basis}
      {papers.map((paper) => (
        <a key={paper} className={styles.paper} href={paper} target="_blank" rel="noreferrer">
          {say.paper}
        </a>
      ))}
      {noticeDocumentId !== undefined && (
        <a
          className={styles.paper}
          href={`/api/documents/${noticeDocumentId}/content`}
          target="_blank"
          rel="noreferrer"
        >
          {say.notice}
        </a>
      )}
      {noticeDocumentNo !== undefined && <span className={styles.paper}>{say.noticeNo(noticeDocumentNo)}</span>}
    </>
  )
}

function spanText({ from, to }: AccountRow, asOf: string): string {
  const begin = dayText(from, asOf)
  return from === to ? begin : `${begin}至${dayText(to, from.slice(0, 4) === to.slice(0, 4) ? from : asOf)}`
}
