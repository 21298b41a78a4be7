import { useMutation, useQuery } from '@tanstack/react-query'
import type { DocumentKind, TemplateRow } from '@yiwang/server/contract/documents'
import { Button, Card, Select, joinClasses } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { templateMessages as say } from './messages.ts'
import { TemplateDesign } from './template-design.tsx'
import styles from './template-editor.module.css'
import { entriesOf, type TemplateModel } from './template-model.ts'

interface Started {
  readonly model: TemplateModel
  readonly templateId: string
  /** Each beginning is a new sheet. */
  readonly number: number
}

/** 设计文书模板: blocks with fields, the page beside them as it will be printed, published as a version. */
export function TemplatePage() {
  const [started, setStarted] = useState<Started>()
  const reading = useQuery({
    queryKey: ['document-templates'],
    queryFn: ({ signal }) => api.documents.listTemplates({}, { signal }),
  })
  const begin = (templateId: string, model: TemplateModel) =>
    setStarted((before) => ({ model, templateId, number: (before?.number ?? 0) + 1 }))
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.soft}>{say.text}</p>
      <Card title={say.source}>
        <Loaded reading={reading} lines={3}>
          {({ kinds, templates }) => <StartFrom kinds={kinds} templates={templates} onStart={begin} />}
        </Loaded>
      </Card>
      {started && <TemplateDesign key={started.number} start={started.model} templateId={started.templateId} />}
    </div>
  )
}

interface StartFromProps {
  kinds: readonly DocumentKind[]
  templates: readonly TemplateRow[]
  onStart(templateId: string, model: TemplateModel): void
}

type Version = TemplateRow['versions'][number]

const keyOf = ({ jurisdiction = '', version }: Version) => `${jurisdiction} ${version}`

function StartFrom({ kinds, templates, onStart }: StartFromProps) {
  const [templateId, setTemplateId] = useState('')
  const [chosen, setChosen] = useState('')
  const row = templates.find((one) => one.templateId === templateId)
  const version = row?.versions.find((one) => keyOf(one) === chosen) ?? row?.versions[0]
  const taking = useMutation({
    mutationFn: async (of: Version) => {
      const { jurisdiction } = of
      const asked = { templateId, version: of.version, ...(jurisdiction !== undefined && { jurisdiction }) }
      return await api.documents.getTemplate(asked)
    },
    onSuccess: ({ kind, name, blocks }) => {
      const of = kinds.find((one) => one.kind === kind)
      if (of) onStart(templateId, { kind: of, name, entries: entriesOf(blocks) })
    },
  })
  return (
    <div className={styles.stack}>
      <Refusal error={taking.error} />
      <div className={joinClasses(styles.line, styles.from)}>
        <Select
          id="template-from"
          label={say.template}
          help={say.templateHelp}
          choices={templates.map(({ templateId: value, name, versions: [first] }) => ({
            value,
            label: say.choice(name, value, first ? say.versionName(first.jurisdiction, first.version) : ''),
          }))}
          value={templateId}
          onChange={({ target }) => {
            setTemplateId(target.value)
            setChosen('')
          }}
        />
        {row && row.versions.length > 1 && version && (
          <Select
            id="template-version"
            label={say.version}
            choices={row.versions.map((one) => ({ value: keyOf(one), label: versionText(one) }))}
            value={keyOf(version)}
            onChange={({ target }) => setChosen(target.value)}
          />
        )}
        <Button disabled={!version} busy={taking.isPending} onClick={() => version && taking.mutate(version)}>
          {say.open}
        </Button>
      </div>
    </div>
  )
}

function versionText({ jurisdiction, version, publishedAt }: Version): string {
  const day = publishedAt === undefined ? '' : say.publishedOn(instantText(publishedAt))
  return `${say.versionName(jurisdiction, version)}${day}`
}
