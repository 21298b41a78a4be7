import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, TextField, useSay } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { sessionKey } from '../../shared/session.tsx'
import { profileMessages as say } from './messages.ts'
import styles from './profile-page.module.css'

const nothing = { oldPassword: '', newPassword: '', again: '' }

export function ChangePasswordForm({ version }: { version: number }) {
  const queries = useQueryClient()
  const tell = useSay()
  const [words, setWords] = useState(nothing)
  const [isAsked, setAsked] = useState(false)
  const change = useMutation({
    mutationFn: () =>
      api.identity.changePassword({ version, oldPassword: words.oldPassword, newPassword: words.newPassword }),
    onSuccess: () => {
      setWords(nothing)
      setAsked(false)
      tell(say.changed)
      return queries.invalidateQueries({ queryKey: sessionKey })
    },
  })
  const differs = isAsked && words.newPassword !== words.again
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (words.newPassword === words.again) change.mutate()
  }
  const field = (name: keyof typeof nothing, autoComplete: string) => ({
    id: `password-${name}`,
    name,
    label: say[name],
    type: 'password',
    autoComplete,
    required: true,
    width: 'half' as const,
    value: words[name],
    onChange: (event: { target: { value: string } }) => setWords({ ...words, [name]: event.target.value }),
  })
  return (
    <form className={styles.form} onSubmit={submit}>
      <Refusal error={change.error} />
      <TextField {...field('oldPassword', 'current-password')} />
      <TextField {...field('newPassword', 'new-password')} />
      <TextField {...field('again', 'new-password')} error={differs ? say.differ : undefined} />
      <Button type="submit" look="main" busy={change.isPending}>
        {say.change}
      </Button>
    </form>
  )
}
