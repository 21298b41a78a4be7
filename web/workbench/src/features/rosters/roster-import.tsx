import { useMutation, useQueryClient } from '@tanstack/react-query'
import { upload } from '@yiwang/client'
import { ImportRoster, type RosterImportReport } from '@yiwang/server/contract/rosters'
import { Button, Disclosure, Field, NoticePanel, StateTag, Table, TextField, type Tone } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { transport } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { rosterMessages as say } from './messages.ts'
import styles from './rosters.module.css'
import { rosterKey } from './use-roster-act.ts'

type Outcome = RosterImportReport['outcomes'][number]

/** 从表格导入: a trial first, row by row, then what is good. */
export function RosterImport({ kind }: { kind: string }) {
  const queries = useQueryClient()
  const [file, setFile] = useState<File>()
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  const bring = useMutation({
    mutationFn: ({ dryRun, from }: { dryRun: boolean; from: File }) =>
      upload(
        ImportRoster,
        { kind, dryRun, ...(reason.trim() !== '' && { reason: reason.trim() }) },
        { transport, file: from },
      ),
    onSuccess: async ({ dryRun }) => {
      if (!dryRun) await queries.invalidateQueries({ queryKey: rosterKey })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (file) bring.mutate({ dryRun: true, from: file })
  }
  return (
    <Disclosure summary={say.import}>
      <form className={styles.stack} noValidate onSubmit={submit} aria-label={say.import}>
        <p className={styles.soft}>{say.importText}</p>
        <Field
          id="roster-file"
          label={say.file}
          help={say.fileHelp}
          error={isAsked && !file ? say.mustChoose : undefined}
        >
          <input
            type="file"
            id="roster-file"
            accept=".xlsx"
            onChange={(event) => {
              setFile(event.target.files?.[0])
              bring.reset()
            }}
          />
        </Field>
        <TextField
          id="roster-reason"
          label={say.importReason}
          help={say.importReasonHelp}
          optional
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Refusal error={bring.error} />
        <div>
          <Button type="submit" busy={bring.isPending}>
            {say.trial}
          </Button>
        </div>
      </form>
      {file && bring.data && (
        <Report
          report={bring.data}
          isBusy={bring.isPending}
          onCarry={() => bring.mutate({ dryRun: false, from: file })}
        />
      )}
    </Disclosure>
  )
}

const tones: Readonly<Record<Outcome['outcome'], Tone>> = {
  taken: 'ok',
  changed: 'info',
  unchanged: 'neutral',
  refused: 'red',
}

function Report({ report, isBusy, onCarry }: { report: RosterImportReport; isBusy: boolean; onCarry(): void }) {
  const good = report.taken + report.changed + report.removed
  return (
    <div className={styles.stack}>
      <NoticePanel
        tone={report.refused === 0 ? 'ok' : good === 0 ? 'red' : 'soon'}
        title={report.dryRun ? say.trialTitle : say.doneTitle}
        role="status"
      >
        <p>{say.counts(report)}</p>
        {report.fileWarnings.map((warning) => (
          <p key={warning}>{warning}</p>
        ))}
      </NoticePanel>
      {report.dryRun && good > 0 && (
        <div>
          <Button look="main" busy={isBusy} onClick={onCarry}>
            {say.carry(good)}
          </Button>
        </div>
      )}
      {report.outcomes.length > 0 && (
        <Table
          caption={say.rowsTable}
          captionHidden
          rows={report.outcomes}
          keyOf={({ row }) => String(row)}
          columns={[
            { id: 'row', header: say.row, align: 'end', cell: ({ row }) => row },
            { id: 'record', header: say.record, isRowHeader: true, cell: ({ label }) => label },
            {
              id: 'outcome',
              header: say.outcome,
              cell: ({ outcome }) => <StateTag tone={tones[outcome]}>{say.outcomes[outcome]}</StateTag>,
            },
            {
              id: 'reasons',
              header: say.reasons,
              cell: ({ findings }) => findings.map(({ message }) => message).join('；') || say.none,
            },
          ]}
        />
      )}
    </div>
  )
}
