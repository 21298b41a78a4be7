import { LinkTabs } from '@yiwang/ui'
import { usePermit } from '../../shared/session.tsx'
import styles from './exports.module.css'
import { exportMessages as say } from './messages.ts'

export type ExportTab = 'mine' | 'asked' | 'decided' | 'rule'

export function ExportTabs({ selected }: { selected: ExportTab | undefined }) {
  const canAsk = usePermit('exports.ask')
  const canApprove = usePermit('exports.approve')
  const canSet = usePermit('exports.setRules')
  const tabs = [
    ...(canAsk ? [{ id: 'mine', label: say.tabs.mine, href: '/exports' }] : []),
    ...(canApprove
      ? [
          { id: 'asked', label: say.tabs.asked, href: '/exports?view=asked' },
          { id: 'decided', label: say.tabs.decided, href: '/exports?view=decided' },
        ]
      : []),
    ...(canSet ? [{ id: 'rule', label: say.tabs.rule, href: '/exports/rule' }] : []),
  ]
  return (
    <header className={styles.head}>
      <h1>{say.title}</h1>
      <LinkTabs label={say.tabs.label} tabs={tabs} selected={selected ?? ''} />
    </header>
  )
}
