import { useInfiniteQuery } from '@tanstack/react-query'
import type { ExportView } from '@yiwang/server/contract/exports'
import { Button, type Column, EmptyState, Table } from '@yiwang/ui'
import { useSearchParams } from 'react-router'
import { whileActive } from '../../shared/activity.ts'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { ExportTabs } from './export-tabs.tsx'
import { ExportActs } from './export-acts.tsx'
import { Standing, What, Why } from './export-cells.tsx'
import styles from './exports.module.css'
import { exportMessages as say } from './messages.ts'
import { exportsKey } from './use-export-deed.ts'

type View = 'mine' | 'asked' | 'decided'
const ofOthers = ['asked', 'decided'] as const

/** 数据导出: what I asked for, and what others ask of me. */
export function ExportsPage() {
  const [params] = useSearchParams()
  const canAsk = usePermit('exports.ask')
  const view = ofOthers.find((one) => one === params.get('view')) ?? (canAsk ? 'mine' : 'asked')
  return (
    <div className={styles.page}>
      <ExportTabs selected={view} />
      <p className={styles.soft}>{say.lead}</p>
      <ExportList key={view} view={view} />
    </div>
  )
}

const SOON = 2_000

function ExportList({ view }: { view: View }) {
  const reading = useInfiniteQuery({
    queryKey: [...exportsKey, view],
    queryFn: ({ signal, pageParam }) => readPage(view, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }: { next?: string | undefined }) => next,
    // While a file is being made its page counts along; otherwise it looks now and then.
    refetchInterval: (query) => {
      const rows = query.state.data?.pages.flatMap((page) => page.exports) ?? []
      return whileActive(rows.some(({ state }) => state === 'approved') ? SOON : 60_000)()
    },
  })
  return (
    <Loaded reading={reading} lines={8}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.exports)
        if (rows.length === 0) {
          return (
            <EmptyState title={say.empty[view]}>
              <p>{say.emptyText[view]}</p>
            </EmptyState>
          )
        }
        return (
          <>
            <Table
              caption={say.tabs[view]}
              captionHidden
              rows={rows}
              keyOf={(one) => one.id}
              columns={columnsOf(view)}
            />
            {reading.hasNextPage && <Button onClick={() => void reading.fetchNextPage()}>{say.more}</Button>}
          </>
        )
      }}
    </Loaded>
  )
}

function readPage(view: View, after: string, signal: AbortSignal) {
  const page = after === '' ? {} : { after }
  return view === 'mine'
    ? api.exports.listMyExports(page, { signal })
    : api.exports.listExports({ ...page, state: view }, { signal })
}

function columnsOf(view: View): Column<ExportView>[] {
  const who: Column<ExportView> = { id: 'who', header: say.who, cell: ({ askedByName }) => askedByName }
  return [
    { id: 'what', header: say.what, isRowHeader: true, cell: (one) => <What one={one} /> },
    ...(view === 'mine' ? [] : [who]),
    { id: 'why', header: say.why, cell: (one) => <Why one={one} /> },
    { id: 'state', header: say.state, cell: (one) => <Standing one={one} /> },
    ...(view === 'decided'
      ? []
      : [{ id: 'act', header: say.act, cell: (one: ExportView) => <ExportActs one={one} /> }]),
  ]
}
