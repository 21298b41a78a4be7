import { useQuery } from '@tanstack/react-query'
import { Card, LinkButton } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import styles from './flow-draft.module.css'
import { draftMessages as say } from './messages.ts'

/** 对在办件的影响: what runs on the versions that there are, and where it is said what becomes of it. */
export function RunningOnFlow({ definitionId }: { definitionId: string }) {
  const reading = useQuery({
    queryKey: ['flow-definitions'],
    queryFn: ({ signal }) => api.flows.listFlowDefinitions({}, { signal }),
  })
  return (
    <Card title={say.running}>
      <Loaded reading={reading} lines={2}>
        {({ definitions }) => {
          const versions = definitions.find((one) => one.definitionId === definitionId)?.versions ?? []
          const busy = versions.filter(({ running }) => running > 0)
          return (
            <div className={styles.form}>
              {busy.length === 0 ? (
                <p className={styles.soft}>{say.runningNone}</p>
              ) : (
                <ul>
                  {busy.map(({ jurisdiction, version, running }) => (
                    <li key={`${jurisdiction} ${version}`}>{say.runningOn(version, running)}</li>
                  ))}
                </ul>
              )}
              <p className={styles.soft}>{say.runningText}</p>
              <div>
                <LinkButton href={`/flows/${definitionId}`}>{say.plan}</LinkButton>
              </div>
            </div>
          )
        }}
      </Loaded>
    </Card>
  )
}
