import { useMutation, useQuery } from '@tanstack/react-query'
import type { DecisionTableRow } from '@yiwang/server/contract/flows'
import { Select } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import type { Drawn, FlowModeler } from './flow-modeler.ts'
import { editorMessages as say } from './messages.ts'

interface TableFieldsProps {
  modeler: FlowModeler
  element: Drawn
}

/** Which decision table is asked here: one that is published, in the version that is newest now. */
export function TableFields(props: TableFieldsProps) {
  const reading = useQuery({
    queryKey: ['decision-tables'],
    queryFn: ({ signal }) => api.flows.listDecisionTables({}, { signal }),
  })
  return (
    <Loaded reading={reading} lines={2}>
      {({ tables }) => <Choice {...props} tables={tables} />}
    </Loaded>
  )
}

function Choice({ modeler, element, tables }: TableFieldsProps & { tables: readonly DecisionTableRow[] }) {
  const { businessObject } = element
  const asked = String(businessObject.get('yiwang:decision') ?? '')
  const version = String(businessObject.get('yiwang:version') ?? '')
  const naming = useMutation({
    mutationFn: async (decisionId: string) => {
      const newest = tables.find((one) => one.decisionId === decisionId)?.versions[0]
      if (!newest) return
      const { xml } = await api.flows.getDecisionTable({ decisionId, ...newest })
      modeler.set(element.id, { 'yiwang:decision': decisionId, 'yiwang:version': String(newest.version) })
      modeler.keepVariables(variablesOf(xml))
    },
  })
  return (
    <>
      <Refusal error={naming.error} />
      <Select
        id="element-table"
        label={say.table}
        help={asked === '' ? say.tableHelp : say.tableAsked(asked, version)}
        choices={tables.map(({ decisionId, name, versions }) => ({
          value: decisionId,
          label: say.tableChoice(name, versions[0]?.version ?? 1),
        }))}
        value={asked}
        onChange={({ target }) => target.value !== '' && naming.mutate(target.value)}
      />
    </>
  )
}

/** What a table reads, and what it answers: the flow must keep both. */
function variablesOf(xml: string): string[] {
  const file = new DOMParser().parseFromString(xml, 'application/xml')
  return ['inputData', 'decision'].flatMap((kind) =>
    [...file.getElementsByTagNameNS('*', kind)].flatMap((one) => one.getAttribute('name') ?? []),
  )
}
