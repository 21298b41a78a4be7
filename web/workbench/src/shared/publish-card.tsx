import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Card, LinkButton, NoticePanel, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { sharedMessages } from './messages.ts'
import { Refusal } from './page-states.tsx'
import styles from './publish-card.module.css'

const say = sharedMessages.publish

/** What publishing answers: the number of the version, or all that is wrong. */
export interface PublishedVersion {
  readonly version?: number | undefined
  readonly problems: readonly { readonly rule: string; readonly message: string }[]
}

export interface PublishCardProps {
  /** Of the field, unique on the page. */
  fieldId: string
  label: string
  help: string
  /** What an identifier looks like: `fine-tiers`. */
  example: string
  text?: string
  /** The identifier that the work began with; empty for something new. */
  startId: string
  /** Where its versions are listed. */
  versionsHref?: string
  /** Lists that have one line more then. */
  queryKey: readonly string[]
  /** What deserves a look before it is published although it may be meant so, and of what it was said: asked first. */
  look?: { readonly of: string; readonly ask: () => Promise<readonly { readonly message: string }[]> }
  publish(id: string): Promise<PublishedVersion>
  onPublished(id: string): void
}

const ID = /^[a-z][a-z0-9-]{0,79}$/

/** The next version under that name, if nothing is wrong with it; else every fault is named. */
export function PublishCard(props: PublishCardProps) {
  const { fieldId, publish, onPublished, queryKey } = props
  const queries = useQueryClient()
  const [id, setId] = useState(props.startId)
  const [isAsked, setAsked] = useState(false)
  /** What was shown, and of which content: whoever presses again has seen it. */
  const [shown, setShown] = useState<{ of: string; messages: readonly string[] }>()
  const isShown = shown !== undefined && shown.of === props.look?.of
  const publishing = useMutation({
    mutationFn: async (): Promise<PublishedVersion> => {
      const messages = isShown ? [] : ((await props.look?.ask()) ?? []).map(({ message }) => message)
      if (messages.length === 0) return await publish(id)
      setShown({ of: props.look?.of ?? '', messages })
      return { problems: [] }
    },
    onSuccess: async ({ version }) => {
      if (version === undefined) return
      setShown(undefined)
      onPublished(id)
      setAsked(false)
      await queries.invalidateQueries({ queryKey })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (ID.test(id)) publishing.mutate()
  }
  const { version, problems = [] } = publishing.data ?? {}
  return (
    <Card title={say.act}>
      <form className={styles.form} aria-label={say.act} noValidate onSubmit={submit}>
        {props.text !== undefined && <p className={styles.soft}>{props.text}</p>}
        <Refusal error={publishing.error} />
        {problems.length > 0 && (
          <NoticePanel tone="red" title={say.refused(problems.length)} role="alert">
            <ul>
              {[...new Set(problems.map(({ message }) => message))].map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </NoticePanel>
        )}
        {isShown && (
          <NoticePanel tone="soon" title={say.look(shown.messages.length)} role="alert">
            <ul>
              {shown.messages.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </NoticePanel>
        )}
        {version !== undefined && (
          <NoticePanel tone="ok" title={say.done(version)} role="status">
            {props.versionsHref !== undefined && <LinkButton href={props.versionsHref}>{say.toVersions}</LinkButton>}
          </NoticePanel>
        )}
        <TextField
          id={fieldId}
          label={props.label}
          help={props.help}
          width="half"
          maxLength={80}
          value={id}
          {...(isAsked && !ID.test(id) && { error: say.idWrong(props.example) })}
          onChange={(event) => setId(event.target.value)}
        />
        <div>
          <Button type="submit" busy={publishing.isPending}>
            {isShown ? say.anyway : say.act}
          </Button>
        </div>
      </form>
    </Card>
  )
}
