import { RadioGroup, TextArea, TextField } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { actMessages as say } from './act-messages.ts'
import { ActPanel } from './act-panel.tsx'
import { type ActProps, named, textKey } from './act-props.ts'
import { DocumentDraft } from './document-draft.tsx'
import { LawText } from './law-text.tsx'
import { useCaseAct } from './use-case.ts'

/** 特别程序: stops the clock, only with a legal basis, and the applicant is told in writing how long. */
export function SuspendCasePanel({ aCase, item, close }: ActProps) {
  const [code, setCode] = useState(aCase.specialProcedures[0]?.code)
  const procedure = aCase.specialProcedures.find((one) => one.code === code)
  const [days, setDays] = useState<string>()
  const [isAsked, setAsked] = useState(false)
  const reason = useKeptText(textKey(aCase, 'suspend'))
  const suspend = useCaseAct(api.cases.suspendCase, () => {
    reason.forget()
    close()
  })
  const expected = days ?? String(procedure?.limitWorkdays ?? '')
  const text = reason.text.trim()
  const confirm = () => {
    setAsked(true)
    if (procedure === undefined || text === '') return
    const workdays = Number(expected)
    const body = Number.isInteger(workdays) && workdays > 0 ? { expectedWorkdays: workdays } : {}
    suspend.mutate({ ...named(aCase), procedureCode: procedure.code, reason: text, ...body })
  }
  return (
    <ActPanel
      title={say.acts.suspend}
      confirm={say.confirm.suspend}
      isReady={procedure !== undefined}
      law={<LawText text={say.laws.suspend} item={item} />}
      document={
        procedure && (
          <DocumentDraft
            aCase={aCase}
            title={say.suspend.document}
            lines={say.suspend.lines(aCase.itemName, procedure.name, procedure.legalBasis, expected)}
          />
        )
      }
      isPending={suspend.isPending}
      error={suspend.error}
      onConfirm={confirm}
      onClose={close}
    >
      {procedure === undefined && <p>{say.suspend.none}</p>}
      <RadioGroup
        id="suspend-procedure"
        name="procedure"
        label={say.suspend.procedure}
        choices={aCase.specialProcedures.map((one) => ({ value: one.code, label: one.name, help: one.legalBasis }))}
        value={code ?? ''}
        onChange={(event) => setCode(event.target.value)}
      />
      <TextField
        id="suspend-days"
        label={say.suspend.expected}
        help={say.suspend.expectedHelp(procedure?.limitWorkdays)}
        optional
        width="short"
        inputMode="numeric"
        value={expected}
        onChange={(event) => setDays(event.target.value)}
      />
      <TextArea
        id="suspend-reason"
        label={say.reason}
        help={say.reasonHelp}
        rows={3}
        maxLength={2000}
        value={reason.text}
        error={isAsked && text === '' ? `${say.reason}：${say.reasonHelp}` : undefined}
        onChange={(event) => reason.setText(event.target.value)}
      />
    </ActPanel>
  )
}
