import type { StaffAccountView } from '@yiwang/server/contract/identity'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Card, StateTag, Table } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { SearchForm } from '../../shared/search-form.tsx'
import { usePermit } from '../../shared/session.tsx'
import { WithReason } from '../../shared/with-reason.tsx'
import styles from './administration.module.css'
import { administrationMessages } from './messages.ts'
import { Half } from './half.tsx'
import { Devices } from './devices.tsx'
import { administrationKey, useDeed } from './use-deed.ts'

const { accounts: say, leaving } = administrationMessages
const PAGE = 100

export function AccountsCard() {
  const [q, setQ] = useState('')
  const reading = useInfiniteQuery({
    queryKey: [...administrationKey, 'accounts', q],
    queryFn: ({ signal, pageParam }) =>
      api.identity.listStaffAccounts(
        { ...(pageParam !== '' && { after: pageParam }), ...(q !== '' && { q }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ accounts }) => (accounts.length < PAGE ? undefined : accounts.at(-1)?.id),
  })
  return (
    <Card title={say.title}>
      <SearchForm
        label={administrationMessages.search}
        name={say.title}
        placeholder={administrationMessages.search}
        button={administrationMessages.find}
        text={q}
        onFind={(text) => setQ(text.trim())}
      />
      <Loaded reading={reading}>
        {({ pages }) => (
          <>
            <Table
              caption={say.title}
              captionHidden
              rows={pages.flatMap(({ accounts }) => accounts)}
              keyOf={(row) => row.id}
              columns={[
                { id: 'name', header: say.name, cell: (row) => <Name row={row} />, isRowHeader: true },
                { id: 'organization', header: say.organization, cell: (row) => row.organizationName },
                { id: 'roles', header: say.roles, cell: (row) => row.roleTitles.join('、') || say.none },
                { id: 'factors', header: say.factors, cell: (row) => row.factorCount },
                { id: 'sessions', header: say.sessions, cell: (row) => row.sessionCount },
                { id: 'act', header: say.act, cell: (row) => <Acts row={row} /> },
              ]}
            />
            {reading.hasNextPage && <Button onClick={() => void reading.fetchNextPage()}>{say.more}</Button>}
          </>
        )}
      </Loaded>
    </Card>
  )
}

function Name({ row }: { row: StaffAccountView }) {
  return (
    <>
      {row.name} {row.state === 'closed' && <StateTag tone="stopped">{say.closed}</StateTag>}
    </>
  )
}

function Acts({ row }: { row: StaffAccountView }) {
  const mayAsk = usePermit('identity.manageAccounts')
  const mayEnd = usePermit('identity.endSessions')
  const mayExpel = usePermit('organizations.expel')
  const { id: accountId, staffId } = row
  const ask = useDeed((reason: string) => api.identity.askFactorReset({ accountId, reason }))
  const forgot = useDeed((reason: string) => api.identity.askFactorReset({ accountId, reason, what: 'password' }))
  const end = useDeed((reason: string) => api.identity.endStaffSessions({ accountId, reason }))
  const expel = useDeed((reason: string) => api.organizations.expelStaff({ staffId, reason }))
  return (
    <div className={styles.acts}>
      <Refusal error={ask.error ?? forgot.error ?? end.error ?? expel.error} />
      {forgot.data?.codePart !== undefined && <Half part={forgot.data.codePart} title={say.half} text={say.halfText} />}
      {mayAsk && row.factorCount > 0 && (
        <WithReason
          act={say.reset}
          label={say.resetOf(row.name)}
          isBusy={ask.isPending}
          onSend={(reason) => ask.mutate(reason)}
        />
      )}
      {mayAsk && row.state === 'active' && (
        <WithReason
          act={say.password}
          label={say.passwordOf(row.name)}
          isBusy={forgot.isPending}
          onSend={(reason) => forgot.mutate(reason)}
        />
      )}
      {mayEnd && row.sessionCount > 0 && <Devices accountId={accountId} name={row.name} />}
      {mayEnd && row.sessionCount > 0 && (
        <WithReason
          act={say.end}
          label={say.endOf(row.name)}
          isBusy={end.isPending}
          onSend={(reason) => end.mutate(reason)}
        />
      )}
      {mayExpel && row.state === 'active' && (
        <WithReason
          act={leaving.expel}
          label={leaving.expelOf(row.name)}
          isBusy={expel.isPending}
          onSend={(reason) => expel.mutate(reason)}
        />
      )}
    </div>
  )
}
