import { useQuery } from '@tanstack/react-query'
import type { BatchSummary } from '@yiwang/server/contract/rosters'
import { StateTag, Table } from '@yiwang/ui'
import { Link } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { kindMessages } from './kind-messages.ts'
import { rosterMessages as say } from './messages.ts'
import styles from './rosters.module.css'
import { rosterKey } from './use-roster-act.ts'

/** 填报清单: which there are, and what is being changed in them. */
export function RostersPage() {
  const maySeeKinds = usePermit('rosters.kinds')
  const reading = useQuery({ queryKey: rosterKey, queryFn: ({ signal }) => api.rosters.listRosters({}, { signal }) })
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.soft}>{say.lead}</p>
      {maySeeKinds && (
        <p>
          <Link to="/lists/kinds">{kindMessages.title}</Link>
        </p>
      )}
      <Loaded reading={reading} lines={10}>
        {({ rosters }) => (
          <Table
            caption={say.title}
            captionHidden
            rows={rosters}
            keyOf={({ kind }) => kind}
            columns={[
              {
                id: 'list',
                header: say.list,
                isRowHeader: true,
                cell: ({ kind, title, isInternal }) => (
                  <span className={styles.line}>
                    <Link to={`/lists/${kind}`}>{title}</Link>
                    {isInternal && <StateTag tone="info">{kindMessages.internal}</StateTag>}
                  </span>
                ),
              },
              {
                id: 'about',
                header: say.aboutList,
                cell: ({ about }) => <span className={styles.words}>{about}</span>,
              },
              { id: 'records', header: say.records, align: 'end', cell: ({ records }) => records },
              { id: 'changing', header: say.changing, cell: ({ batches }) => <Batches batches={batches} /> },
            ]}
          />
        )}
      </Loaded>
    </div>
  )
}

/** What departments are changing in a list, each leading to its batch. */
export function Batches({ batches }: { batches: readonly BatchSummary[] }) {
  if (batches.length === 0) return <span className={styles.soft}>{say.noneChanging}</span>
  return (
    <ul className={styles.plain}>
      {batches.map(({ batchId, state, organizationName, changes }) => (
        <li key={batchId} className={styles.line}>
          <Link to={`/lists/batches/${batchId}`}>{say.batchOf(organizationName, changes)}</Link>
          <StateTag tone={state === 'in-review' ? 'soon' : 'info'}>{say.states[state]}</StateTag>
        </li>
      ))}
    </ul>
  )
}
