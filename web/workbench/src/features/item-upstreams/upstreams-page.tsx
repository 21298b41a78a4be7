import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ItemUpstream } from '@yiwang/server/contract/catalogue'
import { Button, Card, EmptyState, Facts, LongNumber, NoticePanel, Table, useSay } from '@yiwang/ui'
import { Link } from 'react-router'
import { api } from '../../shared/api.ts'
import { shortInstantText } from '../../shared/dates.ts'
import frame from '../../shared/page-frame.module.css'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import styles from './upstreams.module.css'
import { upstreamMessages as say } from './messages.ts'

const KEY = ['item-upstreams']
const LOOK_AGAIN_MS = 5_000

/** 上级事项库: whom this installation follows, how far it has read, and what it could not take. */
export function UpstreamsPage() {
  const reading = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.catalogue.listItemUpstreams({}, { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  })
  return (
    <div className={frame.page}>
      <p>
        <Link to="/items/base">{say.back}</Link>
      </p>
      <h1>{say.title}</h1>
      <p className={frame.soft}>{say.intro}</p>
      <Loaded reading={reading} lines={6}>
        {({ upstreams }) =>
          upstreams.length === 0 ? (
            <EmptyState title={say.none}>
              <p>{say.noneText}</p>
            </EmptyState>
          ) : (
            upstreams.map((one) => <Upstream key={one.division} upstream={one} />)
          )
        }
      </Loaded>
    </div>
  )
}

function Upstream({ upstream }: { upstream: ItemUpstream }) {
  const today = useToday()
  const queries = useQueryClient()
  const tell = useSay()
  const { division, divisionName } = upstream
  const pull = useMutation({
    mutationFn: () => api.catalogue.pullItemUpstream({ division }),
    onSuccess: async () => {
      tell(say.requested(divisionName))
      await queries.invalidateQueries({ queryKey: KEY })
    },
  })
  const when = (at: string | undefined) => (at === undefined ? say.never : shortInstantText(at, today))
  return (
    <Card title={divisionName}>
      <div className={frame.stack}>
        <Failure upstream={upstream} />
        <Facts
          columns={2}
          facts={[
            { name: say.address, value: <span className={styles.address}>{upstream.url}</span> },
            { name: say.division, value: `${divisionName}（${division}）` },
            { name: say.items, value: say.itemCount(upstream.items) },
            { name: say.position, value: say.positionWord(upstream.position) },
            { name: say.asked, value: when(upstream.askedAt) },
            { name: say.succeeded, value: when(upstream.succeededAt) },
          ]}
        />
        <div>
          <Button busy={pull.isPending || upstream.isPulling} onClick={() => pull.mutate()}>
            {upstream.isPulling ? say.pulling : say.pull}
          </Button>
        </div>
        <Refusal error={pull.error} />
        <Failures upstream={upstream} />
      </div>
    </Card>
  )
}

function Failure({ upstream }: { upstream: ItemUpstream }) {
  const today = useToday()
  const { failedAt, failure, setBackAt } = upstream
  return (
    <>
      {failedAt !== undefined && (
        <NoticePanel tone="soon" title={say.failed(shortInstantText(failedAt, today))}>
          <p>{failure}</p>
          <p>{say.failedText}</p>
        </NoticePanel>
      )}
      {setBackAt !== undefined && (
        <NoticePanel title={say.setBack(shortInstantText(setBackAt, today))}>
          <p>{say.setBackText}</p>
        </NoticePanel>
      )}
    </>
  )
}

function Failures({ upstream }: { upstream: ItemUpstream }) {
  const today = useToday()
  const { failures, failureCount } = upstream
  if (failureCount === 0) return null
  return (
    <section aria-label={say.failures(failureCount)}>
      <h3>{say.failures(failureCount)}</h3>
      <p className={frame.soft}>{say.failuresText}</p>
      <Table
        caption={say.failures(failureCount)}
        captionHidden
        rows={failures}
        keyOf={(one) => String(one.position)}
        columns={[
          {
            id: 'item',
            header: say.item,
            isRowHeader: true,
            cell: (one) => <LongNumber>{one.itemId}</LongNumber>,
          },
          {
            id: 'change',
            header: say.change,
            cell: (one) => say.changeOf(say.changes[one.change] ?? one.change, one.version),
          },
          { id: 'reason', header: say.reason, cell: (one) => one.reason },
          { id: 'since', header: say.since, cell: (one) => shortInstantText(one.firstAt, today) },
        ]}
      />
    </section>
  )
}
