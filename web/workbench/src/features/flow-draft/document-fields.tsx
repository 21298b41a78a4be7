import { useQuery } from '@tanstack/react-query'
import { MOST_STEP_DOCUMENTS, stepDocumentsOf } from '@yiwang/server/contract/flows'
import { Button, Select } from '@yiwang/ui'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import type { Drawn, FlowModeler } from './flow-modeler.ts'
import styles from './flow-draft.module.css'
import { editorMessages as say } from './messages.ts'

type Outcome = keyof typeof say.outcomes

interface Template {
  readonly templateId: string
  readonly name: string
  readonly isInternal: boolean
}

/** 文书 that are issued when the step is done: of the published templates those whose kind a step issues. */
export function DocumentFields(props: { modeler: FlowModeler; element: Drawn }) {
  const reading = useQuery({
    queryKey: ['document-templates'],
    queryFn: ({ signal }) => api.documents.listTemplates({}, { signal }),
  })
  return (
    <fieldset className={styles.after}>
      <legend>{say.documents}</legend>
      <Loaded reading={reading} lines={2}>
        {({ kinds, templates }) => {
          const stepOf = new Map(kinds.map(({ kind, step }) => [kind, step]))
          const usable = templates.flatMap(({ templateId, name, kind }) => {
            const step = stepOf.get(kind)
            return step === undefined ? [] : [{ templateId, name, isInternal: step === 'record' }]
          })
          return <Documents {...props} templates={usable} />
        }}
      </Loaded>
    </fieldset>
  )
}

interface DocumentsProps {
  modeler: FlowModeler
  element: Drawn
  templates: readonly Template[]
}

function Documents({ modeler, element, templates }: DocumentsProps) {
  const issued = stepDocumentsOf(String(element.businessObject.get('yiwang:documents') ?? ''))
  const write = (next: typeof issued) => {
    const words = next.map(({ templateId, outcome }) => (outcome === 'pass' ? templateId : `${templateId}:${outcome}`))
    modeler.set(element.id, { 'yiwang:documents': words.join(',') || undefined })
  }
  return (
    <>
      <ul className={styles.lines}>
        {issued.map(({ templateId, outcome }, at) => {
          const template = templates.find((one) => one.templateId === templateId)
          const when = say.outcomes[outcome as Outcome] ?? outcome
          const name = template?.name ?? templateId
          const text = say.issued(name, when, template?.isInternal)
          return (
            <li key={`${templateId}:${outcome}`}>
              <p>{text}</p>
              <Button
                look="quiet"
                icon={<Trash2 size={18} aria-hidden="true" />}
                aria-label={say.removeDocument(name, when)}
                onClick={() => write(issued.filter((_, place) => place !== at))}
              >
                {say.notIssued}
              </Button>
            </li>
          )
        })}
      </ul>
      {issued.length < MOST_STEP_DOCUMENTS && (
        <AddDocument
          templates={templates}
          isThere={(templateId, outcome) =>
            issued.some((one) => one.templateId === templateId && one.outcome === outcome)
          }
          onAdd={(templateId, outcome) => write([...issued, { templateId, outcome }])}
        />
      )}
    </>
  )
}

interface AddProps {
  templates: readonly Template[]
  isThere(templateId: string, outcome: string): boolean
  onAdd(templateId: string, outcome: string): void
}

function AddDocument({ templates, isThere, onAdd }: AddProps) {
  const [templateId, setTemplateId] = useState('')
  const [outcome, setOutcome] = useState<Outcome>('pass')
  const isTwice = isThere(templateId, outcome)
  return (
    <div className={styles.tools}>
      <Select
        id="element-document"
        label={say.document}
        choices={templates.map((one) => ({
          value: one.templateId,
          label: say.documentChoice(one.name, one.isInternal),
        }))}
        value={templateId}
        onChange={({ target }) => setTemplateId(target.value)}
      />
      <Select
        id="element-document-outcome"
        label={say.documentWhen}
        choices={Object.entries(say.outcomes).map(([value, label]) => ({ value, label }))}
        value={outcome}
        onChange={({ target }) => setOutcome(target.value as Outcome)}
      />
      <Button
        icon={<Plus size={18} aria-hidden="true" />}
        disabled={templateId === '' || isTwice}
        onClick={() => {
          onAdd(templateId, outcome)
          setTemplateId('')
        }}
      >
        {say.addDocument}
      </Button>
    </div>
  )
}
