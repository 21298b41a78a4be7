import { RadioGroup, TextArea, TextField } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { actMessages as say } from './act-messages.ts'
import { ActPanel } from './act-panel.tsx'
import { type ActProps, named, textKey } from './act-props.ts'
import { DocumentDraft } from './document-draft.tsx'
import { LawText } from './law-text.tsx'
import { remedyLines } from './remedy-lines.ts'
import { useCaseAct } from './use-case.ts'

const kinds = ['notAccepted', 'noLicenceNeeded'] as const

/** 不予受理, or 不受理 where no licence is needed: in writing, with reason, law and remedy. */
export function DeclineAcceptancePanel({ aCase, item, close }: ActProps) {
  const [kind, setKind] = useState<(typeof kinds)[number]>('notAccepted')
  const [isAsked, setAsked] = useState(false)
  const reason = useKeptText(textKey(aCase, 'declineAcceptance'))
  const basis = useKeptText(textKey(aCase, 'declineAcceptance', 'basis'))
  const decline = useCaseAct(api.cases.declineAcceptance, () => {
    reason.forget()
    basis.forget()
    close()
  })
  const isReady = reason.text.trim() !== '' && basis.text.trim() !== ''
  const confirm = () => {
    setAsked(true)
    if (!isReady) return
    decline.mutate({ ...named(aCase), kind, reason: reason.text.trim(), legalBasis: basis.text.trim() })
  }
  return (
    <ActPanel
      title={say.acts.declineAcceptance}
      confirm={say.confirm.declineAcceptance}
      isRisky
      law={<LawText text={say.laws.declineAcceptance} item={item} />}
      document={
        <DocumentDraft
          aCase={aCase}
          title={say.decline.document[kind]}
          lines={say.decline.lines(aCase.itemName, reason.text.trim(), basis.text.trim())}
          after={remedyLines(item)}
        />
      }
      isPending={decline.isPending}
      error={decline.error}
      onConfirm={confirm}
      onClose={close}
    >
      <RadioGroup
        id="decline-kind"
        name="kind"
        label={say.decline.kind}
        choices={kinds.map((one) => ({ value: one, label: say.decline.kinds[one] }))}
        value={kind}
        onChange={(event) => setKind(kinds.find((one) => one === event.target.value) ?? kind)}
      />
      <TextArea
        id="decline-reason"
        label={say.reason}
        help={say.reasonHelp}
        rows={4}
        maxLength={2000}
        value={reason.text}
        error={isAsked && reason.text.trim() === '' ? `${say.reason}：${say.reasonHelp}` : undefined}
        onChange={(event) => reason.setText(event.target.value)}
      />
      <TextField
        id="decline-basis"
        label={say.decline.legalBasis}
        maxLength={500}
        value={basis.text}
        error={isAsked && basis.text.trim() === '' ? say.decline.legalBasis : undefined}
        onChange={(event) => basis.setText(event.target.value)}
      />
    </ActPanel>
  )
}
