import { Button, Card, DateField, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { DecisionForm } from '../../shared/decision-form.tsx'
import { Refusal } from '../../shared/page-states.tsx'
import { Withdrawal } from '../../shared/withdrawal.tsx'
import type { BatchView } from './batch-view.ts'
import { rosterMessages as say } from './messages.ts'
import styles from './rosters.module.css'
import { TOUCHED, useRosterAct } from './use-roster-act.ts'

/** What this person may do with the batch now. */
export function BatchActs({ batch }: { batch: BatchView }) {
  const { submit, withdraw, review } = batch.abilities
  return (
    <>
      {submit && <SubmitForm batch={batch} />}
      {withdraw && (
        <Withdrawal
          label={say.withdraw}
          told={say.withdrawn}
          touched={TOUCHED}
          onWithdraw={() => api.rosters.withdrawRosterBatch({ batchId: batch.batchId, version: batch.version })}
        />
      )}
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

function ReviewForm({ batch: { batchId, version, earliest } }: { batch: BatchView }) {
  const [effectiveOn, setEffectiveOn] = useState('')
  return (
    <Card title={say.review}>
      <DecisionForm<'pass' | 'return'>
        subject={`${batchId} review`}
        title={say.review}
        lead={say.reviewText}
        outcomes={{ pass: say.pass, return: say.return }}
        onDecide={(decision) =>
          api.rosters.reviewRosterBatch({
            ...{ batchId, version, ...decision },
            ...(decision.outcome === 'pass' && effectiveOn !== '' && { effectiveOn }),
          })
        }
        told={(outcome) => (outcome === 'return' ? say.returned : say.passed)}
        touched={TOUCHED}
      >
        {(outcome) =>
          outcome === 'pass' && <DayField earliest={earliest} value={effectiveOn} onChange={setEffectiveOn} />
        }
      </DecisionForm>
    </Card>
  )
}
