import { useQuery } from '@tanstack/react-query'
import { EmptyState, LinkButton, StateTag, Table, Tag } from '@yiwang/ui'
import { Plus } from 'lucide-react'
import { Link } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import styles from './halls.module.css'
import { hallsMessages as say } from './messages.ts'

export const hallsKey = ['halls'] as const

/** 政务服务大厅: those within reach, in use or not. */
export function HallsPage() {
  const reading = useQuery({
    queryKey: hallsKey,
    queryFn: ({ signal }) => api.organizations.listKeptHalls({}, { signal }),
  })
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.soft}>{say.lead}</p>
      <Loaded reading={reading} lines={6}>
        {({ halls }) => (
          <>
            <div>
              <LinkButton href="/halls/new" icon={<Plus aria-hidden="true" size={18} />}>
                {say.add}
              </LinkButton>
            </div>
            {halls.length === 0 ? (
              <EmptyState title={say.empty}>
                <p>{say.emptyText}</p>
              </EmptyState>
            ) : (
              <Table
                caption={say.title}
                captionHidden
                rows={halls}
                keyOf={({ id }) => id}
                columns={[
                  {
                    id: 'name',
                    header: say.name,
                    isRowHeader: true,
                    cell: ({ id, name, isDemo }) => (
                      <span className={styles.line}>
                        <Link to={`/halls/${id}`}>{name}</Link>
                        {isDemo && <Tag>{say.demo}</Tag>}
                      </span>
                    ),
                  },
                  { id: 'organization', header: say.organization, cell: ({ organizationName }) => organizationName },
                  { id: 'windows', header: say.windows, cell: (hall) => say.counted(hall.floors, hall.windows) },
                  {
                    id: 'now',
                    header: say.now,
                    cell: ({ inUse, now }) => (inUse ? now : <StateTag tone="stopped">{say.outOfUse}</StateTag>),
                  },
                ]}
              />
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}
