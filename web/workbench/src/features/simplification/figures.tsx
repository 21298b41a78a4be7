import type { Simplified } from '@yiwang/server/contract/catalogue'
import { Figure } from '../../shared/account-page.tsx'
import styles from '../../shared/account-page.module.css'
import { percentOf } from './percent.ts'
import { simplificationMessages as say } from './messages.ts'

/** Five figures: what there was, what there is, and by how much it changed. */
export function Figures({ simplified }: { simplified: Simplified }) {
  const { items, steps, materials, workdays, abolished, added, againstStatute } = simplified
  const { statutory, promised } = againstStatute
  return (
    <dl className={styles.figures}>
      <Figure name={say.figures.items} value={rateOf(items)}>
        <span className={styles.soft}>{say.sides(items.before, items.after)}</span>
        <span className={styles.soft}>{say.comings(abolished, added)}</span>
      </Figure>
      {Object.entries({ steps, materials, workdays }).map(([name, sides]) => (
        <Figure key={name} name={say.figures[name as 'steps']} value={rateOf(sides)}>
          <span className={styles.soft}>{say.sides(sides.before, sides.after)}</span>
        </Figure>
      ))}
      <Figure name={say.figures.statute} value={rateOf({ before: statutory, after: promised })}>
        <span className={styles.soft}>{say.statute(statutory, promised)}</span>
      </Figure>
    </dl>
  )
}

function rateOf({ before, after }: { before: number; after: number }): string {
  const percent = percentOf(before, after)
  return percent === undefined ? say.none : say.rate(percent)
}
