import { useMutation } from '@tanstack/react-query'
import { type ApplicantView, type CaseView, READING_PURPOSES, type ReadingPurpose } from '@yiwang/server/contract/cases'
import { Button, Facts, Select, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { sharedMessages } from '../../shared/messages.ts'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './case-parts.module.css'
import { caseMessages } from './messages.ts'

const say = caseMessages.applicant

/** Masked at first. The whole is shown for a purpose, kept only while this page is open, and recorded. */
export function ApplicantCard({ aCase }: { aCase: CaseView }) {
  const [whole, setWhole] = useState<ApplicantView>()
  const [isAsking, setAsking] = useState(false)
  const applicant = whole ?? aCase.applicant
  const canAsk = aCase.abilities.reveal && applicant.masked
  return (
    <section className={styles.applicant} aria-label={say.title}>
      <div className={styles.applicantHead}>
        <h2>{say.title}</h2>
        {canAsk && !isAsking && (
          <Button look="quiet" onClick={() => setAsking(true)}>
            {say.reveal}
          </Button>
        )}
        {whole !== undefined && (
          <Button look="quiet" onClick={() => setWhole(undefined)}>
            {say.hide}
          </Button>
        )}
      </div>
      <Facts facts={factsOf(applicant)} columns={2} />
      {isAsking && (
        <RevealForm
          caseId={aCase.caseId}
          onShown={(shown) => {
            setWhole(shown)
            setAsking(false)
          }}
          onCancel={() => setAsking(false)}
        />
      )}
    </section>
  )
}

function factsOf(applicant: ApplicantView) {
  const kind = applicant.kind
  return [
    { name: say.name[kind], value: applicant.name },
    { name: say.code[kind], value: applicant.code },
    { name: say.phone, value: applicant.phone },
    ...(applicant.agentName === undefined ? [] : [{ name: say.agent, value: applicant.agentName }]),
  ]
}

interface RevealFormProps {
  caseId: string
  onShown(applicant: ApplicantView): void
  onCancel(): void
}

function RevealForm({ caseId, onShown, onCancel }: RevealFormProps) {
  const [purpose, setPurpose] = useState<ReadingPurpose>('handle-case')
  const [reason, setReason] = useState('')
  const reveal = useMutation({
    mutationFn: () => api.cases.revealApplicant({ caseId, purpose, reason: reason.trim() }),
    onSuccess: onShown,
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    reveal.mutate()
  }
  return (
    <form className={styles.reveal} onSubmit={submit}>
      <p>{say.revealText}</p>
      <Refusal error={reveal.error} />
      <Select
        id="reveal-purpose"
        label={say.purpose}
        value={purpose}
        choices={Object.entries(READING_PURPOSES).map(([value, label]) => ({ value, label }))}
        onChange={(event) => setPurpose(event.target.value as ReadingPurpose)}
      />
      <TextField
        id="reveal-reason"
        label={say.reason}
        help={say.reasonHelp}
        required
        minLength={2}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className={styles.row}>
        <Button type="submit" busy={reveal.isPending}>
          {say.show}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {sharedMessages.cancel}
        </Button>
      </div>
    </form>
  )
}
