import { Anchor, Button } from '@yiwang/ui'
import { useEffect, useRef } from 'react'
import {
  type ActionFunctionArgs,
  Form,
  type MetaArgs,
  redirect,
  useActionData,
  useLoaderData,
  useSubmit,
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { refuse } from '../../shared/forms/form-answer.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import formStyles from '../../shared/forms/form.module.css'
import { newIntentKey, readPostedForm } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { safeNext } from '../../shared/safe-next.ts'
import { certificateMessages as say } from './messages.ts'

export function loader() {
  return { intentKey: newIntentKey() }
}

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { form, api, options } = await readPostedForm(portalOf(context), request)
  try {
    const { linking, next } = await api.identity.signInWithShownCertificate({}, options)
    return redirect(linking ? '/sign-in/link' : safeNext(next, '/my'), 303)
  } catch (error) {
    return refuse(error, form)
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.shown, matches)
}

/** Back from where the certificate was shown. What came of it is handed in by this page, so that no other site can do it. */
export default function CertificateShownPage() {
  const { intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const form = useRef<HTMLFormElement>(null)
  const isSent = useRef(false)
  const submit = useSubmit()
  useEffect(() => {
    if (isSent.current) return
    isSent.current = true
    void submit(form.current, { replace: true })
  }, [submit])
  if (answer)
    return (
      <Page title={say.errorTitle}>
        <FormProblems page={say.errorTitle} title={say.errorTitle} problems={answer.problems} />
        <p>
          <Anchor href="/sign-in/certificate">{say.startAgain}</Anchor>
        </p>
      </Page>
    )
  return (
    <Page title={say.shown} lead={say.shownText}>
      <Form method="post" replace ref={form} className={formStyles.form}>
        <Seals intentKey={intentKey} />
        <Button type="submit" look="main">
          {say.shownAct}
        </Button>
      </Form>
    </Page>
  )
}
