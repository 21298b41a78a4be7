import { askPasskey, canUsePasskeys } from '@yiwang/client'
import type { PasskeyRequest } from '@yiwang/server/contract/identity'
import { Button, NoticePanel } from '@yiwang/ui'
import { useSubmit } from 'react-router'
import { useCsrfToken, sealNames } from '../../shared/forms/seals.tsx'
import { usePasskeyStep } from '../../shared/passkey/use-passkey-step.ts'
import { useHydrated } from '../../shared/use-hydrated.ts'
import { signInMessages } from './messages.ts'
import styles from './passkey-sign-in.module.css'

const say = signInMessages.passkey

/** One press, one finger: no name and no password. Needs scripts, so it appears when they run. */
export function PasskeySignIn({ next, intentKey }: { next: string; intentKey: string }) {
  const isHydrated = useHydrated()
  const submit = useSubmit()
  const csrf = useCsrfToken()
  const step = usePasskeyStep(async () => {
    const passkey = await askPasskey(await readRequest())
    const fields = { passkey: JSON.stringify(passkey), next, [sealNames.key]: `${intentKey}-passkey` }
    await submit({ ...fields, ...(csrf !== undefined && { [sealNames.csrf]: csrf }) }, { method: 'post' })
  })
  if (!isHydrated || !canUsePasskeys()) return null
  return (
    <section className={styles.part} aria-label={say.title}>
      <p>{say.text}</p>
      {step.trouble !== undefined && (
        <NoticePanel tone="red" title={say.failed} role="alert">
          <p>{step.trouble}</p>
        </NoticePanel>
      )}
      <Button wide busy={step.isBusy} onClick={step.begin}>
        {step.isBusy ? say.busy : say.act}
      </Button>
    </section>
  )
}

/** Asked for when it is needed: a challenge lives a few minutes, a page may stand open for hours. */
async function readRequest(): Promise<PasskeyRequest> {
  const answer = await fetch('/api/session/passkey', { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(`no challenge for a passkey: ${answer.status}`)
  return (await answer.json()) as PasskeyRequest
}
