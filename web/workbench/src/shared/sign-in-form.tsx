import { askPasskey, canUsePasskeys } from '@yiwang/client'
import type { SessionView } from '@yiwang/server/contract/identity'
import { useMutation } from '@tanstack/react-query'
import { Button, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from './api.ts'
import { FactorForm } from './factor-form.tsx'
import { sharedMessages as say } from './messages.ts'
import { RecoverForm } from './recover-form.tsx'
import { Refusal } from './page-states.tsx'
import styles from './sign-in-form.module.css'

type SecondFactor = NonNullable<SessionView['secondFactor']>

/** Name and password, then the second factor; or a passkey alone. Used by the page and by the dialog that appears when a session ends. */
export function SignInForm({ name: known, onSignedIn }: { name?: string; onSignedIn(session: SessionView): void }) {
  const [second, setSecond] = useState<SecondFactor>()
  const [isForgotten, setForgotten] = useState(false)
  const arrive = (session: SessionView) => {
    if (session.secondFactor === undefined) onSignedIn(session)
    else setSecond(session.secondFactor)
  }
  if (isForgotten) return <RecoverForm onBack={() => setForgotten(false)} />
  if (second === undefined) return <FirstStep name={known} onAnswer={arrive} onForgotten={() => setForgotten(true)} />
  return (
    <div className={styles.form}>
      <h2>{say.factors.secondTitle}</h2>
      <p>{say.factors.secondText}</p>
      <FactorForm
        kinds={second.kinds}
        passkey={second.passkey}
        act={say.signIn.act}
        give={async ({ code, recoveryCode, passkey }) => {
          const given = { ...(code && { code }), ...(recoveryCode && { recoveryCode }), ...(passkey && { passkey }) }
          onSignedIn(await api.identity.completeSignIn({ ticket: second.ticket, ...given }))
        }}
      />
      <Button look="quiet" onClick={() => setSecond(undefined)}>
        {say.factors.startOver}
      </Button>
    </div>
  )
}

interface FirstStepProps {
  name: string | undefined
  onAnswer(session: SessionView): void
  onForgotten(): void
}

function FirstStep({ name: known, onAnswer, onForgotten }: FirstStepProps) {
  const [name, setName] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => api.identity.signIn({ name: name.trim(), password }),
    onSuccess: onAnswer,
    onError: () => setPassword(''),
  })
  const withPasskey = useMutation({
    mutationFn: async () => {
      const passkey = await askPasskey(await api.identity.beginPasskeySignIn())
      return api.identity.signInWithPasskey({ passkey })
    },
    onSuccess: onAnswer,
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Refusal error={signIn.error ?? withPasskey.error} />
      <TextField
        id="sign-in-name"
        label={say.signIn.name}
        name="name"
        autoComplete="username"
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        id="sign-in-password"
        label={say.signIn.password}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" look="main" wide busy={signIn.isPending}>
        {say.signIn.act}
      </Button>
      {canUsePasskeys() && (
        <Button wide busy={withPasskey.isPending} onClick={() => withPasskey.mutate()}>
          {say.factors.usePasskey}
        </Button>
      )}
      <Button look="quiet" onClick={onForgotten}>
        {say.recover.forgotten}
      </Button>
    </form>
  )
}
