import { EXPORT_FORMATS, type ExportView } from '@yiwang/server/contract/exports'
import { Disclosure, StateTag, type Tone } from '@yiwang/ui'
import { shortInstantText } from '../../shared/dates.ts'
import { useToday } from '../../shared/today.ts'
import styles from './exports.module.css'
import { exportMessages as say } from './messages.ts'

export function What({ one }: { one: ExportView }) {
  return (
    <div className={styles.cell}>
      <strong>{one.listTitle}</strong>
      <p>{one.conditions.length === 0 ? say.allRows : one.conditions.join('；')}</p>
      <p className={styles.soft}>{kindOf(one)}</p>
      <p className={styles.soft}>{say.columnsOf(one.columns.map(({ title }) => title))}</p>
    </div>
  )
}

/** Masked or in full says only what holds somebody's data. */
function kindOf({ columns, inFull, format }: ExportView): string {
  const isPersonal = columns.some((column) => column.isPersonal)
  return isPersonal ? say.kind(inFull, EXPORT_FORMATS[format]) : EXPORT_FORMATS[format]
}

export function Why({ one }: { one: ExportView }) {
  const today = useToday()
  return (
    <div className={styles.cell}>
      <p>{one.purposeTitle}</p>
      <p>{one.reason}</p>
      <p className={styles.soft}>{shortInstantText(one.askedAt, today)}</p>
    </div>
  )
}

const tones: Readonly<Record<ExportView['state'], Tone>> = {
  asked: 'soon',
  approved: 'info',
  made: 'ok',
  refused: 'red',
  failed: 'red',
  withdrawn: 'ended',
  erased: 'ended',
}

export function Standing({ one }: { one: ExportView }) {
  return (
    <div className={styles.cell}>
      <StateTag tone={tones[one.state]}>{one.stateTitle}</StateTag>
      <Rows one={one} />
      {!one.neededApproval && <p className={styles.soft}>{say.free}</p>}
      {one.decidedByName !== undefined && <p className={styles.soft}>{say.decidedBy(one.decidedByName)}</p>}
      {one.decisionReason !== undefined && <p>{say.refusedBecause(one.decisionReason)}</p>}
      {one.failure !== undefined && <p>{say.failedBecause(one.failure)}</p>}
      {one.sha256 !== undefined && (
        <Disclosure summary={say.digest}>
          <p className={styles.digest}>{one.sha256}</p>
        </Disclosure>
      )}
    </div>
  )
}

function Rows({ one }: { one: ExportView }) {
  if (one.state === 'made' || one.state === 'erased') return <p>{say.written(one.written)}</p>
  if (one.state !== 'approved') return <p>{say.counted(one.counted)}</p>
  return (
    <>
      <progress aria-label={say.progressLabel} max={one.counted} value={Math.min(one.written, one.counted)} />
      <p>{say.progress(one.written, one.counted)}</p>
    </>
  )
}
