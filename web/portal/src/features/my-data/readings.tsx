import type { ReadingView } from '@yiwang/server/contract/personal-data'
import { type Column, Table } from '@yiwang/ui'
import { minuteWord } from '../../shared/cases/days.ts'
import { myDataMessages } from './messages.ts'
import styles from './my-data.module.css'

const say = myDataMessages.readings

const columns: readonly Column<ReadingView>[] = [
  { id: 'at', header: say.at, isRowHeader: true, cell: ({ at }) => minuteWord(at) },
  { id: 'what', header: say.what, cell: ({ what, thing }) => (thing === undefined ? what : say.of(what, thing)) },
  {
    id: 'who',
    header: say.who,
    cell: ({ byName, organizationName }) => [organizationName, byName].filter(Boolean).join(' '),
  },
  { id: 'purpose', header: say.purpose, cell: ({ purpose }) => purpose ?? say.noPurpose },
]

/** 谁看过. */
export function Readings({ count, newest }: { count: number; newest: readonly ReadingView[] }) {
  return (
    <section className={styles.part} aria-labelledby="readings">
      <h2 id="readings">{say.title}</h2>
      <p className={styles.text}>{count === 0 ? say.none : say.text}</p>
      {newest.length > 0 && (
        <Table caption={say.caption} captionHidden columns={columns} rows={newest.map(numbered)} keyOf={keyOf} />
      )}
      {count > newest.length && <p className={styles.note}>{say.more(count)}</p>}
    </section>
  )
}

/** Two readings of one moment are two rows. */
function numbered(reading: ReadingView, place: number): ReadingView & { place: number } {
  return { ...reading, place }
}

function keyOf(reading: ReadingView & { place?: number }): string {
  return `${reading.at} ${reading.place}`
}
