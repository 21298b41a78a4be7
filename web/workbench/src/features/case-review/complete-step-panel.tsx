import { RadioGroup, TextArea } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { actMessages as say } from './act-messages.ts'
import { ActPanel } from './act-panel.tsx'
import { type ActProps, named, textKey } from './act-props.ts'
import { DocumentDraft } from './document-draft.tsx'
import { LawText } from './law-text.tsx'
import { remedyLines } from './remedy-lines.ts'
import { ReviewPoints } from './review-points.tsx'
import { checkedBody, useCheckedPoints } from './use-checked-points.ts'
import { useCaseAct } from './use-case.ts'

export type FlowStep = 'handle' | 'review' | 'approve'

const outcomes = {
  handle: ['pass'],
  review: ['pass', 'return'],
  approve: ['pass', 'return', 'deny'],
} as const satisfies Record<FlowStep, readonly Outcome[]>

type Outcome = 'pass' | 'return' | 'deny'

/** 承办、审查、审批: a step of the item's flow. Approval's outcome is the decision. */
export function CompleteStepPanel({ aCase, item, close, step }: ActProps & { step: FlowStep }) {
  const [outcome, setOutcome] = useState<Outcome>('pass')
  const [isAsked, setAsked] = useState(false)
  const opinion = useKeptText(textKey(aCase, step))
  const points = useCheckedPoints(aCase, item, step)
  const complete = useCaseAct(api.cases.completeStep, () => {
    opinion.forget()
    points.forget()
    close()
  })
  const task = aCase.tasks.find((one) => one.mine && one.state === 'open' && one.step === step)
  const text = opinion.text.trim()
  const isAnswer = aCase.right !== undefined && step === 'handle'
  const papers = (task?.documents ?? []).filter((one) => one.outcome === outcome)
  const isRecorded = papers.some(({ isInternal }) => isInternal)
  const needsReason = outcome !== 'pass' || isAnswer || isRecorded
  const lacksReason = isAsked && needsReason && text === ''
  const confirm = () => {
    setAsked(true)
    const isUnchecked = outcome !== 'return' && points.lacking.size > 0
    if (task === undefined || isUnchecked || (needsReason && text === '')) return
    const said = { ...(text !== '' && { opinion: text }), ...checkedBody(points.checked) }
    complete.mutate({ ...named(aCase), taskId: task.taskId, outcome, ...said })
  }
  return (
    <ActPanel
      title={task?.name ?? say.acts[step]}
      confirm={say.step.confirm[step][outcome]}
      isRisky={outcome === 'deny'}
      isReady={task !== undefined}
      law={<LawText text={say.laws[step]} item={item} withItem />}
      document={step === 'approve' && <Decision aCase={aCase} item={item} outcome={outcome} reason={text} />}
      isPending={complete.isPending}
      error={complete.error}
      onConfirm={confirm}
      onClose={close}
    >
      <ReviewPoints state={points} isAsked={isAsked && outcome !== 'return'} />
      {outcomes[step].length > 1 && (
        <RadioGroup
          id={`${step}-outcome`}
          name="outcome"
          label={say.step.outcome}
          choices={outcomes[step].map((one) => ({ value: one, label: say.step.outcomes[step][one] }))}
          value={outcome}
          onChange={(event) => setOutcome(outcomes[step].find((one) => one === event.target.value) ?? outcome)}
        />
      )}
      <TextArea
        id={`${step}-opinion`}
        label={isAnswer ? say.step.answer : say.opinion}
        help={isAnswer ? say.step.answerHelp : papers.length > 0 ? say.step.issues(papers) : undefined}
        optional={!needsReason}
        rows={5}
        maxLength={2000}
        value={opinion.text}
        error={lacksReason ? lackText(isAnswer, outcome) : undefined}
        onChange={(event) => opinion.setText(event.target.value)}
      />
    </ActPanel>
  )
}

function lackText(isAnswer: boolean, outcome: Outcome): string {
  if (isAnswer) return say.step.mustAnswer
  return outcome === 'pass' ? say.step.mustRecord : say.step.mustSay
}

interface DecisionProps {
  aCase: ActProps['aCase']
  item: ActProps['item']
  outcome: Outcome
  reason: string
}

function Decision({ aCase, item, outcome, reason }: DecisionProps) {
  if (outcome === 'return') return <p>{say.noDocument}</p>
  if (outcome === 'deny') {
    return (
      <DocumentDraft
        aCase={aCase}
        title={paperTitle(aCase, item, 'deny')}
        lines={say.step.denyLines(aCase.itemName, reason)}
        after={remedyLines(item)}
      />
    )
  }
  return <DocumentDraft aCase={aCase} title={paperTitle(aCase, item, 'grant')} lines={grantLines(aCase, item)} />
}

/** Only a licence gets 行政许可决定书. */
function paperTitle(aCase: ActProps['aCase'], item: ActProps['item'], which: 'grant' | 'deny'): string {
  if (aCase.right !== undefined) return say.step.rightsAnswer
  return item.powerType === 'licensing' ? say.step[which] : say.step.resultNotice
}

/** What was asked for as a right is answered in the words that the officer has written. */
function grantLines(aCase: ActProps['aCase'], item: ActProps['item']): string[] {
  const result = say.step.result(item.result.name)
  if (aCase.right === undefined) return [...say.step.grantLines(aCase.itemName), result]
  const answer = aCase.tasks.findLast((one) => one.step === 'handle' && one.outcome === 'pass')?.opinion
  return [...say.step.answerLines(aCase.itemName), ...(answer === undefined ? [] : [answer])]
}
