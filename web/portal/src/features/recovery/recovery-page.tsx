import { ApiProblem } from '@yiwang/client'
import type { RecoveryView } from '@yiwang/server/contract/identity'
import { Anchor, Button, NoticePanel, TextField } from '@yiwang/ui'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  useActionData,
  useLoaderData,
  useNavigation,
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { type FormAnswer } from '../../shared/forms/form-answer.ts'
import formStyles from '../../shared/forms/form.module.css'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { newIntentKey, readPostedForm } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { LeaveFor } from '../../shared/leave/leave-for.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { type PortalRequest, portalOf } from '../../shared/portal-request.ts'
import { recoveryMessages as say } from './messages.ts'
import { ProveStep } from './prove-step.tsx'
import { actOnRecovery } from './recovery-acts.ts'
import styles from './recovery.module.css'
import { StartStep } from './start-step.tsx'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  const isNew = url.searchParams.get('again') === '1'
  const view = isNew ? undefined : await currentOf(portal)
  const { byPhone } = await portal.api.identity.getRecoveryOptions()
  return { view, byPhone, intentKey: newIntentKey() }
})

/** What is under way in this browser, if anything is. */
async function currentOf({ api }: PortalRequest): Promise<RecoveryView | undefined> {
  try {
    return await api.identity.getRecovery()
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'identity/recovery-over') return undefined
    throw error
  }
}

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  return actOnRecovery(await readPostedForm(portalOf(context), request))
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

export default function RecoveryPage() {
  const { view, byPhone, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (answer && 'url' in answer) {
    const { leaving, leavingText, go } = say.prove
    return <LeaveFor title={leaving} text={leavingText} go={go} to={answer.url} />
  }
  return (
    <Page title={say.title} lead={say.lead}>
      <div className={styles.parts}>
        {answer && <FormProblems page={say.title} title={say.errorTitle} problems={answer.problems} />}
        {view === undefined ? (
          <StartStep byPhone={byPhone} intentKey={intentKey} answer={answer} />
        ) : (
          <Step view={view} intentKey={intentKey} answer={answer} />
        )}
        <p className={formStyles.acts}>
          {view !== undefined && view.step !== 'code' && <Anchor href="/recover?again=1">{say.restart}</Anchor>}
          <Anchor href="/sign-in">{say.signIn}</Anchor>
        </p>
      </div>
    </Page>
  )
}

interface StepProps {
  view: RecoveryView
  intentKey: string
  answer: FormAnswer | undefined
}

function Step(props: StepProps) {
  switch (props.view.step) {
    case 'code':
      return <CodeStep {...props} />
    case 'password':
      return <PasswordStep {...props} />
    case 'factor':
      return (
        <NoticePanel title={say.staff.title}>
          <p>
            {say.staff.text} <a href="/desk">{say.staff.link}</a>
          </p>
        </NoticePanel>
      )
    case 'prove':
    case 'waiting':
      return <ProveStep {...props} />
  }
}

function CodeStep({ view, intentKey, answer }: StepProps) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={formStyles.form} noValidate aria-labelledby="code-step">
      <h2 id="code-step">{say.code.title}</h2>
      <p>{say.code.text}</p>
      {view.note !== undefined && <p className={styles.note}>{view.note}</p>}
      <Seals intentKey={`${intentKey}-code`} />
      <input type="hidden" name="act" value="prove" />
      <input type="hidden" name="kind" value="phone" />
      <TextField
        label={say.code.label}
        id="code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={8}
        width="short"
        defaultValue={answer?.values['code']}
        error={answer?.fieldErrors['code']}
      />
      <div className={formStyles.acts}>
        <Button type="submit" look="main" busy={isBusy}>
          {say.code.act}
        </Button>
        <Anchor href="/recover?again=1">{say.code.again}</Anchor>
      </div>
    </Form>
  )
}

function PasswordStep({ intentKey, answer }: StepProps) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={formStyles.form} noValidate aria-labelledby="password-step">
      <h2 id="password-step">{say.password.title}</h2>
      <Seals intentKey={`${intentKey}-password`} />
      <input type="hidden" name="act" value="password" />
      <TextField
        label={say.password.label}
        id="newPassword"
        name="newPassword"
        type="password"
        help={say.password.help}
        autoComplete="new-password"
        maxLength={128}
        error={answer?.fieldErrors['newPassword']}
      />
      <p>{say.password.note}</p>
      <div className={formStyles.acts}>
        <Button type="submit" look="main" busy={isBusy}>
          {say.password.act}
        </Button>
      </div>
    </Form>
  )
}
