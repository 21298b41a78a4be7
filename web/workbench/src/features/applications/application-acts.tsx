import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ClientView } from '@yiwang/server/contract/sign-on'
import { Button, Card, NoticePanel, TextArea, TextField, useSay } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './applications.module.css'
import { publicKeysOf } from './public-keys.ts'
import { applicationsMessages } from './messages.ts'

const say = applicationsMessages.acts

interface ApplicationActsProps {
  client: ClientView
  /** The fresh secret, as long as the page is open: nobody can read it again. */
  secret: string | undefined
  onSecret(secret: string): void
}

/** What may be done, by what the server says may be done. */
export function ApplicationActs({ client, secret, onSecret }: ApplicationActsProps) {
  const { approve, refuse, suspend, renewSecret, changeKeys } = client.abilities
  const isIdle = ![approve, refuse, suspend, renewSecret, changeKeys].some(Boolean)
  if (isIdle) return client.state === 'requested' ? <NoticePanel title={say.waits} /> : null
  return (
    <Card title={say.title}>
      <div className={styles.stack} data-print="no">
        {(approve || refuse || suspend) && <Review client={client} />}
        {renewSecret && <Secret client={client} secret={secret} onSecret={onSecret} />}
        {changeKeys && <Keys client={client} />}
      </div>
    </Card>
  )
}

function useChanged() {
  const queries = useQueryClient()
  const tell = useSay()
  return async () => {
    tell(say.done)
    await queries.invalidateQueries({ queryKey: ['application'] })
    await queries.invalidateQueries({ queryKey: ['applications'] })
  }
}

type Verdict = 'approve' | 'refuse' | 'suspend'

function Review({ client }: { client: ClientView }) {
  const { id: clientId, version, abilities } = client
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  const changed = useChanged()
  const deciding = useMutation({
    mutationFn: (verdict: Verdict) => {
      if (verdict === 'approve') return api.signOn.approveClient({ clientId, version })
      const input = { clientId, version, reason: reason.trim() }
      return verdict === 'refuse' ? api.signOn.refuseClient(input) : api.signOn.suspendClient(input)
    },
    onSuccess: changed,
  })
  const decide = (verdict: Verdict) => {
    setAsked(verdict !== 'approve')
    if (verdict === 'approve' || reason.trim() !== '') deciding.mutate(verdict)
  }
  const needsReason = abilities.refuse === true || abilities.suspend === true
  return (
    <>
      <Refusal error={deciding.error} />
      {needsReason && (
        <TextField
          id="application-reason"
          label={say.reason}
          help={say.reasonHelp}
          optional={abilities.approve}
          maxLength={200}
          value={reason}
          error={isAsked && reason.trim() === '' ? say.reasonMissing : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <div className={styles.line}>
        {abilities.approve && (
          <Button look="main" busy={deciding.isPending} onClick={() => decide('approve')}>
            {client.state === 'suspended' ? say.resume : say.approve}
          </Button>
        )}
        {abilities.refuse && <Button onClick={() => decide('refuse')}>{say.refuse}</Button>}
        {abilities.suspend && (
          <Button look="risk" onClick={() => decide('suspend')}>
            {say.suspend}
          </Button>
        )}
      </div>
    </>
  )
}

function Secret({ client, secret, onSecret }: ApplicationActsProps) {
  const queries = useQueryClient()
  const renewing = useMutation({
    mutationFn: () => api.signOn.renewClientSecret({ clientId: client.id, version: client.version }),
    onSuccess: (answer) => {
      onSecret(answer.secret)
      queries.setQueryData(['application', client.id], answer.client)
      return queries.invalidateQueries({ queryKey: ['applications'] })
    },
  })
  return (
    <>
      <Refusal error={renewing.error} />
      {secret !== undefined && (
        <NoticePanel tone="soon" title={say.secretTitle} role="alert">
          <p className={styles.code}>{secret}</p>
          <p>{say.secretText}</p>
        </NoticePanel>
      )}
      <div className={styles.line}>
        <Button busy={renewing.isPending} onClick={() => renewing.mutate()}>
          {say.renewSecret}
        </Button>
      </div>
    </>
  )
}

function Keys({ client }: { client: ClientView }) {
  const [text, setText] = useState('')
  const [isAsked, setAsked] = useState(false)
  const changed = useChanged()
  const keys = publicKeysOf(text)
  const changing = useMutation({
    mutationFn: (fresh: Record<string, string>[]) =>
      api.signOn.changeClientKeys({ clientId: client.id, version: client.version, keys: fresh }),
    onSuccess: changed,
  })
  const change = () => {
    setAsked(true)
    if (keys) changing.mutate(keys)
  }
  return (
    <>
      <Refusal error={changing.error} />
      <TextArea
        id="application-keys"
        label={applicationsMessages.form.keys}
        help={say.keysHelp}
        value={text}
        error={isAsked && !keys ? say.keysWrong : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.line}>
        <Button busy={changing.isPending} onClick={change}>
          {say.changeKeys}
        </Button>
      </div>
    </>
  )
}
