import { uploadForFile } from '@yiwang/client'
import {
  CheckWorkbook,
  type ImportReport,
  type ImportTarget,
  type RowFinding,
  type RowOutcome,
} from '@yiwang/server/contract/catalogue'
import { useMutation } from '@tanstack/react-query'
import { Button, LinkButton, NoticePanel, Select, StateTag, Table, type Tone } from '@yiwang/ui'
import { FileDown } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { transport } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './import.module.css'
import { importMessages as say } from './import-messages.ts'

export interface ImportResultProps {
  report: ImportReport
  file: File
  target: ImportTarget
  isBusy: boolean
  onCarry: () => void
}

/** What the file would bring, or brought: in figures, then row by row. */
export function ImportResult({ report, file, target, isBusy, onCarry }: ImportResultProps) {
  return (
    <section className={styles.result} aria-labelledby="import-result">
      <h2 id="import-result">{report.dryRun ? say.resultTrial : say.resultDone}</h2>
      <Summary report={report} target={target} />
      <div className={styles.line}>
        {report.dryRun && goodIn(report) > 0 && (
          <Button look="main" busy={isBusy} onClick={onCarry}>
            {target === 'drafts' ? say.carry(goodIn(report)) : say.carryPublished(goodIn(report))}
          </Button>
        )}
        {report.format === 'workbook' && <CheckedFile file={file} target={target} />}
      </div>
      <Rows report={report} />
    </section>
  )
}

function goodIn({ taken, changed }: ImportReport): number {
  return taken + changed
}

function Summary({ report, target }: { report: ImportReport; target: ImportTarget }) {
  const { taken, changed, unchanged, refused, rows, fileWarnings } = report
  const { counts } = say
  const figures = [
    counts.taken(taken),
    counts.changed(changed),
    counts.unchanged(unchanged),
    counts.refused(refused.length),
  ]
  return (
    <NoticePanel tone={toneOf(report)} title={titleOf(report)} role="status">
      <p>
        {say.rows(rows)}：{figures.join(' · ')}
      </p>
      {refused.length > 0 && goodIn(report) > 0 && <p>{say.leftBehind(refused.length)}</p>}
      {fileWarnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      {!report.dryRun && (
        <LinkButton href={target === 'drafts' ? '/items/drafts' : '/items'}>
          {target === 'drafts' ? say.toDrafts : say.toItems}
        </LinkButton>
      )}
    </NoticePanel>
  )
}

function toneOf(report: ImportReport): 'ok' | 'soon' | 'red' {
  if (report.refused.length === 0) return 'ok'
  return goodIn(report) === 0 ? 'red' : 'soon'
}

function titleOf(report: ImportReport): string {
  const good = goodIn(report)
  if (!report.dryRun) return say.done(good)
  if (good > 0) return `${say.counts.taken(report.taken)} · ${say.counts.changed(report.changed)}`
  return report.refused.length > 0 ? say.nothing : say.allThere
}

function CheckedFile({ file, target }: { file: File; target: ImportTarget }) {
  const check = useMutation({
    mutationFn: () => uploadForFile(CheckWorkbook, { target }, { transport, file }),
    onSuccess: (blob) => save(blob, `核对结果-${file.name}`),
  })
  return (
    <>
      <Button
        icon={<FileDown aria-hidden="true" size={18} />}
        busy={check.isPending}
        onClick={() => check.mutate()}
        aria-describedby="import-download"
      >
        {say.download}
      </Button>
      <span id="import-download" className={styles.soft}>
        {say.downloadHelp}
      </span>
      <Refusal error={check.error} />
    </>
  )
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

type Shown = keyof typeof say.shows
const AT_ONCE = 50

function Rows({ report }: { report: ImportReport }) {
  const [shown, setShown] = useState<Shown>(report.refused.length > 0 ? 'refused' : 'all')
  const [most, setMost] = useState(AT_ONCE)
  const rows = report.outcomes.filter((one) => isShown(one, shown))
  return (
    <>
      <Select
        id="import-shown"
        label={say.show}
        choices={(['all', 'refused', 'warned'] as const).map((one) => ({ value: one, label: say.shows[one] }))}
        value={shown}
        onChange={(event) => {
          setShown(event.target.value as Shown)
          setMost(AT_ONCE)
        }}
      />
      {rows.length === 0 ? <p className={styles.soft}>{say.noneShown}</p> : <OutcomeTable rows={rows.slice(0, most)} />}
      {rows.length > most && (
        <div>
          <Button onClick={() => setMost(most + AT_ONCE)}>{say.more(Math.min(AT_ONCE, rows.length - most))}</Button>
        </div>
      )}
      {report.rows > report.outcomes.length && <p className={styles.soft}>{say.onlyFirst(report.outcomes.length)}</p>}
    </>
  )
}

function isShown({ outcome, findings }: RowOutcome, shown: Shown): boolean {
  if (shown === 'refused') return outcome === 'refused'
  return shown === 'all' || findings.some(({ level }) => level === 'warning')
}

const tones: Readonly<Record<RowOutcome['outcome'], Tone>> = {
  taken: 'ok',
  changed: 'info',
  unchanged: 'neutral',
  refused: 'red',
}

function OutcomeTable({ rows }: { rows: readonly RowOutcome[] }) {
  return (
    <Table
      caption={say.table}
      captionHidden
      rows={rows}
      keyOf={({ row, label }) => `${row} ${label}`}
      columns={[
        { id: 'row', header: say.row, align: 'end', cell: ({ row }) => row },
        {
          id: 'item',
          header: say.item,
          isRowHeader: true,
          cell: ({ label, draftId }) =>
            draftId === undefined ? label : <Link to={`/items/drafts/${draftId}`}>{label}</Link>,
        },
        {
          id: 'outcome',
          header: say.outcome,
          cell: ({ outcome }) => (
            <span className={styles.word}>
              <StateTag tone={tones[outcome]}>{say.outcomes[outcome]}</StateTag>
            </span>
          ),
        },
        { id: 'reasons', header: say.reasons, cell: ({ findings }) => <Findings findings={findings} /> },
      ]}
    />
  )
}

function Findings({ findings }: { findings: readonly RowFinding[] }) {
  if (findings.length === 0) return '—'
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => (
        <li key={`${finding.sheet} ${finding.row} ${finding.column} ${finding.message}`}>
          {finding.level === 'warning' && `${say.hint}：`}
          {finding.sheet !== undefined && (
            <span className={styles.place}>{say.place(finding.sheet, finding.row, finding.column)}：</span>
          )}
          {finding.message}
        </li>
      ))}
    </ul>
  )
}
