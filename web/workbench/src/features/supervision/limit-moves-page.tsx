import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { LimitMove } from '@yiwang/server/contract/limits'
import { DateField, EmptyState, LinkButton, Table } from '@yiwang/ui'
import { Link, Navigate, useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText, instantText } from '../../shared/dates.ts'
import { sharedMessages } from '../../shared/messages.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { supervisionMessages } from './messages.ts'
import { SupervisionTabs } from './supervision-tabs.tsx'
import styles from './supervision.module.css'

const say = supervisionMessages.moves

/** 日历调整: which due dates a change of the calendar moved, from which day to which, and why. */
export function LimitMovesPage() {
  const canWatch = usePermit('limits.watch')
  return canWatch ? <LimitMoves /> : <Navigate to="/supervision/ledger" replace />
}

function LimitMoves() {
  const [params, setParams] = useSearchParams()
  const since = params.get('since') ?? ''
  const after = params.get('after')
  const query = { size: 20, ...(since !== '' && { since }), ...(after !== null && { after }) }
  const reading = useQuery({
    queryKey: ['limit-moves', query],
    queryFn: ({ signal }) => api.limits.listMoves(query, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={styles.wide}>
      <SupervisionTabs selected="moves" />
      <p className={styles.soft}>{say.text}</p>
      <DateField
        id="moves-since"
        label={say.since}
        optional
        value={since}
        onChange={(event) => setParams(event.target.value === '' ? {} : { since: event.target.value })}
      />
      <Loaded reading={reading}>
        {({ items, next, asOf }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title={say.emptyTitle}>
                <p>{say.emptyText}</p>
              </EmptyState>
            ) : (
              <Moves moves={items} asOf={asOf} />
            )}
            {next !== undefined && (
              <p className={styles.more}>
                <LinkButton
                  href={`/supervision/moves?${new URLSearchParams({ ...(since !== '' && { since }), after: next })}`}
                >
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

function Moves({ moves, asOf }: { moves: readonly LimitMove[]; asOf: string }) {
  return (
    <Table
      caption={say.caption}
      captionHidden
      rows={moves}
      keyOf={(move) => move.id}
      columns={[
        {
          id: 'what',
          header: say.what,
          isRowHeader: true,
          cell: (move) => (
            <>
              {move.subjectTitle ?? move.title}
              <small className={styles.soft}> {move.subjectNo}</small>
            </>
          ),
        },
        { id: 'limit', header: say.limit, cell: (move) => <Link to={`/limits/${move.limitId}`}>{move.title}</Link> },
        { id: 'due', header: say.due, cell: (move) => <b>{movedText(move, asOf)}</b> },
        { id: 'because', header: say.because, cell: (move) => move.because },
        { id: 'at', header: say.at, cell: (move) => instantText(move.movedAt) },
      ]}
    />
  )
}

function movedText({ wasDueOn, dueOn, provisional }: LimitMove, asOf: string): string {
  if (dueOn === undefined) return say.none
  const is = dayText(dueOn, asOf)
  if (wasDueOn === dueOn) return provisional ? say.unsettled(is) : say.settled(is)
  return say.moved(wasDueOn === undefined ? say.none : dayText(wasDueOn, asOf), is)
}
