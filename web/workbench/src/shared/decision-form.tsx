import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, RadioGroup, TextArea, useSay } from '@yiwang/ui'
import { type ReactNode, type SubmitEvent, useId, useState } from 'react'
import styles from './decision-form.module.css'
import { useKeptText } from './kept-text.tsx'
import { sharedMessages } from './messages.ts'
import { Refusal } from './page-states.tsx'

const say = sharedMessages.decision

export interface Decision<Outcome extends string> {
  readonly outcome: Outcome
  readonly opinion: string
}

interface DecisionFormProps<Outcome extends string> {
  /** What is decided, in which step: under it the opinion is kept until it is sent. */
  subject: string
  /** What the form is called. */
  title: string
  lead?: string
  /** Outcome → what is said of it beside its button. */
  outcomes: Readonly<Record<Outcome, string>>
  longest?: number
  onDecide(decision: Decision<Outcome>): Promise<unknown>
  /** What is told when it is done. */
  told(outcome: Outcome): string
  /** What is read again after it, done or refused. */
  touched: readonly QueryKey[]
  /** What is asked besides, with this outcome. */
  children?(outcome: Outcome | undefined): ReactNode
}

/** 结论和意见: how one person decides on what another has put forward. */
export function DecisionForm<Outcome extends string>(props: DecisionFormProps<Outcome>) {
  const { subject, title, lead, outcomes, longest = 1000, children } = props
  const id = useId()
  const opinion = useKeptText(subject)
  const [outcome, setOutcome] = useState<Outcome>()
  const [isAsked, setAsked] = useState(false)
  const { isPending, error, mutate } = useDecision(props, () => opinion.forget())
  const text = opinion.text.trim()
  const isShort = text.length < 2
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (outcome !== undefined && !isShort) mutate({ outcome, opinion: text })
  }
  const all = Object.keys(outcomes) as Outcome[]
  return (
    <form className={styles.form} aria-label={title} noValidate onSubmit={submit}>
      {lead !== undefined && <p className={styles.soft}>{lead}</p>}
      <Refusal error={error} />
      <RadioGroup
        id={`${id}-outcome`}
        name={`${id}-outcome`}
        label={say.outcome}
        inline
        choices={all.map((value) => ({ value, label: outcomes[value] }))}
        value={outcome ?? ''}
        error={isAsked && outcome === undefined ? say.mustChoose : undefined}
        onChange={({ target }) => setOutcome(all.find((one) => one === target.value))}
      />
      <TextArea
        id={`${id}-opinion`}
        label={say.opinion}
        help={say.opinionHelp}
        maxLength={longest}
        value={opinion.text}
        error={isAsked && isShort ? say.mustSay : undefined}
        onChange={({ target }) => opinion.setText(target.value)}
      />
      {children?.(outcome)}
      <div>
        <Button type="submit" look="main" busy={isPending}>
          {say.confirm}
        </Button>
      </div>
    </form>
  )
}

type Asked<Outcome extends string> = Pick<DecisionFormProps<Outcome>, 'onDecide' | 'told' | 'touched'>

function useDecision<Outcome extends string>({ onDecide, told, touched }: Asked<Outcome>, onDone: () => void) {
  const queries = useQueryClient()
  const tell = useSay()
  return useMutation({
    mutationFn: onDecide,
    onSuccess: (_, { outcome }) => {
      onDone()
      tell(told(outcome))
    },
    onSettled: () => Promise.all(touched.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  })
}
