import { LinkTabs, Tabs } from '@yiwang/ui'
import { useSearchParams } from 'react-router'
import { SearchForm } from '../../shared/search-form.tsx'
import { usePermit } from '../../shared/session.tsx'
import styles from './administration.module.css'
import { ChangesCard } from './changes-card.tsx'
import { JoinCard } from './join-card.tsx'
import { LeavingCard } from './leaving-card.tsx'
import { administrationMessages } from './messages.ts'
import { MoveCard } from './move-card.tsx'

const { changes: say, joining, moving, leaving, ...words } = administrationMessages
const kinds = ['join', 'move', 'leave'] as const

/** 人员变动: who comes, moves and goes; one table, one decision by two, three forms. */
export function StaffChangesPage() {
  const [params, setParams] = useSearchParams()
  const mayPropose = usePermit('organizations.manage')
  const kind = kinds.find((one) => one === params.get('kind'))
  const q = params.get('q') ?? ''
  const chips = [undefined, ...kinds].map((one) => ({
    id: one ?? 'all',
    label: one === undefined ? say.all : say.kinds[one],
    href: `/staff-changes${addressOf(one, q)}`,
  }))
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.note}>{words.lead}</p>
      <SearchForm
        key={q}
        label={words.search}
        name={say.title}
        placeholder={words.search}
        button={words.find}
        text={q}
        onFind={(text) => setParams(addressOf(kind, text))}
      />
      <LinkTabs label={say.filter} look="chips" tabs={chips} selected={kind ?? 'all'} />
      <ChangesCard filter={{ ...(kind && { kind }), ...(q !== '' && { q }) }} />
      {mayPropose && (
        <Tabs
          label={say.propose}
          tabs={[
            { id: 'join', label: joining.title, content: <JoinCard /> },
            { id: 'move', label: moving.title, content: <MoveCard /> },
            { id: 'leave', label: leaving.title, content: <LeavingCard /> },
          ]}
        />
      )}
    </div>
  )
}

function addressOf(kind: (typeof kinds)[number] | undefined, q: string): string {
  const words = new URLSearchParams({ ...(kind && { kind }), ...(q !== '' && { q }) }).toString()
  return words === '' ? '' : `?${words}`
}
