import styles from './record-mark.module.css'
import { recordMessages as say } from './messages.ts'
import { recordGap, recordStamp } from './record-gap.ts'

export interface RecordMarkProps {
  /** What was recorded, in plain words. */
  what: string
  /** The position in the ledger; absent in the moments before the sequencer has given one. */
  position?: number | undefined
  occurredAt: string
  recordedAt: string
  lateReason?: string | undefined
  /** Hex; shown shortened. */
  digest?: string | undefined
  verifyHref?: string | undefined
  /** Where the proof can be taken away as a file. */
  receiptHref?: string | undefined
  /** `inline` pushes what follows down; `floating` lies over it (tables, dense pages). */
  variant?: 'inline' | 'floating'
}

/** The square seal 存 beside an act. It opens the proof of its record, also before scripts run. */
export function RecordMark(props: RecordMarkProps) {
  const { position, variant = 'inline' } = props
  return (
    <details className={styles.mark} data-variant={variant}>
      <summary>
        <Seal />
        <span className="visually-hidden">{say.recordedAs}</span>
        {position !== undefined && <span className={styles.position}>{position}</span>}
        <span className="visually-hidden">{say.open}</span>
      </summary>
      <Proof {...props} />
    </details>
  )
}

function Seal() {
  return (
    <span className={styles.seal} aria-hidden="true">
      {say.seal}
    </span>
  )
}

function Proof({
  what,
  position,
  occurredAt,
  recordedAt,
  lateReason,
  digest,
  verifyHref,
  receiptHref,
}: RecordMarkProps) {
  const gap = recordGap(occurredAt, recordedAt)
  return (
    <div className={styles.proof}>
      <p className={styles.what}>{what}</p>
      <ol className={styles.times} data-gap={gap ? 'yes' : 'no'}>
        <li>
          <span>{say.claimed}</span>
          <time dateTime={occurredAt}>{recordStamp(occurredAt)}</time>
        </li>
        {gap && <li className={styles.gap}>{say.gap(gap)}</li>}
        <li>
          <span>{say.recorded}</span>
          <time dateTime={recordedAt}>{recordStamp(recordedAt)}</time>
        </li>
      </ol>
      {lateReason && (
        <p>
          {say.reason}：{lateReason}
        </p>
      )}
      <dl className={styles.facts}>
        <dt>{say.position}</dt>
        <dd>{position ?? say.waiting}</dd>
        {digest && (
          <>
            <dt>{say.digest}</dt>
            <dd className={styles.digest}>{digest}</dd>
          </>
        )}
      </dl>
      {receiptHref && (
        <a href={receiptHref} download>
          {say.receipt}
        </a>
      )}
      {verifyHref && <a href={verifyHref}>{say.verify}</a>}
    </div>
  )
}
