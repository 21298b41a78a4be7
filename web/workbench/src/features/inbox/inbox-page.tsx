import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { InboxTask } from '@yiwang/server/contract/flows'
import { Button, EmptyState, LinkButton } from '@yiwang/ui'
import { Inbox } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { whileActive } from '../../shared/activity.ts'
import { api } from '../../shared/api.ts'
import { CaseRow } from '../../shared/case-row.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { useRowKeys } from '../../shared/use-row-keys.ts'
import { FilterBar } from './filter-bar.tsx'
import { inboxQuery, isFiltered, withFilter } from './inbox-filters.ts'
import styles from './inbox-page.module.css'
import { inboxMessages as say } from './messages.ts'
import { TaskClaim } from './task-claim.tsx'

/** 待办: what waits for me, the most urgent first. */
export function InboxPage() {
  const [params, setParams] = useSearchParams()
  const query = inboxQuery(params)
  const reading = useQuery({
    queryKey: ['inbox', query],
    queryFn: ({ signal }) => api.flows.listInbox(query, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: whileActive(60_000),
  })
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">{say.title}</h1>
      <FilterBar params={params} onChange={setParams} />
      <Loaded reading={reading} lines={12}>
        {({ tasks, next }) =>
          tasks.length === 0 ? (
            <NothingThere params={params} onClear={() => setParams(new URLSearchParams())} />
          ) : (
            <>
              <TaskList tasks={tasks} />
              <nav className={styles.pages} aria-label={sharedMessages.more}>
                {params.has('after') && (
                  <LinkButton look="quiet" href={`/?${withFilter(params, 'after', undefined)}`}>
                    {sharedMessages.firstPage}
                  </LinkButton>
                )}
                {next !== undefined && (
                  <LinkButton look="plain" href={`/?${pageAfter(params, next)}`}>
                    {sharedMessages.nextPage}
                  </LinkButton>
                )}
              </nav>
            </>
          )
        }
      </Loaded>
    </div>
  )
}

/** Where a task is done, by what it is about. */
const PAGES: Readonly<Record<string, string>> = {
  'item-draft': 'items/drafts',
  'item-adjustment': 'items/adjustments',
  'power-type': 'items/types',
  'roster-batch': 'lists/batches',
  'roster-kind': 'lists/kinds/changes',
}

function TaskList({ tasks }: { tasks: readonly InboxTask[] }) {
  const list = useRowKeys(tasks.length)
  return (
    <ul className={styles.list} ref={list as React.RefObject<HTMLUListElement | null>} aria-label={say.listLabel}>
      {tasks.map((task) => (
        <CaseRow
          key={task.id}
          to={`/${PAGES[task.subjectKind] ?? 'cases'}/${task.subject}`}
          level={task.level}
          title={task.title}
          number={task.subjectNo}
          person={task.personName}
          word={task.name}
          aside={<TaskClaim task={task} />}
          limits={task.limits}
        />
      ))}
    </ul>
  )
}

function NothingThere({ params, onClear }: { params: URLSearchParams; onClear(): void }) {
  if (!isFiltered(params)) {
    return (
      <EmptyState icon={<Inbox aria-hidden="true" size={32} />} title={say.emptyTitle}>
        <p>{say.emptyText}</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState title={say.nothingFound} act={<Button onClick={onClear}>{say.clear}</Button>}>
      <p>{say.nothingFoundText}</p>
    </EmptyState>
  )
}

function pageAfter(params: URLSearchParams, after: string): URLSearchParams {
  const next = new URLSearchParams(params)
  next.set('after', after)
  return next
}
