import type { Difference } from '@yiwang/server/contract/catalogue'
import { Table } from '@yiwang/ui'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

interface DifferenceTableProps {
  differences: readonly Difference[]
  /** Everything is new: there is nothing to hold it against. */
  isNew?: boolean
}

/** 差异, place by place, in the words of the item's page. */
export function DifferenceTable({ differences, isNew }: DifferenceTableProps) {
  if (differences.length === 0) return <p className={styles.soft}>{say.differencesNone}</p>
  const place = { id: 'place', header: say.place, isRowHeader: true, cell: (one: Difference) => one.place }
  const after = {
    id: 'after',
    header: isNew ? say.content : say.after,
    cell: (one: Difference) => <span className={styles.words}>{one.after ?? '—'}</span>,
  }
  const changes = [
    place,
    {
      id: 'kind',
      header: say.kind,
      cell: (one: Difference) => <span className={styles.word}>{say.kindOf[one.kind]}</span>,
    },
    {
      id: 'before',
      header: say.before,
      cell: (one: Difference) => <span className={styles.words}>{one.before ?? '—'}</span>,
    },
    after,
  ]
  return (
    <div className={styles.differences}>
      {!isNew && <p className={styles.soft}>{say.differenceCount(differences.length)}</p>}
      <Table
        caption={say.differences}
        captionHidden
        rows={differences}
        keyOf={(one) => `${one.path} ${one.kind}`}
        columns={isNew ? [place, after] : changes}
      />
    </div>
  )
}
