import { useQuery } from '@tanstack/react-query'
import type { RosterColumn, RosterKind } from '@yiwang/server/contract/rosters'
import { ApiProblem } from '@yiwang/client'
import { Button, Card, DateField, Disclosure, Select, TextArea, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { publicOf } from './kind-draft.ts'
import { rosterMessages as say } from './messages.ts'
import styles from './rosters.module.css'
import { rosterKey, useRosterAct } from './use-roster-act.ts'

type SeenRecord = Awaited<ReturnType<typeof api.rosters.getRosterRecord>>

interface RecordFormProps {
  kind: RosterKind
  /** Absent: a new one. */
  recordId: string | undefined
  onClose(): void
}

export function RecordForm({ kind, recordId, onClose }: RecordFormProps) {
  const reading = useQuery({
    queryKey: [...rosterKey, kind.key, 'record', recordId],
    queryFn: ({ signal }) => api.rosters.getRosterRecord({ kind: kind.key, recordId: recordId ?? '' }, { signal }),
    enabled: recordId !== undefined,
    // What is typed is not written over by what others do meanwhile.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (recordId === undefined) return <Cells kind={kind} onClose={onClose} />
  return (
    <Loaded reading={reading}>
      {(record) => <Cells key={recordId} kind={kind} record={record} onClose={onClose} />}
    </Loaded>
  )
}

function Cells({ kind, record, onClose }: { kind: RosterKind; record?: SeenRecord; onClose(): void }) {
  const [cells, setCells] = useState<Readonly<Record<string, string>>>(record?.cells ?? {})
  const [reason, setReason] = useState(record?.reason ?? '')
  const save = useRosterAct(
    () =>
      api.rosters.draftRosterRecord({
        ...{ kind: kind.key, cells, edits: record?.edits ?? 0 },
        ...(record ? { recordId: record.recordId, act: 'change' as const } : { act: 'add' as const }),
        ...(reason.trim() !== '' && { reason: reason.trim() }),
      }),
    say.saved,
    onClose,
  )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    save.mutate(undefined)
  }
  const wrong = save.error instanceof ApiProblem ? save.error.fields : []
  const errorOf = (key: string) => wrong.find(({ path }) => path.at(-1) === key)?.message
  return (
    <Card title={record ? say.form.change : say.form.add}>
      <form className={styles.stack} noValidate onSubmit={submit} aria-label={record ? say.form.change : say.form.add}>
        <p className={styles.soft}>{say.formLead}</p>
        <Refusal error={save.error} />
        <div className={styles.cells}>
          {kind.columns.map((column) => (
            <CellField
              key={column.key}
              column={column}
              value={cells[column.key] ?? ''}
              error={errorOf(column.key)}
              onChange={(value) => setCells({ ...cells, [column.key]: value })}
            />
          ))}
        </div>
        <TextField
          id="record-reason"
          label={say.reason}
          help={say.reasonHelp}
          optional={record === undefined || record.act === 'add'}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className={styles.line}>
          <Button type="submit" look="main" busy={save.isPending}>
            {say.save}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {say.cancel}
          </Button>
        </div>
      </form>
      {record && record.versions.length > 0 && <History record={record} />}
    </Card>
  )
}

interface CellFieldProps {
  column: RosterColumn
  value: string
  error: string | undefined
  onChange(value: string): void
}

function CellField({ column, value, error, onChange }: CellFieldProps) {
  const { key, title, type, isRequired, isLong, choices = [] } = column
  const help = helpOf(column)
  const shared = {
    id: `cell-${key}`,
    label: title,
    optional: !isRequired,
    value,
    error,
    ...(help !== undefined && { help }),
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  if (type === 'choice') {
    return <Select {...shared} placeholder={say.choose} choices={choices.map((one) => ({ value: one, label: one }))} />
  }
  if (type === 'date') return <DateField {...shared} />
  return isLong ? <TextArea {...shared} maxLength={2000} /> : <TextField {...shared} maxLength={500} />
}

function helpOf({ type, isPersonal, inPublic }: RosterColumn): string | undefined {
  if (isPersonal) return publicOf({ type, inPublic }) === 'hidden' ? say.isPersonal : say.isPersonalMasked
  if (type === 'amount') return say.amountHelp
  return type === 'division' ? say.divisionHelp : undefined
}

function History({ record }: { record: SeenRecord }) {
  return (
    <Disclosure summary={say.history}>
      <ol className={styles.plain}>
        {record.versions.map(({ version, act, effectiveOn, reason }) => (
          <li key={version} className={styles.line}>
            <span>{say.version(version)}</span>
            <span>{say.historyOf[act]}</span>
            <span className={styles.soft}>{say.since(effectiveOn)}</span>
            {reason !== undefined && <span className={styles.soft}>{say.why(reason)}</span>}
          </li>
        ))}
      </ol>
    </Disclosure>
  )
}
