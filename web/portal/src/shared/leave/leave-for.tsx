import { useEffect } from 'react'
import { Page } from '../layout/page.tsx'

export interface LeaveForProps {
  title: string
  text: string
  /** What the link says. */
  go: string
  to: string
}

/**
 * A page of its own and not a redirect: browsers hold what follows a form against the form's policy, and the last step
 * leads to another site. It is gone through once, by the script or without one.
 */
export function LeaveFor({ title, text, go, to }: LeaveForProps) {
  useEffect(() => {
    window.location.replace(to)
  }, [to])
  return (
    <Page title={title}>
      <noscript>
        <meta httpEquiv="refresh" content={`0;url=${to}`} />
      </noscript>
      <p>{text}</p>
      <p>
        <a href={to}>{go}</a>
      </p>
    </Page>
  )
}
