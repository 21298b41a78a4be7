import { useQuery } from '@tanstack/react-query'
import type { AlertView } from '@yiwang/server/contract/audit'
import { EmptyState, LinkButton, LinkTabs, StateTag, Table } from '@yiwang/ui'
import { Link, useSearchParams } from 'react-router'
import { whileActive } from '../../shared/activity.ts'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { sharedMessages } from '../../shared/messages.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { AuditTabs } from './audit-tabs.tsx'
import styles from './audit.module.css'
import { auditMessages } from './messages.ts'

const say = auditMessages.alerts
const states = ['open', 'explained', 'confirmed'] as const
const tones = { open: 'red', explained: 'ok', confirmed: 'ended' } as const

/** 异常预警: what looks unusual, until somebody has said what it was. */
export function AlertsPage() {
  const [params] = useSearchParams()
  const state = states.find((one) => one === params.get('state'))
  const after = params.get('after') ?? undefined
  const query = { ...(state && { state }), ...(after !== undefined && { after }) }
  const reading = useQuery({
    queryKey: ['audit-alerts', query],
    queryFn: ({ signal }) => api.audit.listAlerts(query, { signal }),
    refetchInterval: whileActive(60_000),
  })
  const chips = [
    { id: 'all', label: say.all, href: '/audit/alerts' },
    ...states.map((one) => ({ id: one, label: say.states[one], href: `/audit/alerts?state=${one}` })),
  ]
  return (
    <div className={styles.page}>
      <AuditTabs selected="alerts" />
      <p className={styles.soft}>{say.lead}</p>
      <LinkTabs label={say.filter} look="chips" tabs={chips} selected={state ?? 'all'} />
      <Loaded reading={reading}>
        {({ alerts, next }) => (
          <>
            {alerts.length === 0 ? (
              <EmptyState title={say.empty}>
                <p>{say.emptyText}</p>
              </EmptyState>
            ) : (
              <AlertTable alerts={alerts} />
            )}
            {next !== undefined && (
              <p className={styles.more} data-print="no">
                <LinkButton href={`/audit/alerts?${new URLSearchParams({ ...(state && { state }), after: next })}`}>
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

function AlertTable({ alerts }: { alerts: readonly AlertView[] }) {
  return (
    <Table
      caption={say.title}
      captionHidden
      rows={alerts}
      keyOf={(alert) => alert.id}
      columns={[
        {
          id: 'what',
          header: say.what,
          isRowHeader: true,
          cell: (alert) => <Link to={`/audit/alerts/${alert.id}`}>{alert.title}</Link>,
        },
        { id: 'who', header: say.who, cell: (alert) => alert.staffName ?? say.nobody },
        { id: 'text', header: say.text, cell: (alert) => alert.text },
        { id: 'at', header: say.at, cell: (alert) => instantText(alert.raisedAt) },
        { id: 'state', header: say.state, cell: (alert) => <AlertStateTag alert={alert} /> },
      ]}
    />
  )
}

export function AlertStateTag({ alert }: { alert: AlertView }) {
  return <StateTag tone={tones[alert.state]}>{say.states[alert.state]}</StateTag>
}
