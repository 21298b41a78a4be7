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
import { signedOutMessages as say } from './messages.ts'

export const loader = answering(async ({ context, params }: LoaderFunctionArgs) => {
  const { upstreams } = await portalOf(context).api.identity.listUpstreams()
  const upstream = upstreams.find(({ id }) => id === params.upstreamId)
  if (!upstream) throw redirect('/')
  return { upstream, intentKey: newIntentKey() }
})

export const action = answering(async ({ context, params, request }: ActionFunctionArgs) => {
  const { form, api, options } = await readPostedForm(portalOf(context), request)
  try {
    const { url } = await api.identity.leaveUpstream({ upstreamId: params.upstreamId ?? '' }, options)
    return data({ problems: [], fieldErrors: {}, values: {}, url })
  } catch (error) {
    return refuse(error, form)
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

/** Signed out here; whoever came from upstream is still signed in there, which matters on a shared machine. */
export default function SignedOutPage() {
  const { upstream, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (answer && 'url' in answer)
    return <LeaveFor title={say.going(upstream.title)} text={say.goingText} go={say.go} to={answer.url} />
  return (
    <Page title={say.title} lead={say.lead(upstream.title)}>
      <Form method="post" className={formStyles.form}>
        {answer && <FormProblems page={say.title} title={say.errorTitle} problems={answer.problems} />}
        <Seals intentKey={intentKey} />
        <div className={formStyles.acts}>
          <Button type="submit" look="main">
            {say.act}
          </Button>
          <Anchor href="/">{say.home}</Anchor>
        </div>
      </Form>
    </Page>
  )
}
