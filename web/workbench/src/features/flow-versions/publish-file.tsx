import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FlowProblem } from '@yiwang/server/contract/flows'
import { Button, Card, Field, NoticePanel, TextField, useSay } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './flow-versions.module.css'
import { flowVersionsMessages } from './messages.ts'

const say = flowVersionsMessages.publish
const ID = /^[a-z][a-z0-9-]{0,79}$/

/** Checks a file and publishes it if nothing is wrong with it; else every fault is named with its place. */
export function PublishFile({ kind }: { kind: 'flow' | 'table' }) {
  const queries = useQueryClient()
  const tell = useSay()
  const [id, setId] = useState('')
  const [file, setFile] = useState<File>()
  const [isAsked, setAsked] = useState(false)
  const publishing = useMutation({
    mutationFn: async (chosen: File) => send(kind, id, await chosen.text()),
    onSuccess: async ({ version }) => {
      if (version === undefined) return
      tell(say.done(version))
      setFile(undefined)
      setAsked(false)
      await queries.invalidateQueries({ queryKey: [kind === 'flow' ? 'flow-definitions' : 'decision-tables'] })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (file && ID.test(id)) publishing.mutate(file)
  }
  return (
    <Card title={say[kind]}>
      <form className={styles.stack} aria-label={say[kind]} noValidate onSubmit={submit} data-print="no">
        <Refusal error={publishing.error} />
        <Problems problems={publishing.data?.problems ?? []} />
        <TextField
          id={`publish-${kind}-id`}
          label={say.id}
          help={say.idHelp}
          width="half"
          maxLength={80}
          value={id}
          error={isAsked && !ID.test(id) ? say.idWrong : undefined}
          onChange={(event) => setId(event.target.value)}
        />
        <Field
          id={`publish-${kind}-file`}
          label={kind === 'flow' ? say.flowFile : say.tableFile}
          error={isAsked && !file ? say.noFile : undefined}
        >
          <input
            key={publishing.data?.version}
            type="file"
            id={`publish-${kind}-file`}
            className={styles.file}
            accept={kind === 'flow' ? '.bpmn,.xml' : '.dmn,.xml'}
            onChange={(event) => setFile(event.target.files?.[0])}
          />
        </Field>
        <div className={styles.line}>
          <Button type="submit" busy={publishing.isPending}>
            {say.submit}
          </Button>
        </div>
      </form>
    </Card>
  )
}

function Problems({ problems }: { problems: readonly FlowProblem[] }) {
  if (problems.length === 0) return null
  return (
    <NoticePanel tone="red" title={say.refused(problems.length)} role="alert">
      <ul>
        {problems.map((one) => (
          <li key={`${one.elementId} ${one.rule} ${one.message}`}>{one.message}</li>
        ))}
      </ul>
    </NoticePanel>
  )
}

function send(kind: 'flow' | 'table', id: string, xml: string) {
  return kind === 'flow'
    ? api.flows.publishFlowDefinition({ definitionId: id, xml })
    : api.flows.publishDecisionTable({ decisionId: id, xml })
}
