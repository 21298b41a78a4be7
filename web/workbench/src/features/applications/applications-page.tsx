import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ClientView } from '@yiwang/server/contract/sign-on'
import { EmptyState, LinkButton, Select, StateTag, Table } from '@yiwang/ui'
import { Link, useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { sharedMessages } from '../../shared/messages.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import styles from './applications.module.css'
import { applicationsMessages as say } from './messages.ts'
import { toneOf } from './state-tone.ts'

type State = ClientView['state']

/** 接入应用: who lets people sign in with Yiwang, and in which state. */
export function ApplicationsPage() {
  const [params, setParams] = useSearchParams()
  const state = (params.get('state') ?? '') as State | ''
  const cursor = params.get('after') ?? ''
  const query = { limit: 20, ...(state !== '' && { state }), ...(cursor !== '' && { cursor }) }
  const reading = useQuery({
    queryKey: ['applications', query],
    queryFn: ({ signal }) => api.signOn.listClients(query, { signal }),
    placeholderData: keepPreviousData,
  })
  const mayRequest = usePermit('sign-on.requestClient')
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.soft}>{say.text}</p>
      <div className={styles.line} data-print="no">
        <Select
          id="application-state"
          label={say.state}
          value={state}
          placeholder={say.all}
          choices={Object.entries(say.states).map(([value, label]) => ({ value, label }))}
          onChange={(event) => setParams(event.target.value === '' ? {} : { state: event.target.value })}
        />
        {mayRequest && <LinkButton href="/applications/new">{say.request}</LinkButton>}
      </div>
      <Loaded reading={reading}>
        {({ clients, nextCursor }) => (
          <>
            {clients.length === 0 ? (
              <EmptyState title={say.empty}>
                <p>{say.emptyText}</p>
              </EmptyState>
            ) : (
              <Clients clients={clients} />
            )}
            {nextCursor !== undefined && (
              <p>
                <LinkButton
                  href={`/applications?${new URLSearchParams({ ...(state !== '' && { state }), after: nextCursor })}`}
                >
                  {sharedMessages.nextPage}
                </LinkButton>
              </p>
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Clients({ clients }: { clients: readonly ClientView[] }) {
  return (
    <Table
      caption={say.title}
      captionHidden
      rows={clients}
      keyOf={(client) => client.id}
      columns={[
        {
          id: 'name',
          header: say.name,
          isRowHeader: true,
          cell: (client) => <Link to={`/applications/${client.id}`}>{client.name}</Link>,
        },
        {
          id: 'state',
          header: say.state,
          cell: (client) => <StateTag tone={toneOf(client.state)}>{client.stateTitle}</StateTag>,
        },
        { id: 'kind', header: say.kind, cell: (client) => client.kindTitle },
        { id: 'organization', header: say.organization, cell: (client) => client.organizationName },
        { id: 'requested', header: say.requestedAt, cell: (client) => instantText(client.requestedAt) },
      ]}
    />
  )
}
