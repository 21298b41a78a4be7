import { ApiProblem } from '@yiwang/client'
import { Button, NoticePanel } from '@yiwang/ui'
import { type ReactNode, type SubmitEvent, useEffect, useRef } from 'react'
import { Refusal } from '../../shared/page-states.tsx'
import { useShortcut } from '../../shared/shortcuts.tsx'
import { actMessages as say } from './act-messages.ts'
import styles from './act-panel.module.css'
import { caseMessages } from './messages.ts'

export interface ActPanelProps {
  title: string
  /** what the act rests on */
  law?: ReactNode
  /** the document as it will be */
  document?: ReactNode
  confirm: string
  isRisky?: boolean
  isReady?: boolean
  isPending: boolean
  error: Error | null
  onConfirm(): void
  onClose(): void
  children?: ReactNode
}

/** A decision is never one press: opinion, document and legal basis stand together before it is confirmed. */
export function ActPanel(props: ActPanelProps) {
  const { title, law, document, confirm, isRisky = false, isReady = true, isPending, error, children } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  useShortcut({ keys: 'Escape', title: say.close, group: caseMessages.keyGroup, act: props.onClose })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isReady && !isPending) props.onConfirm()
  }
  return (
    <form className={styles.panel} aria-label={title} noValidate onSubmit={submit}>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h2>
      <ActRefusal error={error} />
      {children}
      {document}
      {law !== undefined && (
        <details className={styles.law} open>
          <summary>{say.law}</summary>
          <div>{law}</div>
        </details>
      )}
      <div className={styles.foot}>
        <Button type="submit" look={isRisky ? 'risk' : 'main'} busy={isPending} aria-disabled={!isReady || undefined}>
          {confirm}
        </Button>
        <Button look="quiet" onClick={props.onClose}>
          {say.close}
        </Button>
      </div>
    </form>
  )
}

/** A stale version is no mistake of the reader: it says who did what, and that nothing typed is lost. */
function ActRefusal({ error }: { error: Error | null }) {
  if (!(error instanceof ApiProblem) || !error.isStale) return <Refusal error={error} />
  return (
    <NoticePanel tone="soon" title={say.stale} role="alert">
      <p>{error.text}</p>
      <p>{say.staleText}</p>
    </NoticePanel>
  )
}
