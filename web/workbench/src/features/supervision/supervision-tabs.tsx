import { LinkTabs } from '@yiwang/ui'
import { usePermit } from '../../shared/session.tsx'
import { supervisionMessages as say } from './messages.ts'
import styles from './supervision.module.css'

export function SupervisionTabs({ selected }: { selected: 'limits' | 'moves' | 'acts' | 'ledger' }) {
  const canWatchLimits = usePermit('limits.watch')
  const canWatchLedger = usePermit('supervision.watch')
  const canSeeFigures = usePermit('catalogue.figures')
  const tabs = [
    ...(canWatchLimits
      ? [
          { id: 'limits', label: say.tabs.limits, href: '/supervision' },
          { id: 'moves', label: say.tabs.moves, href: '/supervision/moves' },
        ]
      : []),
    ...(canWatchLedger
      ? [
          { id: 'acts', label: say.tabs.acts, href: '/supervision/acts' },
          { id: 'ledger', label: say.tabs.ledger, href: '/supervision/ledger' },
        ]
      : []),
    ...(canSeeFigures
      ? [
          { id: 'simplification', label: say.tabs.simplification, href: '/items/simplification' },
          { id: 'coverage', label: say.tabs.coverage, href: '/items/coverage' },
        ]
      : []),
  ]
  return (
    <header className={styles.head}>
      <h1>{say.title}</h1>
      <LinkTabs label={say.tabsLabel} tabs={tabs} selected={selected} />
    </header>
  )
}
