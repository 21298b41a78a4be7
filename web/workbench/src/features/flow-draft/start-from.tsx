import { useMutation, useQuery } from '@tanstack/react-query'
import type { FlowDefinitionRow } from '@yiwang/server/contract/flows'
import { Button, Card, Field, Select } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { BLANK_FLOW } from './blank-flow.ts'
import styles from './flow-draft.module.css'
import { draftMessages as say } from './messages.ts'

/** A file to work on, and under which name it is published, where it has one. */
export interface Started {
  readonly xml: string
  readonly definitionId: string
}

/** From a published flow, from nothing, or from a file of one's own. */
export function StartFrom({ onStart }: { onStart(started: Started): void }) {
  const reading = useQuery({
    queryKey: ['flow-definitions'],
    queryFn: ({ signal }) => api.flows.listFlowDefinitions({}, { signal }),
  })
  return (
    <Card title={say.source}>
      <div className={styles.form}>
        <Loaded reading={reading} lines={2}>
          {({ definitions }) => <Published definitions={definitions} onStart={onStart} />}
        </Loaded>
        <div>
          <Button onClick={() => onStart({ xml: BLANK_FLOW, definitionId: '' })}>{say.blank}</Button>
        </div>
        <Field id="flow-file" label={say.file} help={say.fileHelp}>
          <input
            id="flow-file"
            type="file"
            accept=".bpmn,.xml"
            aria-describedby="flow-file-help"
            onChange={async (event) => {
              const xml = await event.target.files?.[0]?.text()
              if (xml !== undefined) onStart({ xml, definitionId: '' })
            }}
          />
        </Field>
      </div>
    </Card>
  )
}

function Published({
  definitions,
  onStart,
}: {
  definitions: readonly FlowDefinitionRow[]
  onStart(of: Started): void
}) {
  const taking = useMutation({
    mutationFn: async (definitionId: string) => {
      const newest = definitions.find((one) => one.definitionId === definitionId)?.versions[0]
      if (!newest) return undefined
      const { jurisdiction, version } = newest
      return await api.flows.getFlowChart({ jurisdiction, definitionId, version })
    },
    onSuccess: (chart) => chart && onStart({ xml: chart.xml, definitionId: chart.definitionId }),
  })
  const [chosen, setChosen] = useState('')
  return (
    <>
      <Refusal error={taking.error} />
      <Select
        id="flow-published"
        label={say.published}
        help={say.publishedHelp}
        choices={definitions.map(({ definitionId, name, versions }) => ({
          value: definitionId,
          label: say.flowChoice(name, versions[0]?.version ?? 1),
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
