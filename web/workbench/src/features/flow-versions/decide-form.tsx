import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Card, NoticePanel, RadioGroup, TextArea, useSay } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './flow-versions.module.css'
import { flowVersionsMessages as say } from './messages.ts'
import type { Preview, VersionChange } from './read-preview.ts'
import type { Moves } from './use-moves.ts'
import { refText } from './version-ref.ts'

type Kind = keyof typeof say.plans
const kinds = Object.keys(say.plans) as Kind[]

/** The decision with its reason; a migration begins when it is recorded and can be stopped and taken up again. */
export function DecideForm({ change, preview, moves }: { change: VersionChange; preview: Preview; moves: Moves }) {
  const queries = useQueryClient()
  const tell = useSay()
  const [kind, setKind] = useState<Kind>('pin')
  const [isAsked, setAsked] = useState(false)
  const reason = useKeptText(`versions ${change.definitionId} ${refText(change.from)} ${refText(change.to)}`)
  const willing = preview.flows.filter(({ outlook }) => outlook !== 'cannot').map(({ flowId }) => flowId)
  const deciding = useMutation({
    mutationFn: () => api.flows.planVersions({ ...change, kind, mapping: preview.mapping, reason: reason.text.trim() }),
    onSuccess: ({ planId }) => {
      tell(say.recorded)
      reason.forget()
      // Not waited for: the decision is made, and its carrying out is shown as it goes.
      void carryOut(planId)
    },
  })
  const carryOut = async (planId: string) => {
    if (kind === 'migrate') await moves.run(planId, willing)
    await queries.invalidateQueries({ queryKey: ['flow-definitions'] })
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (reason.text.trim().length >= 4) deciding.mutate()
  }
  if (deciding.data) return <Carried planId={deciding.data.planId} willing={willing} moves={moves} />
  return (
    <Card title={say.decide}>
      <form className={styles.stack} aria-label={say.decide} noValidate onSubmit={submit} data-print="no">
        <Refusal error={deciding.error} />
        <RadioGroup
          id="plan-kind"
          name="kind"
          label={say.kind}
          value={kind}
          choices={kinds.map((one) => ({ value: one, label: say.plans[one], help: say.planHelp[one] }))}
          onChange={(event) => setKind(event.target.value as Kind)}
        />
        <TextArea
          id="plan-reason"
          label={say.reason}
          help={say.reasonHelp}
          maxLength={1000}
          value={reason.text}
          error={isAsked && reason.text.trim().length < 4 ? say.mustReason : undefined}
          onChange={(event) => reason.setText(event.target.value)}
        />
        <div className={styles.line}>
          <Button type="submit" look={kind === 'migrate' ? 'risk' : 'main'} busy={deciding.isPending}>
            {kind === 'migrate' ? say.apply(willing.length) : say.record}
          </Button>
        </div>
      </form>
    </Card>
  )
}

function Carried({ planId, willing, moves }: { planId: string; willing: readonly string[]; moves: Moves }) {
  const { results, total, isRunning } = moves
  if (total === 0) return <NoticePanel tone="ok" title={say.recorded} role="status" />
  const moved = [...results.values()].filter(({ state }) => state === 'moved').length
  const left = willing.filter((flowId) => !['moved', 'refused'].includes(results.get(flowId)?.state ?? ''))
  return (
    <Card title={say.recorded}>
      <div className={styles.stack}>
        <p role="status">
          {isRunning ? say.progress(results.size, willing.length) : say.finished(moved, willing.length - moved)}
        </p>
        <progress className={styles.progress} aria-label={say.result} value={results.size} max={willing.length} />
        <div className={styles.line}>
          {isRunning && <Button onClick={moves.stop}>{say.stop}</Button>}
          {!isRunning && left.length > 0 && (
            <Button onClick={() => void moves.run(planId, left)}>{say.goOn(left.length)}</Button>
          )}
        </div>
      </div>
    </Card>
  )
}
