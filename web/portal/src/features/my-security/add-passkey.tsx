import { canUsePasskeys, makePasskey } from '@yiwang/client'
import type { PasskeyWish } from '@yiwang/server/contract/identity'
import { Button, NoticePanel, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { useSubmit } from 'react-router'
import { sealNames, useCsrfToken } from '../../shared/forms/seals.tsx'
import { usePasskeyStep } from '../../shared/passkey/use-passkey-step.ts'
import { useHydrated } from '../../shared/use-hydrated.ts'
import { securityMessages } from './messages.ts'
import styles from './security.module.css'

const say = securityMessages.passkeys

/** Made on the device, sent as a form: the page goes on like after any other. */
export function AddPasskey({ isPossible, intentKey }: { isPossible: boolean; intentKey: string }) {
  const isHydrated = useHydrated()
  const submit = useSubmit()
  const csrf = useCsrfToken()
  const [label, setLabel] = useState('')
  const [isMissing, setMissing] = useState(false)
  const step = usePasskeyStep(async () => {
    const credential = JSON.stringify(await makePasskey(await readWish()))
    const fields = { act: 'add', label: label.trim(), credential, [sealNames.key]: `${intentKey}-add` }
    await submit({ ...fields, ...(csrf !== undefined && { [sealNames.csrf]: csrf }) }, { method: 'post' })
    setLabel('')
  })
  if (!isHydrated) return null
  if (!isPossible || !canUsePasskeys()) return <p className={styles.note}>{say.unsupported}</p>
  const begin = (event: SubmitEvent) => {
    event.preventDefault()
    setMissing(label.trim() === '')
    if (label.trim() !== '') step.begin()
  }
  return (
    <form className={styles.part} noValidate onSubmit={begin}>
      {step.trouble !== undefined && (
        <NoticePanel tone="red" title={say.failed} role="alert">
          <p>{step.trouble}</p>
        </NoticePanel>
      )}
      <TextField
        label={say.label}
        id="label"
        name="label"
        help={say.labelHelp}
        maxLength={40}
        width="half"
        value={label}
        error={isMissing ? say.labelMissing : undefined}
        onChange={(event) => setLabel(event.target.value)}
      />
      <div>
        <Button type="submit" busy={step.isBusy}>
          {step.isBusy ? say.busy : say.add}
        </Button>
      </div>
    </form>
  )
}

async function readWish(): Promise<PasskeyWish> {
  const answer = await fetch('/api/my/passkeys/options', { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(`no challenge for a new passkey: ${answer.status}`)
  return (await answer.json()) as PasskeyWish
}
