import { useQuery } from '@tanstack/react-query'
import { Card } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

/** 对在办件的影响: how many cases run on which version. */
export function RunningCases({ itemId }: { itemId: string }) {
  const reading = useQuery({
    queryKey: ['running-cases', itemId],
    queryFn: ({ signal }) => api.cases.countRunningCases({ itemId }, { signal }),
  })
  return (
    <Card title={say.running}>
      <Loaded reading={reading} lines={2}>
        {({ versions }) =>
          versions.length === 0 ? (
            <p className={styles.soft}>{say.runningNone}</p>
          ) : (
            <>
              <ul>
                {versions.map((one) => (
                  <li key={one.version}>{say.runningOn(one.version, one.running)}</li>
                ))}
              </ul>
              <p className={styles.soft}>{say.runningText}</p>
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
