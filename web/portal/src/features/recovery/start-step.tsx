import { askPasskey, canUsePasskeys } from '@yiwang/client'
import type { PasskeyRequest } from '@yiwang/server/contract/identity'
import { Button, NoticePanel, TextField } from '@yiwang/ui'
import { Form, useNavigation, useSubmit } from 'react-router'
import { type FormAnswer } from '../../shared/forms/form-answer.ts'
import formStyles from '../../shared/forms/form.module.css'
import { Seals, sealNames, useCsrfToken } from '../../shared/forms/seals.tsx'
import { usePasskeyStep } from '../../shared/passkey/use-passkey-step.ts'
import { useHydrated } from '../../shared/use-hydrated.ts'
import { recoveryMessages as say } from './messages.ts'
import styles from './recovery.module.css'

interface StartProps {
  byPhone: boolean
  intentKey: string
  answer: FormAnswer | undefined
}

/** From where a recovery begins: the phone, a passkey, a code from a window. */
export function StartStep({ byPhone, intentKey, answer }: StartProps) {
  return (
    <>
      {byPhone ? (
        <ByPhone intentKey={intentKey} answer={answer} />
      ) : (
        <NoticePanel tone="soon" title={say.none}>
          <p>{say.noneText}</p>
        </NoticePanel>
      )}
      <ByPasskey intentKey={intentKey} />
      <ByCode intentKey={intentKey} answer={answer} />
    </>
  )
}

type PartProps = Omit<StartProps, 'byPhone'>

function ByPhone({ intentKey, answer }: PartProps) {
  const isBusy = useNavigation().state !== 'idle'
  const isMine = answer?.values['act'] === 'phone'
  const typed = isMine ? answer.values : {}
  const errors = isMine ? answer.fieldErrors : {}
  return (
    <Form method="post" className={formStyles.form} noValidate aria-labelledby="by-phone">
      <h2 id="by-phone">{say.phone.title}</h2>
      <p>{say.phone.text}</p>
      <Seals intentKey={`${intentKey}-phone`} />
      <input type="hidden" name="act" value="phone" />
      <TextField
        label={say.phone.name}
        id="name"
        name="name"
        autoComplete="name"
        maxLength={50}
        width="half"
        defaultValue={typed['name']}
        error={errors['name']}
      />
      <TextField
        label={say.phone.citizenId}
        id="citizenId"
        name="citizenId"
        autoComplete="off"
        maxLength={24}
        defaultValue={typed['citizenId']}
        error={errors['citizenId']}
      />
      <TextField
        label={say.phone.phone}
        id="phone"
        name="phone"
        inputMode="tel"
        autoComplete="tel"
        maxLength={16}
        width="half"
        defaultValue={typed['phone']}
        error={errors['phone']}
      />
      <div className={formStyles.acts}>
        <Button type="submit" look="main" busy={isBusy}>
          {say.phone.act}
        </Button>
      </div>
    </Form>
  )
}

/** Needs scripts, so it appears when they run. */
function ByPasskey({ intentKey }: { intentKey: string }) {
  const isHydrated = useHydrated()
  const submit = useSubmit()
  const csrf = useCsrfToken()
  const step = usePasskeyStep(async () => {
    const passkey = await askPasskey(await readRequest())
    const fields = { passkey: JSON.stringify(passkey), [sealNames.key]: `${intentKey}-passkey` }
    await submit({ ...fields, ...(csrf !== undefined && { [sealNames.csrf]: csrf }) }, { method: 'post' })
  })
  if (!isHydrated || !canUsePasskeys()) return null
  return (
    <section className={styles.part} aria-labelledby="by-passkey">
      <h2 id="by-passkey">{say.passkey.title}</h2>
      <p>{say.passkey.text}</p>
      {step.trouble !== undefined && (
        <NoticePanel tone="red" title={say.passkey.failed} role="alert">
          <p>{step.trouble}</p>
        </NoticePanel>
      )}
      <div className={formStyles.acts}>
        <Button busy={step.isBusy} onClick={step.begin}>
          {step.isBusy ? say.passkey.busy : say.passkey.act}
        </Button>
      </div>
    </section>
  )
}

async function readRequest(): Promise<PasskeyRequest> {
  const answer = await fetch('/api/recoveries/options', { headers: { accept: 'application/json' } })
  const { passkey } = answer.ok ? ((await answer.json()) as { passkey?: PasskeyRequest }) : {}
  if (!passkey) throw new Error(`no challenge for a passkey: ${answer.status}`)
  return passkey
}

function ByCode({ intentKey, answer }: PartProps) {
  const isBusy = useNavigation().state !== 'idle'
  const isMine = answer?.values['act'] === 'start'
  const typed = isMine ? answer.values : {}
  const errors = isMine ? answer.fieldErrors : {}
  return (
    <section className={styles.part} aria-labelledby="by-code">
      <h2 id="by-code">{say.start.title}</h2>
      <p>{say.start.text}</p>
      <Form method="post" noValidate>
        <Seals intentKey={`${intentKey}-start`} />
        <input type="hidden" name="act" value="start" />
        <TextField
          label={say.start.account}
          id="account"
          name="account"
          autoComplete="username"
          maxLength={64}
          defaultValue={typed['account']}
          error={errors['account']}
        />
        <TextField
          label={say.start.code}
          id="startCode"
          name="startCode"
          help={say.start.codeHelp}
          autoComplete="off"
          maxLength={20}
          width="half"
          defaultValue={typed['startCode']}
          error={errors['startCode']}
        />
        <div className={formStyles.acts}>
          <Button type="submit" busy={isBusy}>
            {say.start.act}
          </Button>
        </div>
      </Form>
    </section>
  )
}
