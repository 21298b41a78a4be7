import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { WatchRule } from '@yiwang/server/contract/audit'
import { Button, Card, Select, StateTag, TextField, useSay } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { AuditTabs } from './audit-tabs.tsx'
import styles from './audit.module.css'
import { auditMessages } from './messages.ts'

const say = auditMessages.rules

/** 预警规则: what counts as unusual in this county; security sets it, the auditor sees it. */
export function RulesPage() {
  const reading = useQuery({
    queryKey: ['audit-rules'],
    queryFn: ({ signal }) => api.audit.listWatchRules({}, { signal }),
  })
  return (
    <div className={styles.page}>
      <AuditTabs selected="rules" />
      <p className={styles.soft}>{say.lead}</p>
      <Loaded reading={reading}>
        {({ rules, abilities }) => (
          <div className={styles.rules}>
            {rules.map((rule) => (
              <Card key={rule.rule} title={rule.title}>
                <RuleText rule={rule} />
                {abilities.set && <RuleForm key={rule.version} rule={rule} />}
              </Card>
            ))}
          </div>
        )}
      </Loaded>
    </div>
  )
}

function RuleText({ rule }: { rule: WatchRule }) {
  return (
    <>
      <p>
        <StateTag tone={rule.isOn ? 'ok' : 'stopped'}>{rule.isOn ? say.on : say.off}</StateTag>{' '}
        {say.value(rule.most, rule.windowMinutes)}
      </p>
      <p className={styles.soft}>
        {rule.help}
        {rule.version > 0 && say.usual(rule.usual.most, rule.usual.windowMinutes)}
      </p>
    </>
  )
}

function RuleForm({ rule }: { rule: WatchRule }) {
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <OpenRuleForm rule={rule} onCancel={() => setOpen(false)} />
  return (
    <Button aria-label={say.changeOf(rule.title)} onClick={() => setOpen(true)}>
      {say.change}
    </Button>
  )
}

const wordsOf = ({ isOn, most, windowMinutes }: WatchRule) => ({
  isOn: isOn ? 'on' : 'off',
  most: String(most),
  windowMinutes: String(windowMinutes),
  reason: '',
})

type Words = ReturnType<typeof wordsOf>

function useSetting({ rule, version }: WatchRule) {
  const queries = useQueryClient()
  const tell = useSay()
  return useMutation({
    mutationFn: (words: Words) =>
      api.audit.setWatchRule({
        rule,
        version,
        isOn: words.isOn === 'on',
        most: Number(words.most),
        windowMinutes: Number(words.windowMinutes),
        reason: words.reason.trim(),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['audit-rules'] })
      tell(say.done)
    },
  })
}

const onOff = [
  { value: 'on', label: say.on },
  { value: 'off', label: say.off },
]

function OpenRuleForm({ rule, onCancel }: { rule: WatchRule; onCancel(): void }) {
  const [words, setWords] = useState(() => wordsOf(rule))
  const set = useSetting(rule)
  const field = (name: keyof Words) => ({
    id: `${rule.rule}-${name}`,
    label: say[name],
    required: true,
    value: words[name],
    onChange: (event: { target: { value: string } }) => setWords({ ...words, [name]: event.target.value }),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    set.mutate(words)
  }
  return (
    <form className={styles.said} aria-label={say.changeOf(rule.title)} onSubmit={submit}>
      <Refusal error={set.error} />
      <Select {...field('isOn')} choices={onOff} />
      <TextField {...field('most')} type="number" min={0} max={100_000} />
      <TextField {...field('windowMinutes')} type="number" min={1} max={10_080} />
      <TextField {...field('reason')} minLength={2} maxLength={200} />
      <div className={styles.acts}>
        <Button type="submit" look="main" busy={set.isPending}>
          {say.save}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {say.cancel}
        </Button>
      </div>
    </form>
  )
}
