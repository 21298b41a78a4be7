import type { TemplateProblem } from '@yiwang/server/contract/documents'
import { Card, NoticePanel, Skeleton } from '@yiwang/ui'
import { useMemo } from 'react'
import { Failure } from '../../shared/page-states.tsx'
import { templateMessages as say } from './messages.ts'
import styles from './template-editor.module.css'
import type { usePreview } from './use-preview.ts'

/** What would be printed, and what keeps it from being published. */
export function Preview({ preview }: { preview: ReturnType<typeof usePreview> }) {
  const { data, error, isBehind } = preview
  return (
    <div className={styles.preview}>
      <Card
        title={say.preview}
        aside={
          <span role="status" className={styles.soft}>
            {isBehind ? say.drawing : ''}
          </span>
        }
      >
        <div className={styles.stack}>
          <p className={styles.soft}>{say.previewText}</p>
          {error && <Failure error={error} onRetry={() => preview.refetch()} />}
          {data && <Verdict problems={data.problems} />}
          {!data && !error && <Skeleton lines={12} label={say.drawing} />}
          {data && (
            <div
              className={styles.pages}
              data-behind={isBehind || undefined}
              tabIndex={0}
              role="region"
              aria-label={say.preview}
            >
              <Pages svg={data.svg} count={data.pages} />
            </div>
          )}
        </div>
      </Card>
    </div>
  )
}

function Verdict({ problems }: { problems: readonly TemplateProblem[] }) {
  if (problems.length === 0) return <NoticePanel tone="ok" title={say.fine} />
  return (
    <NoticePanel tone="soon" title={say.found(problems.length)}>
      <ul>
        {[...new Set(problems.map(({ message }) => message))].map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </NoticePanel>
  )
}

const SIZE = /viewBox="0 0 ([\d.]+) ([\d.]+)" width="[\d.]+pt" height="[\d.]+pt"/

/** One picture holds all pages: each is shown through a window of its own. As images they run nothing and load nothing. */
function Pages({ svg, count }: { svg: string; count: number }) {
  const pages = useMemo(() => Array.from({ length: count }, (_, at) => pageOf(svg, at, count)), [svg, count])
  return pages.map((url, at) => (
    // A page is known by its place.
    <img key={at} src={url} alt={say.page(at + 1, count)} className={styles.sheet} />
  ))
}

function pageOf(svg: string, at: number, count: number): string {
  const page = svg.replace(SIZE, (_all, width: string, height: string) => {
    const tall = Number(height) / count
    return `viewBox="0 ${tall * at} ${width} ${tall}" width="${width}pt" height="${tall}pt"`
  })
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(page)}`
}
