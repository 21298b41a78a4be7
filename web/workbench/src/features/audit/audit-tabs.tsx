import { LinkTabs } from '@yiwang/ui'
import { usePermit } from '../../shared/session.tsx'
import styles from './audit.module.css'
import { auditMessages as say } from './messages.ts'

export function AuditTabs({ selected }: { selected: 'entries' | 'alerts' | 'rules' }) {
  const canSearch = usePermit('audit.search')
  const canWatch = usePermit('audit.watchAlerts')
  const tabs = [
    ...(canSearch ? [{ id: 'entries', label: say.tabs.entries, href: '/audit' }] : []),
    ...(canWatch
      ? [
          { id: 'alerts', label: say.tabs.alerts, href: '/audit/alerts' },
          { id: 'rules', label: say.tabs.rules, href: '/audit/rules' },
        ]
      : []),
  ]
  return (
    <header className={styles.head}>
      <h1>{say.title}</h1>
      <div data-print="no">
        <LinkTabs label={say.tabs.label} tabs={tabs} selected={selected} />
      </div>
    </header>
  )
}
