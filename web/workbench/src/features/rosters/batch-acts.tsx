import { Button, Card, DateField, RadioGroup, TextArea, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { Refusal } from '../../shared/page-states.tsx'
import type { BatchView } from './batch-view.ts'
import { rosterMessages as say } from './messages.ts'
import styles from './rosters.module.css'
import { useRosterAct } from './use-roster-act.ts'

/** What this person may do with the batch now. */
export function BatchActs({ batch }: { batch: BatchView }) {
  const { submit, withdraw, review } = batch.abilities
  return (
    <>
      {submit && <SubmitForm batch={batch} />}
      {withdraw && <Withdrawal batch={batch} />}
      {review && <ReviewForm batch={batch} />}
    </>
  )
}

function SubmitForm({ batch: { batchId, version, earliest } }: { batch: BatchView }) {
  const [note, setNote] = useState('')
  const [effectiveOn, setEffectiveOn] = useState('')
  const act = useRosterAct(
    () =>
      api.rosters.submitRosterBatch({
        ...{ batchId, version },
        ...(note.trim() !== '' && { note: note.trim() }),
        ...(effectiveOn !== '' && { effectiveOn }),
      }),
    say.submitted,
  )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    act.mutate(undefined)
  }
  return (
    <Card title={say.submit}>
      <form className={styles.stack} noValidate onSubmit={submit} aria-label={say.submit}>
        <p className={styles.soft}>{say.submitText}</p>
        <Refusal error={act.error} />
        <TextField
          id="batch-note"
          label={say.submitNote}
          optional
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <DayField earliest={earliest} value={effectiveOn} onChange={setEffectiveOn} />
        <div>
          <Button type="submit" look="main" busy={act.isPending}>
            {say.submit}
          </Button>
        </div>
      </form>
    </Card>
  )
}

function DayField({ earliest, value, onChange }: { earliest: string; value: string; onChange(day: string): void }) {
  return (
    <DateField
      id="batch-effective"
      label={say.effectiveOn}
      help={say.effectiveHelp}
      optional
      min={earliest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function Withdrawal({ batch: { batchId, version } }: { batch: BatchView }) {
  const act = useRosterAct(() => api.rosters.withdrawRosterBatch({ batchId, version }), say.withdrawn)
  return (
    <div className={styles.stack}>
      <Refusal error={act.error} />
      <div>
        <Button busy={act.isPending} onClick={() => act.mutate(undefined)}>
          {say.withdraw}
        </Button>
      </div>
    </div>
  )
}

type Outcome = 'pass' | 'return'

function ReviewForm({ batch: { batchId, version, earliest } }: { batch: BatchView }) {
  const opinion = useKeptText(`${batchId} review`)
  const [outcome, setOutcome] = useState<Outcome>()
  const [effectiveOn, setEffectiveOn] = useState('')
  const [isAsked, setAsked] = useState(false)
  const text = opinion.text.trim()
  const act = useRosterAct(
    (decided: Outcome) =>
      api.rosters.reviewRosterBatch({
        ...{ batchId, version, outcome: decided, opinion: text },
        ...(decided === 'pass' && effectiveOn !== '' && { effectiveOn }),
      }),
    outcome === 'return' ? say.returned : say.passed,
    () => opinion.forget(),
  )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (outcome !== undefined && text.length >= 2) act.mutate(outcome)
  }
  return (
    <Card title={say.review}>
      <form className={styles.stack} noValidate onSubmit={submit} aria-label={say.review}>
        <p className={styles.soft}>{say.reviewText}</p>
        <Refusal error={act.error} />
        <RadioGroup
          id="batch-outcome"
          name="outcome"
          label={say.decision}
          inline
          choices={[
            { value: 'pass', label: say.pass },
            { value: 'return', label: say.return },
          ]}
          value={outcome ?? ''}
          error={isAsked && outcome === undefined ? say.mustDecide : undefined}
          onChange={(event) => setOutcome(event.target.value === 'pass' ? 'pass' : 'return')}
        />
        <TextArea
          id="batch-opinion"
          label={say.opinion}
          maxLength={1000}
          value={opinion.text}
          error={isAsked && text.length < 2 ? say.mustSay : undefined}
          onChange={(event) => opinion.setText(event.target.value)}
        />
        {outcome === 'pass' && <DayField earliest={earliest} value={effectiveOn} onChange={setEffectiveOn} />}
        <div>
          <Button type="submit" look="main" busy={act.isPending}>
            {say.confirm}
          </Button>
        </div>
      </form>
    </Card>
  )
}
