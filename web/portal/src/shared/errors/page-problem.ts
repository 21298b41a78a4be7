import { ApiProblem } from '@yiwang/client'
import { data, type LoaderFunctionArgs, redirect } from 'react-router'

/** What the error page is told of a refusal. */
export interface PageProblem {
  code: string
  title: string
  detail?: string | undefined
  requestId?: string | undefined
}

/**
 * Wraps a loader or an action: who has to sign in is sent there and comes back, any other refusal of the API
 * becomes the error page with its status and its own words. What a form can show at a field, it catches itself.
 */
export function answering<Args extends LoaderFunctionArgs, Answer>(
  run: (args: Args) => Promise<Answer>,
): (args: Args) => Promise<Answer> {
  return async (args) => {
    try {
      return await run(args)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.isSignedOut) throw signInFirst(args.url)
      throw data(problemFor(error), { status: error.status === 0 ? 503 : error.status })
    }
  }
}

export function signInFirst(url: URL): Response {
  return redirect(`/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`, 303)
}

function problemFor(error: ApiProblem): PageProblem {
  return { code: error.code, title: error.title, detail: error.detail, requestId: error.requestId }
}
