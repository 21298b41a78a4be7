import type { HallView } from '@yiwang/server/contract/organizations'
import styles from './halls.module.css'
import { hallMessages as say } from './messages.ts'

/** Whether it is open at this moment and when next; on paper only what holds on other days too. */
export function OpeningNow({ opening }: Pick<HallView, 'opening'>) {
  return (
    <div className={styles.now}>
      <p className={styles.strong} data-open={opening.isOpen} data-print="no">
        {opening.now}
      </p>
      <p className={styles.soft}>{say.onDay(opening.days[0]?.day ?? '', opening.today)}</p>
    </div>
  )
}

/** 平时: the plain week, the days that are alike in one line. */
export function RegularHours({ hall }: { hall: Pick<HallView, 'opening' | 'hoursNote'> }) {
  return (
    <>
      <ul className={styles.plain}>
        {hall.opening.regular.map(({ on, hours }) => (
          <li key={on}>
            {on} {hours}
          </li>
        ))}
      </ul>
      {hall.hoursNote !== undefined && <p className={styles.soft}>{hall.hoursNote}</p>}
    </>
  )
}
