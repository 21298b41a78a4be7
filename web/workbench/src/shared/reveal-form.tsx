import { useMutation } from '@tanstack/react-query'
import { READING_PURPOSES, type ReadingPurpose } from '@yiwang/server/contract/cases'
import { Button, Select, TextField } from '@yiwang/ui'
import { type SubmitEvent, useId, useState } from 'react'
import { sharedMessages } from './messages.ts'
import { Refusal } from './page-states.tsx'
import styles from './reveal-form.module.css'

const say = sharedMessages.reveal

interface RevealFormProps {
  /** Reads the whole, for a purpose and a reason that are recorded. */
  onReveal(why: { purpose: ReadingPurpose; reason: string }): Promise<unknown>
  onCancel(): void
}

/** 查看完整信息: what for, and why, before anybody's data is shown in full. */
export function RevealForm({ onReveal, onCancel }: RevealFormProps) {
  const [purpose, setPurpose] = useState<ReadingPurpose>('handle-case')
  const [reason, setReason] = useState('')
  const id = useId()
  const reveal = useMutation({ mutationFn: () => onReveal({ purpose, reason: reason.trim() }) })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    reveal.mutate()
  }
  return (
    <form className={styles.reveal} onSubmit={submit}>
      <p>{say.text}</p>
      <Refusal error={reveal.error} />
      <Select
        id={`${id}-purpose`}
        label={say.purpose}
        value={purpose}
        choices={Object.entries(READING_PURPOSES).map(([value, label]) => ({ value, label }))}
        onChange={(event) => setPurpose(event.target.value as ReadingPurpose)}
      />
      <TextField
        id={`${id}-reason`}
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
