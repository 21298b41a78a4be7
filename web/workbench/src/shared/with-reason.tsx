import { Button, TextField } from '@yiwang/ui'
import { type SubmitEvent, useId, useState } from 'react'
import { sharedMessages } from './messages.ts'
import styles from './with-reason.module.css'

const say = sharedMessages.withReason

interface WithReasonProps {
  act: string
  /** What a screen reader is told: the act and whom it concerns. */
  label: string
  isBusy: boolean
  onSend(reason: string): void
}

/** An act that has to say why: the first press opens the field. */
export function WithReason({ act, label, isBusy, onSend }: WithReasonProps) {
  const [reason, setReason] = useState<string>()
  const id = useId()
  if (reason === undefined) {
    return (
      <Button look="quiet" aria-label={label} busy={isBusy} onClick={() => setReason('')}>
        {act}
      </Button>
    )
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return
    onSend(reason.trim())
    setReason(undefined)
  }
  return (
    <form className={styles.form} aria-label={label} onSubmit={submit}>
      <TextField
        id={id}
        label={say.reason}
        required
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className={styles.acts}>
        <Button type="submit">{say.send}</Button>
        <Button look="quiet" onClick={() => setReason(undefined)}>
          {say.cancel}
        </Button>
      </div>
    </form>
  )
}
