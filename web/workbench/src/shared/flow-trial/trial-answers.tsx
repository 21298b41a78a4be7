import type { TrialVariable } from '@yiwang/server/contract/flows'
import { DateField, Select, TextField } from '@yiwang/ui'
import { trialMessages as say } from './messages.ts'

export type Answers = Readonly<Record<string, string | number | boolean | null>>

/** What a form says of a question that the flow looks at. */
export interface Question {
  readonly title: string
  readonly values?: readonly { readonly value: string; readonly title: string }[]
}

interface TrialAnswersProps {
  variables: readonly TrialVariable[]
  questions: Readonly<Record<string, Question>>
  answers: Answers
  onChange(answers: Answers): void
}

/** 假设的答案: one field for each thing that the flow looks at. */
export function TrialAnswers({ variables, questions, answers, onChange }: TrialAnswersProps) {
  return variables.map((variable) => (
    <AnswerField
      key={variable.name}
      variable={variable}
      question={questions[variable.name]}
      value={answers[variable.name]}
      onChange={(value) => onChange({ ...answers, [variable.name]: value })}
    />
  ))
}

interface AnswerFieldProps {
  variable: TrialVariable
  question: Question | undefined
  value: Answers[string] | undefined
  onChange(value: Answers[string]): void
}

function AnswerField({ variable: { name, type, values }, question, value, onChange }: AnswerFieldProps) {
  const field = { id: `trial-${name}`, label: question?.title ?? name, optional: true }
  const shown = value === null || value === undefined ? '' : String(value)
  const choices = question?.values ?? values?.map((one) => ({ value: one, title: one }))
  if (type === 'boolean') {
    return (
      <Select
        {...field}
        choices={[
          { value: 'true', label: say.yes },
          { value: 'false', label: say.no },
        ]}
        value={shown}
        onChange={({ target }) => onChange(target.value === '' ? null : target.value === 'true')}
      />
    )
  }
  if (choices) {
    return (
      <Select
        {...field}
        choices={choices.map((one) => ({ value: one.value, label: one.title }))}
        value={shown}
        onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
      />
    )
  }
  if (type === 'date') {
    return (
      <DateField
        {...field}
        value={shown}
        onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
      />
    )
  }
  const read = (text: string) => (type === 'number' ? Number(text) : text)
  return (
    <TextField
      {...field}
      width="half"
      {...(type === 'number' && { type: 'number', step: 'any' })}
      maxLength={2000}
      value={shown}
      onChange={({ target }) => onChange(target.value === '' ? null : read(target.value))}
    />
  )
}
