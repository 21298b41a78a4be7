import type { RecoveryView } from '@yiwang/server/contract/identity'
import { useMutation } from '@tanstack/react-query'
import { Button, NoticePanel, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from './api.ts'
import { FactorForm } from './factor-form.tsx'
import { sharedMessages } from './messages.ts'
import { Refusal } from './page-states.tsx'
import styles from './sign-in-form.module.css'

const say = sharedMessages.recover

/** An official forgot the password: both halves of the code from two administrators, the second factor, a new password. */
export function RecoverForm({ onBack }: { onBack(): void }) {
  const [view, setView] = useState<RecoveryView>()
  const [isDone, setDone] = useState(false)
  return (
    <div className={styles.form}>
      <h2>{say.title}</h2>
      {isDone ? (
        <NoticePanel tone="ok" title={say.done} role="status">
          <p>{say.doneText}</p>
        </NoticePanel>
      ) : (
        <Step view={view} onView={setView} onDone={() => setDone(true)} />
      )}
      <Button look={isDone ? 'main' : 'quiet'} onClick={onBack}>
        {say.back}
      </Button>
    </div>
  )
}

interface StepProps {
  view: RecoveryView | undefined
  onView(view: RecoveryView): void
  onDone(): void
}

function Step({ view, onView, onDone }: StepProps) {
  if (view?.step === 'password') return <PasswordStep onDone={onDone} />
  if (view?.factor === undefined) return <CodeStep onView={onView} />
  return (
    <>
      <p>{say.factorText}</p>
      <FactorForm
        kinds={view.factor.kinds}
        passkey={view.factor.passkey}
        act={say.goOn}
        give={async ({ code, recoveryCode, passkey }) => {
          const factor = { ...(code && { code }), ...(recoveryCode && { recoveryCode }), ...(passkey && { passkey }) }
          onView(await api.identity.giveRecoveryProof({ factor }))
        }}
      />
    </>
  )
}

function CodeStep({ onView }: Pick<StepProps, 'onView'>) {
  const [account, setAccount] = useState('')
  const [startCode, setStartCode] = useState('')
  const begin = useMutation({
    mutationFn: () => api.identity.beginRecoveryByCode({ account: account.trim(), startCode: startCode.trim() }),
    onSuccess: onView,
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    begin.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{say.text}</p>
      <Refusal error={begin.error} />
      <TextField
        id="recover-account"
        label={sharedMessages.signIn.name}
        autoComplete="username"
        required
        value={account}
        onChange={(event) => setAccount(event.target.value)}
      />
      <TextField
        id="recover-code"
        label={say.code}
        help={say.codeHelp}
        autoComplete="off"
        maxLength={20}
        required
        value={startCode}
        onChange={(event) => setStartCode(event.target.value)}
      />
      <Button type="submit" look="main" wide busy={begin.isPending}>
        {say.goOn}
      </Button>
    </form>
  )
}

function PasswordStep({ onDone }: Pick<StepProps, 'onDone'>) {
  const [newPassword, setNewPassword] = useState('')
  const set = useMutation({ mutationFn: () => api.identity.setRecoveredPassword({ newPassword }), onSuccess: onDone })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    set.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Refusal error={set.error} />
      <TextField
        id="recover-password"
        label={say.password}
        help={say.passwordHelp}
        type="password"
        autoComplete="new-password"
        maxLength={128}
        required
        value={newPassword}
        onChange={(event) => setNewPassword(event.target.value)}
      />
      <Button type="submit" look="main" wide busy={set.isPending}>
        {say.set}
      </Button>
    </form>
  )
}
