import type { SignOnRequestView } from '@yiwang/server/contract/sign-on'
import { Anchor, Button } from '@yiwang/ui'
import {
  type ActionFunctionArgs,
  data,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  redirect,
  useActionData,
  useLoaderData,
  useNavigation,
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { refuse } from '../../shared/forms/form-answer.ts'
import formStyles from '../../shared/forms/form.module.css'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { newIntentKey, readPostedForm } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { LeaveFor } from '../../shared/leave/leave-for.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { signOnMessages as say } from './messages.ts'
import styles from './sign-on.module.css'

export const loader = answering(async ({ context, params, url }: LoaderFunctionArgs) => {
  const asked = await portalOf(context).api.signOn.getSignOnRequest({ uid: params.uid ?? '' })
  if (asked.step === 'sign-in')
    throw redirect(`/sign-in?${new URLSearchParams({ next: url.pathname, ...(asked.again && { again: '1' }) })}`, 303)
  return { asked, intentKey: newIntentKey(), self: url.pathname }
})

export const action = answering(async ({ context, params, request }: ActionFunctionArgs) => {
  const { form, api, options } = await readPostedForm(portalOf(context), request)
  const answer = form.get('answer') === 'allow' ? 'allow' : 'refuse'
  try {
    const { continueTo } = await api.signOn.answerSignOnRequest({ uid: params.uid ?? '', answer }, options)
    return data({ problems: [], fieldErrors: {}, values: {}, continueTo })
  } catch (error) {
    return refuse(error, form)
  }
})

export function meta({ loaderData, matches }: MetaArgs<typeof loader>) {
  return pageMeta(loaderData ? say.title(loaderData.asked.client.name) : say.go, matches)
}

/** 授权: an application asks who this is, and the person says yes or no, once. */
export default function SignOnPage() {
  const { asked } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const answered = answer && 'continueTo' in answer ? answer.continueTo : undefined
  const continueTo = answered ?? asked.continueTo
  if (continueTo === undefined) return <Consent />
  return <LeaveFor title={say.going(asked.client.name)} text={say.goingText} go={say.go} to={continueTo} />
}

function Consent() {
  const { asked, intentKey, self } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  const { client, accountName = '', scopes } = asked
  return (
    <Page title={say.title(client.name)} lead={client.organizationName && say.by(client.organizationName)}>
      <Form method="post" className={formStyles.form}>
        <FormProblems page={say.title(client.name)} title={say.errorTitle} problems={answer?.problems ?? []} />
        <p>
          {say.as(accountName)}{' '}
          <Anchor href={`/sign-in?${new URLSearchParams({ next: self, again: '1' })}`}>{say.notYou}</Anchor>
        </p>
        <Asked scopes={scopes} />
        <p>{say.never}</p>
        {client.host !== '' && <p className={styles.soft}>{say.backTo(client.host)}</p>}
        <Seals intentKey={intentKey} />
        <div className={formStyles.acts}>
          <Button type="submit" look="main" name="answer" value="allow" busy={isBusy}>
            {say.allow}
          </Button>
          <Button type="submit" name="answer" value="refuse" busy={isBusy}>
            {say.refuse}
          </Button>
        </div>
      </Form>
    </Page>
  )
}

function Asked({ scopes }: { scopes: SignOnRequestView['scopes'] }) {
  return (
    <div className={styles.part}>
      <p>{say.asks}</p>
      <dl className={styles.asked}>
        {scopes.map(({ scope, title, detail }) => (
          <div key={scope}>
            <dt>{title}</dt>
            <dd>{detail}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
