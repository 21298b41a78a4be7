import type { CaseStanding } from '@yiwang/server/contract/cases'
import { TextArea } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { actMessages as say } from './act-messages.ts'
import { ActPanel } from './act-panel.tsx'
import { type ActProps, named, textKey } from './act-props.ts'
import { LawText } from './law-text.tsx'
import { useCaseAct } from './use-case.ts'

export function StartPreReviewPanel({ aCase, close }: ActProps) {
  const act = useCaseAct(api.cases.startPreReview, close)
  return (
    <ActPanel
      title={say.acts.startPreReview}
      confirm={say.confirm.startPreReview}
      isPending={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate(named(aCase))}
      onClose={close}
    >
      <p>{say.preReview.text}</p>
    </ActPanel>
  )
}

export function MakeLicencePanel({ aCase, item, close }: ActProps) {
  const act = useCaseAct(api.cases.makeLicence, close)
  return (
    <ActPanel
      title={say.acts.makeLicence}
      confirm={say.confirm.makeLicence}
      law={<LawText text={say.laws.makeLicence} item={item} />}
      isPending={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate(named(aCase))}
      onClose={close}
    >
      <p>{say.licence.text(item.licenceType?.name ?? item.result.name)}</p>
    </ActPanel>
  )
}

export function ArchiveCasePanel({ aCase, close }: ActProps) {
  const act = useCaseAct(api.cases.archiveCase, close)
  return (
    <ActPanel
      title={say.acts.archive}
      confirm={say.confirm.archive}
      isPending={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate(named(aCase))}
      onClose={close}
    >
      <p>{say.archive.text}</p>
    </ActPanel>
  )
}

export function ReturnBeforeReceiptPanel(props: ActProps) {
  return (
    <ReasonPanel
      {...props}
      act="returnBeforeReceipt"
      text={say.returnBefore.text}
      send={api.cases.returnBeforeReceipt}
    />
  )
}

export function TerminateCasePanel(props: ActProps) {
  const isWithItem = props.aCase.itemNotice?.runningRule === 'end'
  const text = isWithItem ? say.terminate.withItem : say.terminate.text
  return <ReasonPanel {...props} act="terminate" text={text} send={api.cases.terminateCase} />
}

export function ResumeCasePanel(props: ActProps) {
  return (
    <ReasonPanel
      {...props}
      act="resume"
      label={say.resume.result}
      help={say.resume.resultHelp}
      send={({ reason, ...rest }) => api.cases.resumeCase({ ...rest, result: reason })}
    />
  )
}

/** 保留: for a dispute or an inquiry; nothing of it is erased until the hold is lifted. */
export function HoldPanel(props: ActProps) {
  return (
    <ReasonPanel
      {...props}
      act="hold"
      text={say.hold.text}
      help={say.hold.reasonHelp}
      send={(input) => api.cases.holdPersonalData({ ...input, held: true })}
    />
  )
}

export function LiftHoldPanel(props: ActProps) {
  return (
    <ReasonPanel
      {...props}
      act="liftHold"
      text={say.hold.liftText}
      help={say.hold.liftHelp}
      send={(input) => api.cases.holdPersonalData({ ...input, held: false })}
    />
  )
}

interface ReasonPanelProps extends ActProps {
  act: 'returnBeforeReceipt' | 'terminate' | 'resume' | 'hold' | 'liftHold'
  text?: string
  label?: string
  help?: string
  send(input: { caseId: string; version: number; reason: string }): Promise<CaseStanding>
}

/** An act that needs one text and makes no document. */
function ReasonPanel({ aCase, close, act, text, label = say.reason, help = say.reasonHelp, send }: ReasonPanelProps) {
  const kept = useKeptText(textKey(aCase, act))
  const [isAsked, setAsked] = useState(false)
  const sending = useCaseAct(send, () => {
    kept.forget()
    close()
  })
  const reason = kept.text.trim()
  return (
    <ActPanel
      title={say.acts[act]}
      confirm={say.confirm[act]}
      isRisky={act === 'terminate'}
      isPending={sending.isPending}
      error={sending.error}
      onConfirm={() => {
        setAsked(true)
        if (reason !== '') sending.mutate({ ...named(aCase), reason })
      }}
      onClose={close}
    >
      {text !== undefined && <p>{text}</p>}
      <TextArea
        id={`${act}-reason`}
        label={label}
        help={help}
        rows={4}
        maxLength={2000}
        value={kept.text}
        error={isAsked && reason === '' ? `${label}：${help}` : undefined}
        onChange={(event) => kept.setText(event.target.value)}
      />
    </ActPanel>
  )
}
