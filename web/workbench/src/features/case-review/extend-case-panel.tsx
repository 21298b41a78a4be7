import { Select, TextArea } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { actMessages as say } from './act-messages.ts'
import { ActPanel } from './act-panel.tsx'
import { type ActProps, named, textKey } from './act-props.ts'
import { DocumentDraft } from './document-draft.tsx'
import { LawText } from './law-text.tsx'
import { useCaseAct } from './use-case.ts'

/** At most ten workdays (行政许可法 art. 42). */
const workdays = Array.from({ length: 10 }, (_, index) => String(index + 1))

/** 延长办理期限: once, by the head of the agency, the reason told to the applicant. */
export function ExtendCasePanel({ aCase, item, close }: ActProps) {
  const [days, setDays] = useState('10')
  const [isAsked, setAsked] = useState(false)
  const reason = useKeptText(textKey(aCase, 'extend'))
  const extend = useCaseAct(api.cases.extendCase, () => {
    reason.forget()
    close()
  })
  const text = reason.text.trim()
  const confirm = () => {
    setAsked(true)
    if (text !== '' && days !== '') extend.mutate({ ...named(aCase), workdays: Number(days), reason: text })
  }
  return (
    <ActPanel
      title={say.acts.extend}
      confirm={say.confirm.extend}
      law={<LawText text={say.laws.extend} item={item} />}
      document={
        <DocumentDraft aCase={aCase} title={say.extend.document} lines={say.extend.lines(aCase.itemName, days, text)} />
      }
      isPending={extend.isPending}
      error={extend.error}
      onConfirm={confirm}
      onClose={close}
    >
      <Select
        id="extend-days"
        label={say.extend.workdays}
        choices={workdays.map((value) => ({ value, label: value }))}
        value={days}
        onChange={(event) => setDays(event.target.value)}
      />
      <TextArea
        id="extend-reason"
        label={say.reason}
        help={say.reasonHelp}
        rows={4}
        maxLength={2000}
        value={reason.text}
        error={isAsked && text === '' ? `${say.reason}：${say.reasonHelp}` : undefined}
        onChange={(event) => reason.setText(event.target.value)}
      />
    </ActPanel>
  )
}
