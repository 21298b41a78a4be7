import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { NoticeView } from '@yiwang/server/contract/notices'
import { Button, EmptyState, StateTag } from '@yiwang/ui'
import { Link } from 'react-router'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { noticesKey } from '../../shared/notices-key.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { noticesMessages as say } from './messages.ts'
import styles from './notices.module.css'

const PAGE = 20
/** Where the matter of a notice is looked into. */
const PLACES: Partial<Record<string, (subject: string) => string>> = {
  'audit-alert': () => '/audit/alerts?state=open',
  'base-item-changed': (itemId) => `/items/${itemId}`,
  'item-taken-back': (adjustmentId) => `/items/adjustments/${adjustmentId}`,
}

/** 通知 to the official's account, the newest first. */
export function NoticesPage() {
  const queries = useQueryClient()
  const reading = useInfiniteQuery({
    queryKey: [...noticesKey, 'list'],
    queryFn: ({ signal, pageParam }) =>
      api.notices.listMyNotices({ limit: PAGE, ...(pageParam !== '' && { before: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ notices }) => (notices.length < PAGE ? undefined : notices.at(-1)?.id),
  })
  const markAll = useMutation({
    mutationFn: () => api.notices.markAllNoticesRead(),
    onSuccess: () => queries.invalidateQueries({ queryKey: noticesKey }),
  })
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.note}>{say.lead}</p>
      <Refusal error={markAll.error} />
      <Loaded reading={reading}>
        {({ pages }) => {
          const notices = pages.flatMap((page) => page.notices)
          if (notices.length === 0)
            return (
              <EmptyState title={say.empty}>
                <p>{say.emptyText}</p>
              </EmptyState>
            )
          return (
            <>
              {(pages[0]?.unread ?? 0) > 0 && (
                <div>
                  <Button busy={markAll.isPending} onClick={() => markAll.mutate()}>
                    {say.markAll}
                  </Button>
                </div>
              )}
              <ul className={styles.list}>
                {notices.map((notice) => (
                  <Notice key={notice.id} notice={notice} />
                ))}
              </ul>
              {reading.hasNextPage && <Button onClick={() => void reading.fetchNextPage()}>{say.more}</Button>}
            </>
          )
        }}
      </Loaded>
    </div>
  )
}

function Notice({ notice }: { notice: NoticeView }) {
  const place = PLACES[notice.kind]?.(notice.subject ?? '')
  const isUnread = notice.readAt === undefined
  return (
    <li>
      <p className={styles.head}>
        <strong>{notice.title}</strong>
        <StateTag tone={isUnread ? 'soon' : 'ended'}>{isUnread ? say.unread : say.read}</StateTag>
        <span className={styles.note}>{instantText(notice.sentAt)}</span>
      </p>
      <p>{notice.text}</p>
      {place !== undefined && (
        <p>
          <Link to={place}>{say.links[notice.kind]}</Link>
        </p>
      )}
    </li>
  )
}
