import { CheckboxGroup, RadioGroup, Select } from '@yiwang/ui'
import { idOf } from '../field-shape.ts'
import styles from '../item-drafts.module.css'
import { useDesigned } from './designed.ts'
import { formDesignerMessages as say } from './messages.ts'
import type { Answer, Question, QuestionProps, When } from './question.ts'

/** On which answers to an earlier question this one depends. */
export function WhenAsked({ question, path, onChange }: QuestionProps) {
  const { model } = useDesigned()
  const all = model.steps.flatMap(({ questions }) => questions)
  const before = all.slice(
    0,
    all.findIndex(({ name }) => name === question.name),
  )
  const offered = before.filter((one) => answersOf(one).length > 0)
  const { when } = question
  const asked = all.find(({ name }) => name === when?.question)
  if (offered.length === 0 && !when) return null
  const choose = (name: string) => {
    const { when: _when, ...always } = question
    const chosen = offered.find((one) => one.name === name)
    onChange(chosen ? { ...always, when: { question: name, values: [], otherwise: 'not-asked' } } : always)
  }
  return (
    <div className={styles.group}>
      <Select
        id={idOf([...path, 'when'])}
        label={say.when}
        placeholder={say.whenAlways}
        choices={offered.map((one) => ({ value: one.name, label: say.whenQuestion(one.title || say.unnamed) }))}
        value={when?.question ?? ''}
        onChange={(event) => choose(event.target.value)}
      />
      {when && asked && (
        <Answered path={path} asked={asked} when={when} onChange={(next) => onChange(conditional(question, next))} />
      )}
    </div>
  )
}

/** What is always shown and depends on an answer can only become required by it. */
function conditional(question: Question, when: When): Question {
  return { ...question, when, ...(when.otherwise === 'optional' && { isRequired: true }) }
}

interface AnsweredProps {
  path: QuestionProps['path']
  asked: Question
  when: When
  onChange(when: When): void
}

function Answered({ path, asked, when, onChange }: AnsweredProps) {
  const otherwise = idOf([...path, 'otherwise'])
  return (
    <>
      <AnswersChosen
        path={path}
        asked={asked}
        values={when.values}
        missing={say.whenMissing}
        onChange={(values) => onChange({ ...when, values })}
      />
      <RadioGroup
        id={otherwise}
        name={otherwise}
        label={say.otherwise}
        inline
        choices={(['not-asked', 'optional'] as const).map((how) => ({ value: how, label: say.otherwiseHow[how] }))}
        value={when.otherwise}
        onChange={(event) => onChange({ ...when, otherwise: event.target.value as When['otherwise'] })}
      />
    </>
  )
}

interface AnswersChosenProps {
  path: QuestionProps['path']
  asked: Question
  values: readonly Answer[]
  missing: string
  onChange(values: Answer[]): void
}

/** Some of the answers that a question offers, in its order. */
export function AnswersChosen({ path, asked, values, missing, onChange }: AnswersChosenProps) {
  const answers = answersOf(asked)
  const id = idOf([...path, 'values'])
  return (
    <CheckboxGroup
      id={id}
      name={id}
      label={say.whenValues(asked.title || say.unnamed)}
      inline
      {...(values.length === 0 && { error: missing })}
      choices={answers.map(({ value, title }) => ({ value: String(value), label: title || say.unnamed }))}
      value={values.map(String)}
      onChange={({ target }) => {
        const wanted = new Set(values.map(String))
        if (target.checked) wanted.add(target.value)
        else wanted.delete(target.value)
        onChange(answers.map(({ value }) => value).filter((value) => wanted.has(String(value))))
      }}
    />
  )
}

/** What can be answered to a question of choice; nothing where anything can be written. */
export function answersOf({ kind, choices }: Question): { value: Answer; title: string }[] {
  if (kind === 'one' || kind === 'many') return choices.filter(({ title }) => title !== '')
  if (kind !== 'yes-no') return []
  return [
    { value: true, title: say.yes },
    { value: false, title: say.no },
  ]
}
