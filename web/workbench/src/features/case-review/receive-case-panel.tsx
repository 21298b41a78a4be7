import { CheckboxGroup } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { actMessages as say } from './act-messages.ts'
import { ActPanel } from './act-panel.tsx'
import { type ActProps, named } from './act-props.ts'
import { DocumentDraft } from './document-draft.tsx'
import { LawText } from './law-text.tsx'
import { useCaseAct } from './use-case.ts'

/** 收件. */
export function ReceiveCasePanel({ aCase, item, close }: ActProps) {
  const [papers, setPapers] = useState<readonly string[]>([])
  const receive = useCaseAct(api.cases.receiveCase, close)
  const choices = aCase.materials
    .filter((one) => one.files.length === 0)
    .map((one) => ({ value: one.materialId, label: one.name }))
  const count = aCase.materials.filter((one) => one.files.length > 0).length + papers.length
  return (
    <ActPanel
      title={say.acts.receive}
      confirm={say.confirm.receive}
      law={<LawText text={say.laws.receive} item={item} />}
      document={
        <DocumentDraft aCase={aCase} title={say.receive.document} lines={say.receive.lines(aCase.itemName, count)} />
      }
      isPending={receive.isPending}
      error={receive.error}
      onConfirm={() => receive.mutate({ ...named(aCase), paperMaterialIds: [...papers] })}
      onClose={close}
    >
      {choices.length > 0 && (
        <CheckboxGroup
          id="receive-papers"
          name="papers"
          label={say.receive.papers}
          help={say.receive.papersHelp}
          choices={choices}
          value={papers}
          onChange={({ target }) =>
            setPapers(target.checked ? [...papers, target.value] : papers.filter((one) => one !== target.value))
          }
        />
      )}
    </ActPanel>
  )
}
