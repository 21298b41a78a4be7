import type { Simplified } from '@yiwang/server/contract/catalogue'
import { percentOf } from './percent.ts'
import { simplificationMessages as say } from './messages.ts'
import styles from './simplification.module.css'

/** Five figures: what there was, what there is, and by how much it changed. */
export function Figures({ simplified }: { simplified: Simplified }) {
  const { items, steps, materials, workdays, abolished, added, againstStatute } = simplified
  const { statutory, promised } = againstStatute
  return (
    <dl className={styles.figures}>
      <Figure name={say.figures.items} sides={items} note={say.comings(abolished, added)} />
      <Figure name={say.figures.steps} sides={steps} />
      <Figure name={say.figures.materials} sides={materials} />
      <Figure name={say.figures.workdays} sides={workdays} />
      <div>
        <dt>{say.figures.statute}</dt>
        <dd>
          <b>{rateOf(statutory, promised)}</b>
          <span className={styles.soft}>{say.statute(statutory, promised)}</span>
        </dd>
      </div>
    </dl>
  )
}

interface FigureProps {
  name: string
  sides: { before: number; after: number }
  note?: string
}

function Figure({ name, sides: { before, after }, note }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{rateOf(before, after)}</b>
        <span className={styles.soft}>{say.sides(before, after)}</span>
        {note !== undefined && <span className={styles.soft}>{note}</span>}
      </dd>
    </div>
  )
}

function rateOf(before: number, after: number): string {
  const percent = percentOf(before, after)
  return percent === undefined ? say.none : say.rate(percent)
}
