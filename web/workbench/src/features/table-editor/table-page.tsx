import { useMutation, useQuery } from '@tanstack/react-query'
import type { DecisionTableRow } from '@yiwang/server/contract/flows'
import { Button, Card, Field, NoticePanel, Select } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { PublishCard } from '../../shared/publish-card.tsx'
import { useAskBeforeLeaving } from '../../shared/use-ask-before-leaving.ts'
import { CheckTable } from './check-table.tsx'
import { tableEditorMessages as say } from './messages.ts'
import { TableEditor } from './table-editor.tsx'
import styles from './table-editor.module.css'
import { BLANK_TABLE, readTable, type TableModel, writeTable } from './table-model.ts'

interface Started {
  readonly model: TableModel
  readonly decisionId: string
  /** Each beginning is a new sheet. */
  readonly number: number
}

/** 设计决策表: conditions, results and rules as a table to be written in, published as a DMN file. */
export function TablePage() {
  const [started, setStarted] = useState<Started>()
  const [isForeign, setForeign] = useState(false)
  const begin = (decisionId: string, model: TableModel | undefined) => {
    setForeign(model === undefined)
    setStarted((before) => model && { model, decisionId, number: (before?.number ?? 0) + 1 })
  }
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.soft}>{say.text}</p>
      <Card title={say.source}>
        <StartFrom onStart={begin} />
        {isForeign && (
          <NoticePanel tone="soon" role="alert">
            <p>{say.notOurs}</p>
          </NoticePanel>
        )}
      </Card>
      {started && <Design key={started.number} started={started} />}
    </div>
  )
}

function StartFrom({ onStart }: { onStart(decisionId: string, model: TableModel | undefined): void }) {
  const reading = useQuery({
    queryKey: ['decision-tables'],
    queryFn: ({ signal }) => api.flows.listDecisionTables({}, { signal }),
  })
  return (
    <div className={styles.stack}>
      <Loaded reading={reading} lines={2}>
        {({ tables }) => <Published tables={tables} onStart={onStart} />}
      </Loaded>
      <div>
        <Button onClick={() => onStart('', BLANK_TABLE)}>{say.blank}</Button>
      </div>
      <Field id="table-file" label={say.file} help={say.fileHelp}>
        <input
          id="table-file"
          type="file"
          accept=".dmn,.xml"
          aria-describedby="table-file-help"
          onChange={async (event) => {
            const xml = await event.target.files?.[0]?.text()
            if (xml !== undefined) onStart('', readTable(xml))
          }}
        />
      </Field>
    </div>
  )
}

interface PublishedProps {
  tables: readonly DecisionTableRow[]
  onStart(decisionId: string, model: TableModel | undefined): void
}

function Published({ tables, onStart }: PublishedProps) {
  const [chosen, setChosen] = useState('')
  const taking = useMutation({
    mutationFn: async (decisionId: string) => {
      const newest = tables.find((one) => one.decisionId === decisionId)?.versions[0]
      if (!newest) return undefined
      const { jurisdiction, version } = newest
      return await api.flows.getDecisionTable({ decisionId, jurisdiction, version })
    },
    onSuccess: (found, decisionId) => found && onStart(decisionId, readTable(found.xml)),
  })
  return (
    <>
      <Refusal error={taking.error} />
      <Select
        id="table-published"
        label={say.published}
        help={say.publishedHelp}
        choices={tables.map(({ decisionId, name, versions }) => ({
          value: decisionId,
          label: say.choice(name, versions[0]?.version ?? 1),
        }))}
        value={chosen}
        onChange={({ target }) => {
          setChosen(target.value)
          if (target.value !== '') taking.mutate(target.value)
        }}
      />
    </>
  )
}

function Design({ started }: { started: Started }) {
  const [model, setModel] = useState(started.model)
  const [kept, setKept] = useState(started.model)
  useAskBeforeLeaving(model !== kept)
  const xml = writeTable(model)
  return (
    <>
      <TableEditor model={model} onChange={setModel} />
      <CheckTable model={model} />
      <PublishCard
        fieldId="table-id"
        label={say.id}
        help={say.idHelp}
        example="fine-tiers"
        startId={started.decisionId}
        versionsHref="/flows"
        queryKey={['decision-tables']}
        look={{ of: xml, ask: () => warningsOf(xml) }}
        publish={(decisionId) => api.flows.publishDecisionTable({ decisionId, xml })}
        onPublished={() => setKept(model)}
      />
    </>
  )
}

/** Situations that no rule answers; with a fault nothing is said of them, for nothing is published. */
async function warningsOf(xml: string) {
  const { problems, warnings } = await api.flows.checkDecisionTable({ xml })
  return problems.length > 0 ? [] : warnings
}
