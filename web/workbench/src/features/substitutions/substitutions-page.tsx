import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button, Card } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { substitutionMessages as say } from './messages.ts'
import { NameCard } from './name-card.tsx'
import { SubstitutionTable } from './substitution-table.tsx'
import styles from './substitutions.module.css'
import { substitutionsKey } from './use-deed.ts'

/** AB角: what waits for whoever confirms; one's own; and the form. */
export function SubstitutionsPage() {
  const mayRead = usePermit('organizations.readSubstitutes')
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.note}>{say.lead}</p>
      {mayRead && <Substitutions state="proposed" />}
      <MineCard />
      <NameCard />
      {mayRead && <Substitutions state="decided" />}
    </div>
  )
}

function MineCard() {
  const reading = useQuery({
    queryKey: [...substitutionsKey, 'mine'],
    queryFn: ({ signal }) => api.organizations.listMySubstitutions({}, { signal }),
  })
  return (
    <Card title={say.mine}>
      <Loaded reading={reading} lines={3}>
        {({ substitutions }) =>
          substitutions.length === 0 ? (
            <p className={styles.note}>{say.mineEmpty}</p>
          ) : (
            <SubstitutionTable caption={say.mine} rows={substitutions} />
          )
        }
      </Loaded>
    </Card>
  )
}

const TITLES = { proposed: say.waiting, decided: say.decided }
const EMPTY = { proposed: say.waitingEmpty, decided: say.decidedEmpty }

function Substitutions({ state }: { state: 'proposed' | 'decided' }) {
  const reading = useInfiniteQuery({
    queryKey: [...substitutionsKey, state],
    queryFn: ({ signal, pageParam }) =>
      api.organizations.listSubstitutions({ state, ...(pageParam !== '' && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  return (
    <Card title={TITLES[state]}>
      <Loaded reading={reading} lines={3}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.substitutions)
          if (rows.length === 0) return <p className={styles.note}>{EMPTY[state]}</p>
          return (
            <>
              <SubstitutionTable caption={TITLES[state]} rows={rows} />
              {reading.hasNextPage && <Button onClick={() => void reading.fetchNextPage()}>{say.more}</Button>}
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}
