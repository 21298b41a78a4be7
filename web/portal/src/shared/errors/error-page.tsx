import { LinkButton, NoticePanel } from '@yiwang/ui'
import type { ReactNode } from 'react'
import { isRouteErrorResponse, useLocation, useRouteError } from 'react-router'
import { Page } from '../layout/page.tsx'
import styles from './error-page.module.css'
import { errorMessages as say } from './messages.ts'
import type { PageProblem } from './page-problem.ts'

/** One page for every refusal and fault: what happened, whose fault it is, and the way on. */
export function ErrorPage() {
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const problem = isRouteErrorResponse(error) ? pageProblem(error.data) : undefined
  const word = wordFor(status, problem)
  return (
    <Page title={word.title}>
      <title>{word.title}</title>
      <meta name="robots" content="noindex" />
      <div className={styles.error}>
        <p>{ownWords(problem) ?? word.text}</p>
        {problem?.requestId && status >= 500 && <NoticePanel title={say.number(problem.requestId)} />}
        <div className={styles.acts}>
          <Ways status={status} />
        </div>
      </div>
    </Page>
  )
}

function Ways({ status }: { status: number }): ReactNode {
  const { pathname, search } = useLocation()
  // A case that is somebody else's is answered as one that does not exist.
  if (status === 403 || (status === 404 && pathname.startsWith('/cases/'))) {
    return (
      <>
        <LinkButton href={`/sign-in?next=${encodeURIComponent(pathname + search)}`} look="main">
          {say.signIn}
        </LinkButton>
        <LinkButton href="/lookup">{say.lookup}</LinkButton>
      </>
    )
  }
  if (status === 429 || status >= 500) {
    return (
      <>
        <a href={pathname + search} className={styles.retry}>
          {say.retry}
        </a>
        <a href="tel:12345">{say.call}</a>
      </>
    )
  }
  return (
    <>
      <LinkButton href="/search" look="main">
        {say.search}
      </LinkButton>
      <LinkButton href="/">{say.goHome}</LinkButton>
    </>
  )
}

function wordFor(status: number, problem: PageProblem | undefined): { title: string; text: string } {
  if (status === 403) return say.forbidden
  if (status === 429) return say.tooMany
  if (status === 503 || status === 502 || status === 504) return say.busy
  if (status >= 500) return say.fault
  const text = ownWords(problem)
  return status !== 404 && problem && text ? { title: problem.title, text } : say.notFound
}

/** A module's own refusal says more than our general words; the platform's general ones do not. */
function ownWords(problem: PageProblem | undefined): string | undefined {
  return problem === undefined || problem.code.startsWith('http/') ? undefined : problem.detail
}

function pageProblem(value: unknown): PageProblem | undefined {
  return typeof value === 'object' && value !== null && 'code' in value ? (value as PageProblem) : undefined
}
