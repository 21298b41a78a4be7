import { ApiProblem } from '@yiwang/client'
import { Button } from '@yiwang/ui'
import { useEffect, useRef } from 'react'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  redirect,
  useLoaderData,
  useSubmit,
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { newIntentKey, readPostedForm } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { safeNext } from '../../shared/safe-next.ts'
import { signInMessages } from './messages.ts'

const say = signInMessages.upstream

export function loader({ url }: LoaderFunctionArgs) {
  return { query: url.search.slice(1), intentKey: newIntentKey() }
}

/** On to where one wanted to go, or to linking; what went wrong is said beside the local sign-in. */
export const action = answering(async ({ context, params, request }: ActionFunctionArgs) => {
  const { form, api, options } = await readPostedForm(portalOf(context), request)
  const came = { upstreamId: params.upstreamId ?? '', query: String(form.get('query') ?? '') }
  try {
    const { linking, next } = await api.identity.completeUpstream(came, options)
    return redirect(linking ? '/sign-in/link' : safeNext(next, '/my'), 303)
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    return redirect(`/sign-in?${new URLSearchParams({ upstream: troubleOf(error) })}`, 303)
  }
})

function troubleOf(error: ApiProblem): string {
  return error.code === 'identity/upstream-unavailable' ? 'away' : 'refused'
}

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.back, matches)
}

/**
 * Back from an upstream provider. The other site only brings the browser here; what is handed in is sent by this page, so that no
 * other site can do it. Scripts press the button by themselves.
 */
export default function FromUpstreamPage() {
  const { query, intentKey } = useLoaderData<typeof loader>()
  const form = useRef<HTMLFormElement>(null)
  const isSent = useRef(false)
  const submit = useSubmit()
  useEffect(() => {
    if (isSent.current) return
    isSent.current = true
    void submit(form.current, { replace: true })
  }, [submit])
  return (
    <Page title={say.back} lead={say.backText}>
      <Form method="post" replace ref={form}>
        <Seals intentKey={intentKey} />
        <input type="hidden" name="query" value={query} />
        <Button type="submit" look="main">
          {say.go}
        </Button>
      </Form>
    </Page>
  )
}
