import type { SessionView } from '@yiwang/server/contract/identity'
import { useMutation } from '@tanstack/react-query'
import { Button, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from './api.ts'
import { sharedMessages as say } from './messages.ts'
import { Refusal } from './page-states.tsx'
import styles from './sign-in-form.module.css'

/** Name and password; used by the page and by the dialog that appears when a session ends. */
export function SignInForm({ name: known, onSignedIn }: { name?: string; onSignedIn(session: SessionView): void }) {
  const [name, setName] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => api.identity.signIn({ name: name.trim(), password }),
    onSuccess: onSignedIn,
    onError: () => setPassword(''),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Refusal error={signIn.error} />
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
    </form>
  )
}
