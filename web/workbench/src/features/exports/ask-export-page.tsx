import { useQuery } from '@tanstack/react-query'
import { EmptyState, Facts, NoticePanel } from '@yiwang/ui'
import { useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { AskExportForm, type Preview } from './ask-export-form.tsx'
import { ExportTabs } from './export-tabs.tsx'
import styles from './exports.module.css'
import { exportMessages } from './messages.ts'

const say = exportMessages.ask

/** 申请导出: what the page before has filtered, counted before anything is asked for. */
export function AskExportPage() {
  const [params] = useSearchParams()
  const { list, ...filter } = Object.fromEntries(params)
  return (
    <div className={`${styles.page} ${styles.narrow}`}>
      <ExportTabs selected={undefined} />
      <h2>{say.title}</h2>
      {list === undefined ? (
        <EmptyState title={say.noList}>
          <p>{say.noListText}</p>
        </EmptyState>
      ) : (
        <Asking list={list} filter={filter} />
      )}
    </div>
  )
}

function Asking({ list, filter }: { list: string; filter: Record<string, string> }) {
  const reading = useQuery({
    queryKey: ['export-preview', list, filter],
    queryFn: ({ signal }) => api.exports.previewExport({ list, filter }, { signal }),
    // Counting by a person is itself an entry: it is done once.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  return (
    <Loaded reading={reading} lines={8}>
      {(preview) => (
        <>
          <Facts facts={factsOf(preview)} />
          <Body preview={preview} filter={filter} />
        </>
      )}
    </Loaded>
  )
}

function Body({ preview, filter }: { preview: Preview; filter: Record<string, string> }) {
  const { rows, mostRows } = preview
  if (rows > mostRows) {
    return (
      <NoticePanel tone="soon" title={say.tooMany}>
        <p>{say.tooManyText(mostRows)}</p>
      </NoticePanel>
    )
  }
  if (rows === 0) {
    return (
      <EmptyState title={say.none}>
        <p>{say.noneText}</p>
      </EmptyState>
    )
  }
  return <AskExportForm preview={preview} filter={filter} />
}

function factsOf({ listTitle, conditions, rows, mostRows, mostDownloads, keepDays }: Preview) {
  return [
    { name: say.facts.list, value: listTitle },
    {
      name: say.facts.conditions,
      value: conditions.length === 0 ? exportMessages.allRows : conditions.join('；'),
    },
    { name: say.facts.rows, value: rows > mostRows ? say.tooMany : say.rows(rows) },
    { name: say.facts.keep, value: say.keep(mostDownloads, keepDays) },
  ]
}
