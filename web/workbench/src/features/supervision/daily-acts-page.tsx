import { useQuery } from '@tanstack/react-query'
import type { DailyActs } from '@yiwang/server/contract/supervision'
import { EmptyState, NoticePanel, Table } from '@yiwang/ui'
import { whileActive } from '../../shared/activity.ts'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { supervisionMessages } from './messages.ts'
import { SupervisionTabs } from './supervision-tabs.tsx'
import styles from './supervision.module.css'

const say = supervisionMessages.acts
const acts = Object.keys(say.columns) as (keyof typeof say.columns)[]
/** A few entries are always on their way; more are left only while the counts are made anew. */
const MANY_BEHIND = 1_000

/** 办件量: how many acts of each kind a day. */
export function DailyActsPage() {
  const reading = useQuery({
    queryKey: ['daily-acts'],
    queryFn: ({ signal }) => api.supervision.listDailyActs({ days: 14 }, { signal }),
    refetchInterval: whileActive(60_000),
  })
  return (
    <div className={styles.wide}>
      <SupervisionTabs selected="acts" />
      <p className={styles.soft}>{say.text}</p>
      <Loaded reading={reading}>
        {({ days, behind }) => (
          <>
            {behind > MANY_BEHIND && <NoticePanel title={say.behind(behind)} />}
            {days.length === 0 ? (
              <EmptyState title={say.emptyTitle}>
                <p>{say.emptyText}</p>
              </EmptyState>
            ) : (
              <Days days={days} />
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Days({ days }: { days: readonly DailyActs[] }) {
  return (
    <Table
      caption={say.caption}
      captionHidden
      rows={days}
      keyOf={({ day }) => day}
      columns={[
        { id: 'day', header: say.day, isRowHeader: true, cell: ({ day }) => dayText(day, '') },
        ...acts.map((act) => ({ id: act, header: say.columns[act], cell: (row: DailyActs) => row[act] })),
      ]}
    />
  )
}
