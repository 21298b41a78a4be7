import { ApiProblem } from '@yiwang/client'
import { type LoaderFunctionArgs, redirect } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { newIntentKey } from '../../shared/forms/posted-form.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { safeNext } from '../../shared/safe-next.ts'
import { findSession } from '../../shared/session.ts'

/** Back from an upstream provider: on to where one wanted to go, or to linking; what went wrong is said beside the local sign-in. */
export const loader = answering(async ({ context, params, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  const { csrfToken } = await findSession(portal)
  const came = { upstreamId: params.upstreamId ?? '', query: url.search.slice(1) }
  try {
    const answer = await portal.apiWith(csrfToken).identity.completeUpstream(came, { idempotencyKey: newIntentKey() })
    throw redirect(answer.linking ? '/sign-in/link' : safeNext(answer.next, '/my'), 303)
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    throw redirect(`/sign-in?${new URLSearchParams({ upstream: troubleOf(error) })}`, 303)
  }
})

function troubleOf(error: ApiProblem): string {
  return error.code === 'identity/upstream-unavailable' ? 'away' : 'refused'
}

/** Never seen: it is here so that a fault becomes an error page. */
export default function FromUpstream() {
  return null
}
