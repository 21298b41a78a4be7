import { useQuery } from '@tanstack/react-query'
import { type CallOutput, hrefOf } from '@yiwang/client'
import { type GetStream, GetStreamReceipt } from '@yiwang/server/contract/supervision'
import { NoticePanel, RecordMark, StateTag } from '@yiwang/ui'
import { Link, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { FindingList } from './finding-list.tsx'
import { supervisionMessages } from './messages.ts'
import { SupervisionTabs } from './supervision-tabs.tsx'
import styles from './supervision.module.css'

const say = supervisionMessages.stream

type Stream = CallOutput<typeof GetStream>

/** All entries of one case (or item) as the ledger holds them, with what its chain says. */
export function StreamPage() {
  const { kind = '', id = '' } = useParams()
  const reading = useQuery({
    queryKey: ['stream', kind, id],
    queryFn: ({ signal }) => api.supervision.getStream({ kind, id }, { signal }),
    // Each reading is itself an entry: it is read when the page is opened, and not again by itself.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  return (
    <div className={styles.page}>
      <SupervisionTabs selected="ledger" />
      {kind === 'case' && (
        <p>
          <Link to={`/cases/${id}`}>{say.back}</Link>
        </p>
      )}
      <Loaded reading={reading}>{(stream) => <Entries stream={stream} />}</Loaded>
    </div>
  )
}

function Entries({ stream }: { stream: Stream }) {
  const { findings, entries, gap, caveat } = stream
  const sound =
    gap === undefined ? ({ tone: 'ok', title: say.holds } as const) : ({ tone: 'soon', title: say.holdsAsFar } as const)
  const broken = new Set(findings.map((finding) => finding.seq))
  return (
    <>
      <NoticePanel
        tone={findings.length === 0 ? sound.tone : 'red'}
        role={findings.length === 0 ? 'status' : 'alert'}
        title={findings.length === 0 ? sound.title : say.broken(findings.length)}
      >
        <p>{caveat}</p>
        <p>{say.recorded}</p>
      </NoticePanel>
      {gap !== undefined && (
        <NoticePanel tone="soon" title={say.gap}>
          <p>{gap}</p>
        </NoticePanel>
      )}
      <FindingList findings={findings} within={stream.stream} />
      <h2>
        {say.title} <code className={styles.code}>{stream.stream}</code>
      </h2>
      <p>
        <a href={receiptOf(stream.stream)} download>
          {say.receipt}
        </a>
      </p>
      <ol className={styles.entries} aria-label={say.caption}>
        {entries.map((entry) => (
          <li key={entry.seq} data-broken={broken.has(entry.seq) || undefined}>
            <Entry entry={entry} stream={stream.stream} />
          </li>
        ))}
      </ol>
    </>
  )
}

/** 存证回执 of the whole chain, or of one entry. */
function receiptOf(stream: string, seq?: number): string {
  const [kind = '', id = ''] = stream.split(':')
  return hrefOf(GetStreamReceipt, { kind, id, ...(seq !== undefined && { seq }) })
}

function Entry({ entry, stream }: { entry: Stream['entries'][number]; stream: string }) {
  return (
    <>
      <div className={styles.line}>
        <span className={styles.seq}>{entry.seq}</span>
        <b>{entry.title}</b>
        <span>{entry.actorName}</span>
        <time dateTime={entry.occurredAt}>{instantText(entry.occurredAt)}</time>
        {entry.lateMinutes > 0 && <StateTag tone="soon">{say.late(entry.lateMinutes)}</StateTag>}
        <RecordMark
          what={entry.title}
          position={entry.position}
          occurredAt={entry.occurredAt}
          recordedAt={entry.recordedAt}
          lateReason={entry.lateReason}
          digest={entry.digest}
          receiptHref={receiptOf(stream, entry.seq)}
        />
      </div>
      {entry.erased && <p className={styles.soft}>{say.erased(instantText(entry.erased.at), entry.erased.byName)}</p>}
      <details>
        <summary>{say.body}</summary>
        <pre className={styles.note}>{JSON.stringify(entry.body, undefined, 2)}</pre>
        <p className={styles.soft}>
          {say.previous} <code className={styles.code}>{entry.prev}</code>
        </p>
      </details>
    </>
  )
}
