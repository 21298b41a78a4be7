import { EmptyState, LinkButton, NoticePanel } from '@yiwang/ui'
import { useRouteError } from 'react-router'
import { frameMessages as say } from './messages.ts'

export function FailedPage() {
  const error = useRouteError()
  return (
    <NoticePanel tone="red" title={say.failed} role="alert">
      <p>{say.failedText}</p>
      <p>{error instanceof Error ? error.message : String(error)}</p>
    </NoticePanel>
  )
}

export function NoSuchPage() {
  return (
    <>
      <h1 className="visually-hidden">{say.noSuchPage}</h1>
      <EmptyState title={say.noSuchPage} act={<LinkButton href="/">{say.toInbox}</LinkButton>}>
        <p>{say.noSuchPageText}</p>
      </EmptyState>
    </>
  )
}
