import { Check, Pause } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './timeline.module.css'

export interface TimelineEntry {
  id: string
  title: ReactNode
  state: 'done' | 'now' | 'next' | 'stopped'
  at?: { dateTime: string; text: string } | undefined
  /** A record mark, mostly. */
  mark?: ReactNode
  body?: ReactNode
}

export interface TimelineProps {
  entries: readonly TimelineEntry[]
  /** Spoken before the title, so that the state is not in the icon alone. */
  stateWords: Record<TimelineEntry['state'], string>
}

export function Timeline({ entries, stateWords }: TimelineProps) {
  return (
    <ol className={styles.timeline}>
      {entries.map((entry) => (
        <li key={entry.id} data-state={entry.state}>
          <Dot state={entry.state} />
          <div className={styles.line}>
            <p className={styles.title}>
              <span className="visually-hidden">{stateWords[entry.state]}：</span>
              {entry.title}
            </p>
            {entry.at && (
              <time className={styles.time} dateTime={entry.at.dateTime}>
                {entry.at.text}
              </time>
            )}
            {entry.mark && <div className={styles.mark}>{entry.mark}</div>}
          </div>
          {entry.body && <div className={styles.body}>{entry.body}</div>}
        </li>
      ))}
    </ol>
  )
}

function Dot({ state }: { state: TimelineEntry['state'] }) {
  return (
    <span className={styles.dot} aria-hidden="true">
      {state === 'done' && <Check size={14} strokeWidth={3} />}
      {state === 'stopped' && <Pause size={12} strokeWidth={3} />}
    </span>
  )
}
