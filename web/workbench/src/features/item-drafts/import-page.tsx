import { hrefOf, upload } from '@yiwang/client'
import {
  DownloadExchangeTables,
  ExportWorkbook,
  GetImportTemplate,
  ImportCatalogue,
  ImportItemDrafts,
  type ImportReport,
  type ImportTarget,
} from '@yiwang/server/contract/catalogue'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Card, Field, LinkButton, RadioGroup } from '@yiwang/ui'
import { FileDown } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { transport } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { LibraryTabs } from './library-tabs.tsx'
import { ImportResult } from './import-result.tsx'
import styles from './import.module.css'
import { importMessages as say } from './import-messages.ts'

/** 导入事项: a trial first, row by row, then what is good. */
export function ImportPage() {
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <LibraryTabs selected="import" />
      <p>{say.lead}</p>
      <Card title={say.prepare}>
        <div className={styles.stack}>
          <p className={styles.soft}>{say.prepareText}</p>
          <div className={styles.line}>
            <LinkButton href={hrefOf(GetImportTemplate, {})} icon={<FileDown aria-hidden="true" size={18} />} download>
              {say.template}
            </LinkButton>
            <LinkButton href={hrefOf(ExportWorkbook, {})} icon={<FileDown aria-hidden="true" size={18} />} download>
              {say.library}
            </LinkButton>
          </div>
          <p className={styles.soft}>{say.exchangeText}</p>
          <div className={styles.line}>
            {(['xlsx', 'json'] as const).map((format) => (
              <LinkButton
                key={format}
                href={hrefOf(DownloadExchangeTables, { format })}
                icon={<FileDown aria-hidden="true" size={18} />}
                download
              >
                {say.exchange[format]}
              </LinkButton>
            ))}
          </div>
        </div>
      </Card>
      <Importing />
    </div>
  )
}

const contracts = { drafts: ImportItemDrafts, published: ImportCatalogue } as const

function useImport(target: ImportTarget, dryRun: boolean) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (file: File): Promise<ImportReport> => upload(contracts[target], { dryRun }, { transport, file }),
    onSuccess: async () => {
      if (!dryRun) await Promise.all(KEYS.map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
}

const KEYS = ['item-drafts', 'item-library', 'items', 'item']

function Importing() {
  const canDraft = usePermit('catalogue.draft')
  const canManage = usePermit('catalogue.manage')
  const [target, setTarget] = useState<ImportTarget>(canDraft ? 'drafts' : 'published')
  const [file, setFile] = useState<File>()
  const [isAsked, setAsked] = useState(false)
  const trial = useImport(target, true)
  const carry = useImport(target, false)
  const begin = () => {
    trial.reset()
    carry.reset()
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (file) trial.mutate(file, { onSettled: () => carry.reset() })
  }
  const report = carry.data ?? trial.data
  return (
    <>
      <form className={styles.stack} noValidate onSubmit={submit}>
        {canDraft && canManage && (
          <RadioGroup
            id="import-target"
            name="target"
            label={say.target}
            choices={(['drafts', 'published'] as const).map((one) => ({ value: one, label: say.targets[one] }))}
            value={target}
            onChange={(event) => {
              setTarget(event.target.value === 'published' ? 'published' : 'drafts')
              begin()
            }}
          />
        )}
        <p className={styles.soft}>{say.targetHelps[target]}</p>
        <Field
          id="import-file"
          label={say.file}
          help={say.fileHelp}
          error={isAsked && !file ? say.mustChoose : undefined}
        >
          <input
            type="file"
            id="import-file"
            accept=".xlsx,.json"
            onChange={(event) => {
              setFile(event.target.files?.[0])
              begin()
            }}
          />
        </Field>
        <Refusal error={trial.error ?? carry.error} />
        <div>
          <Button type="submit" look={report ? 'plain' : 'main'} busy={trial.isPending}>
            {say.trial}
          </Button>
        </div>
      </form>
      {file && report && (
        <ImportResult
          report={report}
          file={file}
          target={target}
          isBusy={carry.isPending}
          onCarry={() => carry.mutate(file)}
        />
      )}
    </>
  )
}
