import { ApiProblem, PasskeyTrouble } from '@yiwang/client'
import { Button, EmptyState, NoticePanel, Skeleton } from '@yiwang/ui'
import { Lock, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { sharedMessages as say } from './messages.ts'

interface Reading<T> {
  data: T | undefined
  error: Error | null
  refetch(): unknown
}

/** A page's four states but for the empty one, which each page words itself. */
export function Loaded<T>(props: { reading: Reading<T>; lines?: number; children: (data: T) => ReactNode }) {
  const { reading, lines = 8, children } = props
  if (reading.data !== undefined) return children(reading.data)
  if (reading.error !== null) return <Failure error={reading.error} onRetry={() => reading.refetch()} />
  return <Skeleton lines={lines} label={say.loading} />
}

export function Failure({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  if (error instanceof ApiProblem && error.status === 403) {
    return (
      <EmptyState icon={<Lock aria-hidden="true" />} title={say.noPermission}>
        <p>{error.text}</p>
      </EmptyState>
    )
  }
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <EmptyState icon={<SearchX aria-hidden="true" />} title={error.title}>
        <p>{textOf(error)}</p>
      </EmptyState>
    )
  }
  return (
    <NoticePanel tone="red" title={titleOf(error)} role="alert">
      <p>{textOf(error)}</p>
      {onRetry !== undefined && <Button onClick={onRetry}>{say.retry}</Button>}
    </NoticePanel>
  )
}

/** A refusal of an act, at the place where the act was tried. */
export function Refusal({ error }: { error: Error | null | undefined }) {
  if (!error) return null
  const fields = error instanceof ApiProblem ? error.fields : []
  return (
    <NoticePanel tone="red" title={titleOf(error)} role="alert">
      <p>{textOf(error)}</p>
      {fields.length > 0 && (
        <ul>
          {fields.map((field) => (
            <li key={`${field.path.join('/')} ${field.message}`}>{field.message}</li>
          ))}
        </ul>
      )}
    </NoticePanel>
  )
}

function titleOf(error: Error): string {
  if (error instanceof PasskeyTrouble) return say.passkeyTrouble
  return error instanceof ApiProblem ? error.title : say.failed
}

function textOf(error: Error): string {
  if (error instanceof PasskeyTrouble) return error.message
  if (!(error instanceof ApiProblem)) return say.failedText
  return error.text === error.title ? '' : error.text
}
