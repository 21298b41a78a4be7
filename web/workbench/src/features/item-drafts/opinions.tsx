import type { DraftOpinion } from '@yiwang/server/contract/catalogue'
import { Card, StateTag } from '@yiwang/ui'
import { shortInstantText } from '../../shared/dates.ts'
import { useToday } from '../../shared/today.ts'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

/** 审核意见, the newest first: who decided what, why and when. */
export function Opinions({ opinions }: { opinions: readonly DraftOpinion[] }) {
  const today = useToday()
  return (
    <Card title={say.opinions}>
      {opinions.length === 0 && <p className={styles.soft}>{say.noOpinions}</p>}
      <ol className={styles.opinions}>
        {opinions.toReversed().map((one) => (
          <li key={`${one.name} ${one.at}`}>
            <p className={styles.line}>
              <strong>{one.name}</strong>
              <StateTag tone={one.outcome === 'pass' ? 'ok' : 'soon'}>
                {one.outcome === 'pass' ? say.passed : say.sentBack}
              </StateTag>
            </p>
            {one.opinion !== undefined && <p className={styles.words}>{one.opinion}</p>}
            <p className={styles.soft}>
              {one.byName} · {shortInstantText(one.at, today)}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  )
}
