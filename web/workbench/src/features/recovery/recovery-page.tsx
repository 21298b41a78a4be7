import { useMutation } from '@tanstack/react-query'
import { Button, Card, NoticePanel, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { recoveryMessages as say } from './messages.ts'
import styles from './recovery.module.css'

interface Start {
  startCode: string
  expiresAt: string
}

/** 窗口: somebody who forgot the password stands here with a document. */
export function RecoveryPage() {
  const [start, setStart] = useState<Start>()
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.note}>{say.lead}</p>
      <Card title={start === undefined ? say.form : say.given}>
        {start === undefined ? (
          <Check onStart={setStart} />
        ) : (
          <Given start={start} onNext={() => setStart(undefined)} />
        )}
      </Card>
    </div>
  )
}

function Check({ onStart }: { onStart(start: Start): void }) {
  const [account, setAccount] = useState('')
  const [name, setName] = useState('')
  const [citizenId, setCitizenId] = useState('')
  const begin = useMutation({
    mutationFn: () =>
      api.identity.startRecovery({
        account: account.trim(),
        name: name.trim(),
        citizenId: citizenId.replaceAll(/\s/g, '').toUpperCase(),
      }),
    onSuccess: onStart,
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    begin.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Refusal error={begin.error} />
      <TextField
        id="recovery-name"
        label={say.name}
        autoComplete="off"
        maxLength={50}
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        id="recovery-citizen-id"
        label={say.citizenId}
        autoComplete="off"
        maxLength={24}
        required
        value={citizenId}
        onChange={(event) => setCitizenId(event.target.value)}
      />
      <TextField
        id="recovery-account"
        label={say.account}
        autoComplete="off"
        maxLength={64}
        required
        value={account}
        onChange={(event) => setAccount(event.target.value)}
      />
      <div>
        <Button type="submit" look="main" busy={begin.isPending}>
          {say.act}
        </Button>
      </div>
    </form>
  )
}

function Given({ start, onNext }: { start: Start; onNext(): void }) {
  return (
    <div className={styles.form}>
      <NoticePanel tone="ok" title={say.given} role="status">
        <p className={styles.code}>{start.startCode}</p>
        <p>{say.givenText(instantText(start.expiresAt))}</p>
      </NoticePanel>
      <div>
        <Button onClick={onNext}>{say.next}</Button>
      </div>
    </div>
  )
}
