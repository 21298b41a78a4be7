import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ErasableCase } from '@yiwang/server/contract/cases'
import { type Column, EmptyState, LinkButton, LinkTabs, LongNumber, StateTag, Table } from '@yiwang/ui'
import { Link, useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText, shortInstantText } from '../../shared/dates.ts'
import { sharedMessages } from '../../shared/messages.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import styles from './erasures-page.module.css'
import { erasureMessages as say } from './messages.ts'

const views = ['due', 'held'] as const
type View = (typeof views)[number]

/** 个人信息到期删除: which ended cases need not be kept any longer, and which are held for a dispute. */
export function ErasuresPage() {
  const [params] = useSearchParams()
  const view = views.find((one) => one === params.get('view')) ?? 'due'
  const cursor = params.get('cursor')
  const query = { view, limit: 20, ...(cursor !== null && { cursor }) }
  const reading = useQuery({
    queryKey: ['erasures', query],
    queryFn: ({ signal }) => api.cases.listErasableCases(query, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.soft}>{say.text}</p>
      <LinkTabs
        label={say.viewsLabel}
        look="chips"
        selected={view}
        tabs={views.map((id) => ({
          id,
          label: say.views[id],
          href: id === 'due' ? '/erasures' : `/erasures?view=${id}`,
        }))}
      />
      <Loaded reading={reading} lines={10}>
        {({ cases, nextCursor }) => (
          <>
            {cases.length === 0 ? (
              <EmptyState title={say.empty[view]}>
                <p>{say.emptyText[view]}</p>
              </EmptyState>
            ) : (
              <CaseTable cases={cases} view={view} />
            )}
            {nextCursor !== undefined && (
              <p className={styles.more}>
                <LinkButton href={`/erasures?${new URLSearchParams({ view, cursor: nextCursor })}`}>
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

function CaseTable({ cases, view }: { cases: readonly ErasableCase[]; view: View }) {
  const today = useToday()
  const what: Column<ErasableCase> = {
    id: 'what',
    header: say.what,
    isRowHeader: true,
    cell: (one) => (
      <>
        <Link to={`/cases/${one.caseId}`}>{one.itemName}</Link>
        <small className={`${styles.soft} ${styles.number}`}>
          <LongNumber>{one.caseNo}</LongNumber>
        </small>
      </>
    ),
  }
  const ended: Column<ErasableCase> = {
    id: 'ended',
    header: say.ended,
    cell: (one) => `${one.stateTitle}${one.endedOn === undefined ? '' : ` ${dayText(one.endedOn, today)}`}`,
  }
  const until: Column<ErasableCase> = {
    id: 'until',
    header: say.until,
    cell: (one) => one.keepUntil !== undefined && dayText(one.keepUntil, today),
  }
  const basis: Column<ErasableCase> = { id: 'basis', header: say.basis, cell: (one) => one.basis }
  const since: Column<ErasableCase> = {
    id: 'since',
    header: say.since,
    cell: (one) => one.heldSince !== undefined && shortInstantText(one.heldSince, today),
  }
  const standing: Column<ErasableCase> = { id: 'standing', header: say.standing, cell: standingOf }
  return (
    <Table
      caption={say.caption[view]}
      captionHidden
      rows={cases}
      keyOf={(one) => one.caseId}
      columns={view === 'due' ? [what, ended, until, basis, standing] : [what, ended, since, until]}
    />
  )
}

function standingOf({ blockedBy }: ErasableCase) {
  return blockedBy === undefined ? <StateTag tone="ok">{say.ready}</StateTag> : blockedBy
}
