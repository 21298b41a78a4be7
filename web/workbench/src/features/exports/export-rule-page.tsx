import { useQuery } from '@tanstack/react-query'
import { EXPORT_APPROVERS, type ExportRule } from '@yiwang/server/contract/exports'
import { Button, Select, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { ExportTabs } from './export-tabs.tsx'
import styles from './exports.module.css'
import { exportMessages } from './messages.ts'
import { exportsKey, useExportDeed } from './use-export-deed.ts'

const say = exportMessages.rule

/** 导出规则: who approves, how much at once, for how long; security sets it. */
export function ExportRulePage() {
  const reading = useQuery({
    queryKey: [...exportsKey, 'rule'],
    queryFn: ({ signal }) => api.exports.getExportRule({}, { signal }),
  })
  return (
    <div className={`${styles.page} ${styles.narrow}`}>
      <ExportTabs selected="rule" />
      <p className={styles.soft}>{say.lead}</p>
      <Loaded reading={reading}>{(rule) => <RuleForm key={rule.version} rule={rule} />}</Loaded>
    </div>
  )
}

const figures = {
  mostRows: { min: 1, max: 100_000 },
  freeRows: { min: 0, max: 1_000 },
  mostDownloads: { min: 1, max: 20 },
  keepDays: { min: 1, max: 30 },
  dailyReveals: { min: 1, max: 1_000 },
} as const
type Figure = keyof typeof figures
const names = Object.keys(figures) as Figure[]

function wordsOf(rule: ExportRule) {
  return {
    approver: rule.approver,
    mostRows: String(rule.mostRows),
    freeRows: String(rule.freeRows),
    mostDownloads: String(rule.mostDownloads),
    keepDays: String(rule.keepDays),
    dailyReveals: String(rule.dailyReveals),
    reason: '',
  }
}
type Words = ReturnType<typeof wordsOf>

function RuleForm({ rule }: { rule: ExportRule }) {
  const [words, setWords] = useState(() => wordsOf(rule))
  const set = useExportDeed((wanted: Words) => api.exports.setExportRule(ruleOf(wanted, rule.version)), say.saved)
  const change = (name: keyof Words) => (event: { target: { value: string } }) =>
    setWords({ ...words, [name]: event.target.value })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    set.mutate(words)
  }
  return (
    <form className={styles.form} aria-label={exportMessages.tabs.rule} onSubmit={submit}>
      {rule.version === 0 && <p>{say.unset}</p>}
      <Select
        id="export-approver"
        label={say.approver}
        required
        value={words.approver}
        choices={Object.entries(EXPORT_APPROVERS).map(([value, label]) => ({ value, label }))}
        onChange={change('approver')}
      />
      {names.map((name) => (
        <TextField
          key={name}
          id={`export-${name}`}
          label={say[name]}
          type="number"
          required
          {...figures[name]}
          value={words[name]}
          onChange={change(name)}
        />
      ))}
      <TextField
        id="export-rule-reason"
        label={say.reason}
        required
        maxLength={500}
        value={words.reason}
        onChange={change('reason')}
      />
      <Refusal error={set.error} />
      <div className={styles.acts}>
        <Button type="submit" look="main" busy={set.isPending}>
          {say.save}
        </Button>
      </div>
    </form>
  )
}

function ruleOf({ approver, reason, ...words }: Words, version: number) {
  const numbers = Object.fromEntries(names.map((name) => [name, Number(words[name])])) as Record<Figure, number>
  return { ...numbers, approver, version, reason: reason.trim() }
}
