import { useMutation } from '@tanstack/react-query'
import type { TrialOutcome as Trial, TrialRequest as Input } from '@yiwang/server/contract/flows'
import { Button, DateField, NoticePanel } from '@yiwang/ui'
import { type ReactNode, useState } from 'react'
import { api } from '../api.ts'
import { dayOf } from '../dates.ts'
import { Refusal } from '../page-states.tsx'
import styles from './flow-trial.module.css'
import { trialMessages as say } from './messages.ts'
import { type Answers, type Question, TrialAnswers } from './trial-answers.tsx'
import { TrialNext } from './trial-next.tsx'
import { TrialSteps } from './trial-steps.tsx'

interface FlowTrialProps {
  flow: Input['flow']
  limit?: Input['limit']
  questions?: Readonly<Record<string, Question>>
  /** Told with the elements that were passed, for a drawing that shows them. */
  onWay?(elementIds: readonly string[]): void
  /** What else comes of a made case that has ended. */
  children?(trial: Trial): ReactNode
}

const NO_QUESTIONS = {}

/** 试走: one made case through the flow, by the executor itself; each act plays it again from its beginning. */
export function FlowTrial({ flow, limit, questions = NO_QUESTIONS, onWay, children }: FlowTrialProps) {
  const [startOn, setStartOn] = useState(() => dayOf(new Date()))
  const [answers, setAnswers] = useState<Answers>({})
  const trying = useMutation({
    mutationFn: async ({ acts, ordinary }: Pick<Input, 'acts' | 'ordinary'>) =>
      await api.flows.tryFlow({ flow, startOn, answers, acts, ordinary, ...(limit && { limit }) }),
    onSuccess: ({ steps }) => onWay?.(steps.map(({ elementId }) => elementId)),
  })
  const trial = trying.data
  const play = (acts: Input['acts'], ordinary = false) => trying.mutate({ acts, ordinary })
  const hasBegun = trial !== undefined && trial.problems.length === 0
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{say.text}</p>
      <DateField
        id="trial-start"
        label={say.startOn}
        value={startOn}
        onChange={({ target }) => target.value !== '' && setStartOn(target.value)}
      />
      {hasBegun && trial.variables.length > 0 && (
        <fieldset className={styles.answers}>
          <legend>{say.answers}</legend>
          <p className={styles.soft}>{say.answersHelp}</p>
          <TrialAnswers variables={trial.variables} questions={questions} answers={answers} onChange={setAnswers} />
        </fieldset>
      )}
      <div className={styles.acts}>
        <Button look="main" busy={trying.isPending} onClick={() => play(trial?.acts ?? [])}>
          {hasBegun ? say.again : say.begin}
        </Button>
        <Button disabled={trying.isPending} onClick={() => play(trial?.acts ?? [], true)}>
          {say.ordinary}
        </Button>
        {hasBegun && trial.acts.length > 0 && (
          <>
            <Button look="quiet" disabled={trying.isPending} onClick={() => play(trial.acts.slice(0, -1))}>
              {say.back}
            </Button>
            <Button look="quiet" disabled={trying.isPending} onClick={() => play([])}>
              {say.restart}
            </Button>
          </>
        )}
      </div>
      <Refusal error={trying.error} />
      {trial && <Outcome trial={trial} isBusy={trying.isPending} onAct={(act) => play([...trial.acts, act])} />}
      {trial?.endedOn !== undefined && children?.(trial)}
    </div>
  )
}

interface OutcomeProps {
  trial: Trial
  isBusy: boolean
  onAct(act: Input['acts'][number]): void
}

function Outcome({ trial, isBusy, onAct }: OutcomeProps) {
  const { problems, name, version, steps, waiting, dueOn, endedOn, outcome } = trial
  if (problems.length > 0) {
    return (
      <NoticePanel tone="red" title={say.refused} role="alert">
        <ul>
          {problems.map((one) => (
            <li key={`${one.rule} ${one.message}`}>{one.message}</li>
          ))}
        </ul>
      </NoticePanel>
    )
  }
  const isLate = endedOn !== undefined && dueOn !== undefined && endedOn > dueOn
  return (
    <div className={styles.stack} aria-live="polite">
      <p className={styles.soft}>
        {version !== undefined && <>{say.version(name, version)}。</>}
        {dueOn !== undefined && say.whole(dueOn)}
        {say.pace}
      </p>
      {steps.length > 0 && <TrialSteps steps={steps} />}
      {waiting.length > 0 && <TrialNext waiting={waiting} isBusy={isBusy} onAct={onAct} />}
      {endedOn !== undefined && (
        <NoticePanel tone={isLate ? 'soon' : 'ok'} title={say.ended(endedOn)}>
          <p>
            {outcome !== undefined && say.endedBy[outcome]}
            {dueOn !== undefined && (isLate ? say.endedLate : say.onTime)}
          </p>
        </NoticePanel>
      )}
    </div>
  )
}
