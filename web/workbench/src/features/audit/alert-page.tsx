import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AlertView } from '@yiwang/server/contract/audit'
import { Button, Card, Facts, TextArea, useSay } from '@yiwang/ui'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { AlertStateTag } from './alerts-page.tsx'
import { AuditTabs } from './audit-tabs.tsx'
import { EntryTable } from './entry-table.tsx'
import styles from './audit.module.css'
import { auditMessages } from './messages.ts'

const say = auditMessages.alerts

/** One alert: what it says, the entries that it stands on, and what was found out. */
export function AlertPage() {
  const { alertId = '' } = useParams()
  const reading = useQuery({
    queryKey: ['audit-alert', alertId],
    queryFn: ({ signal }) => api.audit.getAlert({ alertId }, { signal }),
    // Each look is an entry: it is taken when the page is opened, and not again by itself.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  return (
    <div className={styles.page}>
      <AuditTabs selected="alerts" />
      <p data-print="no">
        <Link to="/audit/alerts">{say.back}</Link>
      </p>
      <Loaded reading={reading}>
        {({ alert, entries }) => (
          <>
            <Card title={alert.title}>
              <Facts facts={factsOf(alert)} columns={2} />
            </Card>
            {alert.abilities.decide && <Decision alert={alert} />}
            <h2>{say.basis(entries.length)}</h2>
            <EntryTable entries={entries} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function factsOf(alert: AlertView) {
  const { staffName, text, raisedAt, firstAt, lastAt, reason, decidedByName, decidedAt } = alert
  return [
    { name: say.who, value: staffName ?? say.nobody },
    { name: say.text, value: text },
    { name: say.between, value: `${instantText(firstAt)} — ${instantText(lastAt)}` },
    { name: say.at, value: instantText(raisedAt) },
    { name: say.state, value: <AlertStateTag alert={alert} /> },
    ...(reason === undefined ? [] : [{ name: say.reason, value: reason }]),
    ...(decidedAt === undefined
      ? []
      : [{ name: say.decided, value: say.by(decidedByName ?? '', instantText(decidedAt)) }]),
  ]
}

function Decision({ alert }: { alert: AlertView }) {
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const tell = useSay()
  const { id: alertId, version } = alert
  const decide = useMutation({
    mutationFn: (how: 'explainAlert' | 'confirmAlert') => api.audit[how]({ alertId, version, reason: reason.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['audit-alert', alertId] })
      await queries.invalidateQueries({ queryKey: ['audit-alerts'] })
      tell(say.done)
    },
  })
  const isReady = reason.trim().length >= 2
  return (
    <Card title={say.decide}>
      <div className={styles.said} data-print="no">
        <p className={styles.soft}>{say.decideText}</p>
        <Refusal error={decide.error} />
        <TextArea
          id="alert-reason"
          label={say.reason}
          required
          maxLength={400}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className={styles.acts}>
          <Button look="main" disabled={!isReady} busy={decide.isPending} onClick={() => decide.mutate('explainAlert')}>
            {say.explain}
          </Button>
          <Button disabled={!isReady} busy={decide.isPending} onClick={() => decide.mutate('confirmAlert')}>
            {say.confirm}
          </Button>
        </div>
      </div>
    </Card>
  )
}
