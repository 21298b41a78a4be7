import type { FactorResetView } from '@yiwang/server/contract/identity'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Card, StateTag, Table } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { WithReason } from '../../shared/with-reason.tsx'
import styles from './administration.module.css'
import { Half } from './half.tsx'
import { administrationMessages } from './messages.ts'
import { administrationKey, useDeed } from './use-deed.ts'

const { resets: say, appointments: heads, ...words } = administrationMessages

export function ResetsCard() {
  const reading = useInfiniteQuery({
    queryKey: [...administrationKey, 'resets'],
    queryFn: ({ signal, pageParam }) =>
      api.identity.listFactorResets(pageParam === '' ? {} : { after: pageParam }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  return (
    <Card title={say.title}>
      <Loaded reading={reading} lines={3}>
        {({ pages }) => {
          const resets = pages.flatMap((page) => page.resets)
          if (resets.length === 0) return <p className={styles.note}>{say.empty}</p>
          return (
            <>
              <Table
                caption={say.title}
                captionHidden
                rows={resets}
                keyOf={(row) => row.id}
                columns={[
                  { id: 'person', header: say.person, cell: (row) => row.ownerName, isRowHeader: true },
                  { id: 'what', header: say.what, cell: (row) => say.kinds[row.what] },
                  { id: 'state', header: heads.state, cell: (row) => <Standing row={row} /> },
                  { id: 'act', header: heads.act, cell: (row) => <Decision row={row} /> },
                ]}
              />
              {reading.hasNextPage && <Button onClick={() => void reading.fetchNextPage()}>{words.more}</Button>}
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}

function Standing({ row }: { row: FactorResetView }) {
  return (
    <>
      <StateTag tone={row.state === 'asked' ? 'soon' : row.state === 'granted' ? 'ok' : 'red'}>
        {words.states[row.state]}
      </StateTag>{' '}
      <span className={styles.note}>
        {words.by(row.askedByName, instantText(row.askedAt))}
        {row.decidedByName !== undefined && words.decided(row.decidedByName)}
      </span>
    </>
  )
}

function Decision({ row }: { row: FactorResetView }) {
  const { id: resetId, version } = row
  const grant = useDeed(() => api.identity.grantFactorReset({ resetId, version }))
  const refuse = useDeed((reason: string) => api.identity.refuseFactorReset({ resetId, version, reason }))
  const half = grant.data?.codePart
  if (half !== undefined) return <Half part={half} title={say.half} text={say.halfText} />
  if (!row.abilities.decide) return null
  return (
    <div className={styles.acts}>
      <Refusal error={grant.error ?? refuse.error} />
      <Button
        aria-label={say.grantOf(row.ownerName, say.kinds[row.what])}
        busy={grant.isPending}
        onClick={() => grant.mutate(undefined)}
      >
        {words.confirm}
      </Button>
      <WithReason
        act={words.refuse}
        label={say.refuseOf(row.ownerName)}
        isBusy={refuse.isPending}
        onSend={(reason) => refuse.mutate(reason)}
      />
    </div>
  )
}
