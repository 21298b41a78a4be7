import { LinkTabs } from '@yiwang/ui'
import { useSearchParams } from 'react-router'
import { AgentsCard } from './agents-card.tsx'
import { AskedCard } from './asked-card.tsx'
import { FindCard } from './find-card.tsx'
import { mandateMessages as say } from './messages.ts'
import { RegisterCards } from './register-cards.tsx'
import styles from './mandates.module.css'

const views = ['asked', 'find', 'register', 'agents'] as const

/** 授权: what the window confirms, looks up, writes down and revokes. */
export function MandatesPage() {
  const [params] = useSearchParams()
  const view = views.find((one) => one === params.get('view')) ?? 'asked'
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.note}>{say.lead}</p>
      <LinkTabs
        label={say.tabsLabel}
        look="chips"
        selected={view}
        tabs={views.map((id) => ({
          id,
          label: say.tabs[id],
          href: id === 'asked' ? '/mandates' : `/mandates?view=${id}`,
        }))}
      />
      {view === 'asked' && <AskedCard />}
      {view === 'find' && <FindCard />}
      {view === 'register' && <RegisterCards />}
      {view === 'agents' && <AgentsCard />}
    </div>
  )
}
