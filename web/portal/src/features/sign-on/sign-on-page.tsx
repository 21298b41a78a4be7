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
import { newIntentKey, type PostedForm, readPostedForm } from '../../shared/forms/posted-form.ts'
import { Seals, sealNames, useCsrfToken } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { LeaveFor } from '../../shared/leave/leave-for.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { readPasskey } from '../../shared/passkey/read-passkey.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { GiveProof } from '../../shared/proof/give-proof.tsx'
import { signOnMessages as say } from './messages.ts'
import styles from './sign-on.module.css'

export const loader = answering(async ({ context, params, url }: LoaderFunctionArgs) => {
  const asked = await portalOf(context).api.signOn.getSignOnRequest({ uid: params.uid ?? '' })
  if (asked.step === 'sign-in')
    throw redirect(`/sign-in?${new URLSearchParams({ next: url.pathname, ...(asked.again && { again: '1' }) })}`, 303)
  const isFactor = asked.step === 'prove-more' && asked.lack === 'factor'
  const { passkey } = isFactor ? await portalOf(context).api.identity.getProofOptions() : {}
  return { asked, passkey, intentKey: newIntentKey(), self: url.pathname }
})

export const action = answering(async ({ context, params, request }: ActionFunctionArgs) => {
  const posted = await readPostedForm(portalOf(context), request)
  const { form, api, options } = posted
  if (form.get('act') === 'prove') return proveMore(posted, params.uid ?? '')
  const answer = form.get('answer') === 'allow' ? 'allow' : 'refuse'
  try {
    const { continueTo } = await api.signOn.answerSignOnRequest({ uid: params.uid ?? '', answer }, options)
    return data({ problems: [], fieldErrors: {}, values: {}, continueTo })
  } catch (error) {
    return refuse(error, form)
  }
})

/** One proof more, by a passkey; then the request is looked at anew. */
async function proveMore(posted: PostedForm, uid: string) {
  const passkey = readPasskey(posted.form)
  try {
    if (passkey) await posted.api.identity.giveProof({ passkey })
    return redirect(`/sign-on/${uid}`, 303)
  } catch (error) {
    return refuse(error, posted.form)
  }
}

export function meta({ loaderData, matches }: MetaArgs<typeof loader>) {
  return pageMeta(loaderData ? say.title(loaderData.asked.client.name) : say.go, matches)
}

/** 授权: an application asks who this is, and the person says yes or no, once. */
export default function SignOnPage() {
  const { asked } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const answered = answer && 'continueTo' in answer ? answer.continueTo : undefined
  const continueTo = answered ?? asked.continueTo
  if (continueTo === undefined && asked.step === 'prove-more') return <ProveMore />
  if (continueTo === undefined) return <Consent />
  return <LeaveFor title={say.going(asked.client.name)} text={say.goingText} go={say.go} to={continueTo} />
}

/** 应用要求更强的登录: a passkey where there is one, a real-name level, or back to the application without. */
function ProveMore() {
  const { asked, intentKey, self, passkey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  const csrf = useCsrfToken()
  const words = say.proof
  const isFactor = asked.lack === 'factor'
  const waiting = {
    act: 'prove',
    [sealNames.key]: `${intentKey}-prove`,
    ...(csrf !== undefined && { [sealNames.csrf]: csrf }),
  }
  const lead = isFactor ? words.factor : words.realName(asked.level ?? 2)
  return (
    <Page title={words.title(asked.client.name)} lead={lead}>
      <div className={formStyles.form}>
        <FormProblems page={words.title(asked.client.name)} title={say.errorTitle} problems={answer?.problems ?? []} />
        {isFactor && passkey && <GiveProof asked={{ proof: { hasPassword: false, passkey }, waiting }} />}
        {isFactor && !passkey && (
          <p>
            {words.noPasskey} <Anchor href="/my/security">{words.addPasskey}</Anchor>
          </p>
        )}
        {!isFactor && (
          <p>
            <Anchor href={`/my/real-name?${new URLSearchParams({ need: String(asked.level ?? 2), next: self })}`}>
              {words.goRealName}
            </Anchor>
          </p>
        )}
        <Form method="post">
          <Seals intentKey={intentKey} />
          <Button type="submit" name="answer" value="refuse" busy={isBusy}>
            {words.back}
          </Button>
        </Form>
      </div>
    </Page>
  )
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
