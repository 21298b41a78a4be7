import type { CaseView } from '@yiwang/server/contract/cases'
import { TextArea, TextField } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { actMessages as say } from './act-messages.ts'
import { ActPanel } from './act-panel.tsx'
import styles from './act-panel.module.css'
import { type ActProps, named, textKey } from './act-props.ts'
import { DocumentDraft } from './document-draft.tsx'
import { LawText } from './law-text.tsx'
import { useCaseAct } from './use-case.ts'

interface Gap {
  materialId?: string
  what: string
}

/** 一次性告知: every gap in one notice, material by material; a second notice is not possible. */
export function RequestCorrectionPanel({ aCase, item, close }: ActProps) {
  const [reasons, setReasons] = useState<ReadonlyMap<string, string>>(() => missingOf(aCase))
  const other = useKeptText(textKey(aCase, 'requestCorrection'))
  const [isAsked, setAsked] = useState(false)
  const request = useCaseAct(api.cases.requestCorrection, () => {
    other.forget()
    close()
  })
  const gaps = gapsOf(reasons, other.text)
  const isReady = gaps.length > 0 && gaps.every((gap) => gap.what.trim() !== '')
  const change = (materialId: string, what: string | undefined) => {
    const next = new Map(reasons)
    if (what === undefined) next.delete(materialId)
    else next.set(materialId, what)
    setReasons(next)
  }
  return (
    <ActPanel
      title={say.acts.requestCorrection}
      confirm={say.confirm.requestCorrection}
      law={<LawText text={say.laws.requestCorrection} item={item} />}
      document={
        <DocumentDraft
          aCase={aCase}
          title={say.correction.document}
          lines={say.correction.lines(aCase.itemName)}
          list={gaps.map((gap) => lineOf(aCase, gap))}
        />
      }
      isPending={request.isPending}
      error={request.error}
      onConfirm={() => (isReady ? request.mutate({ ...named(aCase), gaps }) : setAsked(true))}
      onClose={close}
    >
      <fieldset className={styles.rows}>
        <legend className={styles.legend}>{say.correction.materials}</legend>
        <p className={styles.help}>{say.correction.materialsHelp}</p>
        {aCase.materials.map((material) => (
          <MaterialGap
            key={material.materialId}
            material={material}
            what={reasons.get(material.materialId)}
            isAsked={isAsked}
            onChange={(what) => change(material.materialId, what)}
          />
        ))}
      </fieldset>
      <TextArea
        id="correction-other"
        label={say.correction.other}
        help={say.correction.otherHelp}
        optional
        rows={3}
        value={other.text}
        error={isAsked && gaps.length === 0 ? say.correction.nothing : undefined}
        onChange={(event) => other.setText(event.target.value)}
      />
    </ActPanel>
  )
}

interface MaterialGapProps {
  material: CaseView['materials'][number]
  what: string | undefined
  isAsked: boolean
  onChange(what: string | undefined): void
}

function MaterialGap({ material, what, isAsked, onChange }: MaterialGapProps) {
  const id = `gap-${material.materialId}`
  return (
    <div>
      <label className={styles.tick}>
        <input
          type="checkbox"
          aria-label={say.correction.tick(material.name)}
          checked={what !== undefined}
          onChange={(event) => onChange(event.target.checked ? '' : undefined)}
        />
        <span>{material.name}</span>
      </label>
      {what !== undefined && (
        <TextField
          id={id}
          label={say.correction.what(material.name)}
          value={what}
          maxLength={500}
          error={isAsked && what.trim() === '' ? say.correction.what(material.name) : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  )
}

/** What is plainly missing is ticked already. */
function missingOf(aCase: CaseView): ReadonlyMap<string, string> {
  const missing = aCase.materials.filter((one) => {
    return one.necessity === 'required' && one.files.length === 0 && !one.paperReceived
  })
  return new Map(missing.map((one) => [one.materialId, say.correction.missing]))
}

function gapsOf(reasons: ReadonlyMap<string, string>, other: string): Gap[] {
  const lines = other.split('\n').map((line) => line.trim())
  return [
    ...[...reasons].map(([materialId, what]) => ({ materialId, what })),
    ...lines.filter((line) => line !== '').map((what) => ({ what })),
  ]
}

function lineOf(aCase: CaseView, gap: Gap): string {
  const material = aCase.materials.find((one) => one.materialId === gap.materialId)
  return material === undefined ? gap.what : `${material.name}：${gap.what || '…'}`
}
