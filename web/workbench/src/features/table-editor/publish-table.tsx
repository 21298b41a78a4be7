import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Card, LinkButton, NoticePanel, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { tableEditorMessages as say } from './messages.ts'
import styles from './table-editor.module.css'
import { type TableModel, writeTable } from './table-model.ts'

const ID = /^[a-z][a-z0-9-]{0,79}$/

interface PublishTableProps {
  model: TableModel
  decisionId: string
  onPublished(): void
}

/** The next version of the table of that name, if nothing is wrong with it; else every fault is named. */
export function PublishTable({ model, decisionId, onPublished }: PublishTableProps) {
  const queries = useQueryClient()
  const [id, setId] = useState(decisionId)
  const [isAsked, setAsked] = useState(false)
  const publishing = useMutation({
    mutationFn: () => api.flows.publishDecisionTable({ decisionId: id, xml: writeTable(model) }),
    onSuccess: async ({ version }) => {
      if (version === undefined) return
      onPublished()
      setAsked(false)
      await queries.invalidateQueries({ queryKey: ['decision-tables'] })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (ID.test(id)) publishing.mutate()
  }
  const { version, problems = [] } = publishing.data ?? {}
  return (
    <Card title={say.publish}>
      <form className={styles.stack} aria-label={say.publish} noValidate onSubmit={submit}>
        <Refusal error={publishing.error} />
        {problems.length > 0 && (
          <NoticePanel tone="red" title={say.refused(problems.length)} role="alert">
            <ul>
              {problems.map((one) => (
                <li key={`${one.elementId} ${one.rule} ${one.message}`}>{one.message}</li>
              ))}
            </ul>
          </NoticePanel>
        )}
        {version !== undefined && (
          <NoticePanel tone="ok" title={say.done(version)} role="status">
            <LinkButton href="/flows">{say.toFlows}</LinkButton>
          </NoticePanel>
        )}
        <TextField
          id="table-id"
          label={say.id}
          help={say.idHelp}
          width="half"
          maxLength={80}
          value={id}
          {...(isAsked && !ID.test(id) && { error: say.idWrong })}
          onChange={(event) => setId(event.target.value)}
        />
        <div>
          <Button type="submit" busy={publishing.isPending}>
            {say.publish}
          </Button>
        </div>
      </form>
    </Card>
  )
}
