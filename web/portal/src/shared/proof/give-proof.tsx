import { askPasskey } from '@yiwang/client'
import { Anchor, Button, NoticePanel, TextField } from '@yiwang/ui'
import { Form, useLocation, useSubmit } from 'react-router'
import { usePasskeyStep } from '../passkey/use-passkey-step.ts'
import type { ProofAsked } from './ask-for-proof.ts'
import styles from './give-proof.module.css'
import { proofMessages as say } from './messages.ts'

/** Once more who you are; what was asked for goes along in hidden fields and is done by the same press. */
export function GiveProof({ asked }: { asked: ProofAsked }) {
  const submit = useSubmit()
  const { pathname } = useLocation()
  const { proof, waiting, problem } = asked
  const step = usePasskeyStep(async () => {
    if (!proof.passkey) return
    const passkey = JSON.stringify(await askPasskey(proof.passkey))
    await submit({ ...waiting, passkey }, { method: 'post' })
  })
  const trouble = step.trouble ?? problem
  return (
    <NoticePanel tone={trouble === undefined ? 'soon' : 'red'} title={say.title} role="alert">
      <p>{trouble ?? say.text}</p>
      {proof.passkey && (
        <Button look="main" busy={step.isBusy} onClick={step.begin}>
          {say.passkey}
        </Button>
      )}
      {!proof.hasPassword && !proof.passkey && (
        <p>
          <Anchor href={`/sign-in?${new URLSearchParams({ again: '1', next: pathname })}`}>{say.again}</Anchor>
        </p>
      )}
      {proof.hasPassword && (
        <Form method="post" className={styles.part}>
          {Object.entries(waiting).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TextField
            label={say.password}
            id="proofPassword"
            name="proofPassword"
            type="password"
            autoComplete="current-password"
            maxLength={128}
            width="half"
            required
          />
          <div>
            <Button type="submit" look="main">
              {say.act}
            </Button>
          </div>
        </Form>
      )}
    </NoticePanel>
  )
}
