import type { CallOutput } from '@yiwang/client'
import {
  EXPORT_FORMATS,
  EXPORT_PURPOSES,
  type ExportFormat,
  type ExportPurpose,
  type PreviewExport,
} from '@yiwang/server/contract/exports'
import { Button, CheckboxGroup, RadioGroup, Select, TextArea } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './exports.module.css'
import { exportMessages } from './messages.ts'
import { useExportDeed } from './use-export-deed.ts'

const say = exportMessages.ask

export type Preview = CallOutput<typeof PreviewExport>

interface Words {
  columns: readonly string[]
  fullness: 'masked' | 'inFull'
  format: ExportFormat
  purpose: ExportPurpose | ''
  reason: string
}

/** What is no personal data is chosen at first; the rest has to be wanted. */
function firstWords({ columns }: Preview): Words {
  const chosen = columns.filter(({ isPersonal }) => !isPersonal).map(({ key }) => key)
  return { columns: chosen, fullness: 'masked', format: 'xlsx', purpose: '', reason: '' }
}

function useAsking(preview: Preview, filter: Record<string, string>) {
  const navigate = useNavigate()
  const isFree = ({ fullness }: Words) => !preview.needsApproval[fullness]
  const asking = useExportDeed(async (words: Words) => {
    const { columns, fullness, format, purpose, reason } = words
    if (purpose === '') return
    const inFull = fullness === 'inFull'
    await api.exports.askExport({
      list: preview.list,
      filter,
      columns: [...columns],
      inFull,
      format,
      purpose,
      reason: reason.trim(),
    })
    await navigate('/exports')
  }, say.sent)
  return { asking, isFree }
}

export function AskExportForm({ preview, filter }: { preview: Preview; filter: Record<string, string> }) {
  const [words, setWords] = useState(() => firstWords(preview))
  const { asking, isFree } = useAsking(preview, filter)
  const set = (change: Partial<Words>) => setWords({ ...words, ...change })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (words.columns.length > 0) asking.mutate(words)
  }
  return (
    <form className={styles.form} aria-label={say.title} onSubmit={submit}>
      <Columns preview={preview} words={words} onChange={set} />
      <Fullness preview={preview} words={words} onChange={set} />
      <RadioGroup
        id="export-format"
        name="format"
        label={say.format}
        inline
        value={words.format}
        choices={Object.entries(EXPORT_FORMATS).map(([value, label]) => ({ value, label }))}
        onChange={(event) => set({ format: event.target.value as ExportFormat })}
      />
      <Why words={words} onChange={set} />
      <p className={styles.soft}>{isFree(words) ? say.noApproval : say.approval(preview.approverTitle)}</p>
      <Refusal error={asking.error} />
      <div className={styles.acts}>
        <Button type="submit" look="main" busy={asking.isPending}>
          {say.send}
        </Button>
      </div>
    </form>
  )
}

interface PartProps {
  words: Words
  onChange(change: Partial<Words>): void
}

function Columns({ preview, words, onChange }: PartProps & { preview: Preview }) {
  const { columns } = words
  return (
    <CheckboxGroup
      id="export-columns"
      name="columns"
      label={say.columns}
      help={say.columnsHelp}
      error={columns.length === 0 ? say.chooseColumn : undefined}
      inline
      value={columns}
      choices={preview.columns.map(({ key, title, isPersonal }) => ({
        value: key,
        label: isPersonal ? say.personal(title) : title,
      }))}
      onChange={({ target: { value, checked } }) =>
        onChange({ columns: checked ? [...columns, value] : columns.filter((one) => one !== value) })
      }
    />
  )
}

function Fullness({ preview, words, onChange }: PartProps & { preview: Preview }) {
  const hasPersonal = preview.columns.some(({ key, isPersonal }) => isPersonal && words.columns.includes(key))
  if (!hasPersonal) return null
  if (!preview.mayBeInFull) return <p className={styles.soft}>{say.notInFull}</p>
  return (
    <RadioGroup
      id="export-fullness"
      name="fullness"
      label={say.fullness}
      value={words.fullness}
      choices={[
        { value: 'masked', label: say.masked, help: say.maskedHelp },
        { value: 'inFull', label: say.inFull, help: say.inFullHelp },
      ]}
      onChange={(event) => onChange({ fullness: event.target.value as Words['fullness'] })}
    />
  )
}

function Why({ words, onChange }: PartProps) {
  return (
    <>
      <Select
        id="export-purpose"
        label={say.purpose}
        required
        placeholder=""
        value={words.purpose}
        choices={Object.entries(EXPORT_PURPOSES).map(([value, label]) => ({ value, label }))}
        onChange={(event) => onChange({ purpose: event.target.value as ExportPurpose })}
      />
      <TextArea
        id="export-reason"
        label={say.reason}
        help={say.reasonHelp}
        required
        minLength={5}
        maxLength={500}
        rows={3}
        value={words.reason}
        onChange={(event) => onChange({ reason: event.target.value })}
      />
    </>
  )
}
