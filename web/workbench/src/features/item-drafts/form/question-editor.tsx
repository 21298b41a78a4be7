import { RadioGroup, Select, TextArea, TextField } from '@yiwang/ui'
import { useState } from 'react'
import { Written } from '../../../shared/written.tsx'
import type { FieldProps } from '../field-shape.ts'
import { idOf } from '../field-shape.ts'
import styles from '../item-drafts.module.css'
import { useDesigned } from './designed.ts'
import { LIMITS, refusedName, renamed } from './form-model.ts'
import { formDesignerMessages as say } from './messages.ts'
import type { Question, QuestionKind, QuestionProps } from './question.ts'
import { KNOWN, KNOWN_FOR, QUESTION_KINDS } from './question.ts'
import { choicesOf } from './question-choices.ts'
import { WhenAsked } from './when-asked.tsx'

/** One question of the form: what is asked, how it is filled in, whether it must be, and on what it depends. */
export function QuestionEditor({ path, value, onChange }: FieldProps) {
  const props: QuestionProps = { question: value as Question, path, onChange }
  const { question } = props
  return (
    <>
      <TextField
        id={idOf([...path, 'title'])}
        label={say.questionTitle}
        maxLength={100}
        value={question.title}
        onChange={(event) => onChange({ ...question, title: event.target.value })}
      />
      {question.kind === 'other' ? <p className={styles.soft}>{say.kinds.other}</p> : <KindOf {...props} />}
      {(question.kind === 'one' || question.kind === 'many') && <Choices {...props} />}
      <LimitsOf {...props} />
      <TextField
        id={idOf([...path, 'help'])}
        label={say.help}
        help={say.helpHelp}
        optional
        maxLength={200}
        value={question.help}
        onChange={(event) => onChange({ ...question, help: event.target.value })}
      />
      <Required {...props} />
      {KNOWN_FOR[question.kind] && <KnownOf {...props} />}
      <WhenAsked {...props} />
      <InStep {...props} />
      <NameInFlow {...props} />
    </>
  )
}

/** Conditions of the flow and decision tables read the answer under this name. */
function NameInFlow({ question, path }: QuestionProps) {
  const { model, change } = useDesigned()
  const [refused, setRefused] = useState<{ name: string; why: keyof typeof say.nameRefused }>()
  const write = (name: string) => {
    const why = refusedName(model, question.name, name)
    setRefused(why && { name, why })
    if (!why) change(renamed(model, question.name, name))
  }
  return (
    <Written
      id={idOf([...path, 'name'])}
      label={say.nameInFlow}
      help={say.nameInFlowHelp}
      short
      {...(refused && { error: say.nameRefused[refused.why](refused.name) })}
      value={question.name}
      onWrite={write}
    />
  )
}

const DEFAULT_MOST: Partial<Record<QuestionKind, number>> = { text: 200, 'long-text': 2000 }

function KindOf({ question, path, onChange }: QuestionProps) {
  const choose = (kind: QuestionKind) => {
    const { least: _least, most: _most, known: _known, ...kept } = question
    const hasChoices = kind === 'one' || kind === 'many'
    const choices = hasChoices ? kept.choices : []
    const most = DEFAULT_MOST[kind]
    onChange({ ...kept, kind, choices, schema: {}, hints: {}, ...(most !== undefined && { most }) })
  }
  return (
    <Select
      id={idOf([...path, 'kind'])}
      label={say.kind}
      help={say.kindHelp}
      choices={QUESTION_KINDS.filter((kind) => kind !== 'other').map((kind) => ({
        value: kind,
        label: say.kinds[kind],
      }))}
      value={question.kind}
      onChange={({ target }) => {
        const kind = QUESTION_KINDS.find((one) => one === target.value)
        if (kind) choose(kind)
      }}
    />
  )
}

function Choices({ question, path, onChange }: QuestionProps) {
  const titles = question.choices.map(({ title }) => title)
  const written = titles.filter((title) => title.trim() !== '')
  const isPoor = written.length < 2 || new Set(written).size < written.length
  return (
    <TextArea
      id={idOf([...path, 'choices'])}
      label={say.choices}
      help={say.choicesHelp}
      {...(isPoor && { error: say.choicesMissing })}
      rows={4}
      maxLength={4000}
      value={titles.join('\n')}
      onChange={(event) => {
        const lines = event.target.value === '' ? [] : event.target.value.split('\n')
        onChange({ ...question, choices: choicesOf(lines, question.choices) })
      }}
    />
  )
}

function LimitsOf({ question, path, onChange }: QuestionProps) {
  if (!LIMITS[question.kind]) return null
  const what = question.kind === 'many' ? 'many' : question.kind.endsWith('text') ? 'text' : 'number'
  return (
    <div className={styles.line}>
      <NumberBox
        id={idOf([...path, 'least'])}
        label={say.least[what]}
        value={question.least}
        onChange={(least) => onChange({ ...question, least })}
      />
      <NumberBox
        id={idOf([...path, 'most'])}
        label={say.most[what]}
        value={question.most}
        onChange={(most) => onChange({ ...question, most })}
      />
    </div>
  )
}

interface NumberBoxProps {
  id: string
  label: string
  value: number | undefined
  onChange(value: number | undefined): void
}

/** What is no number yet stays as it was typed. */
function NumberBox({ id, label, value, onChange }: NumberBoxProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value))
  const isNumber = text.trim() === '' || Number.isFinite(Number(text))
  return (
    <TextField
      id={id}
      label={label}
      optional
      width="short"
      inputMode="decimal"
      maxLength={12}
      {...(!isNumber && { error: say.notNumber })}
      value={text}
      onChange={({ target }) => {
        setText(target.value)
        const number = Number(target.value)
        if (target.value.trim() === '') onChange(undefined)
        else if (Number.isFinite(number)) onChange(number)
      }}
    />
  )
}

function Required({ question, path, onChange }: QuestionProps) {
  const id = idOf([...path, 'required'])
  return (
    <RadioGroup
      id={id}
      name={id}
      label={say.required}
      inline
      choices={[
        { value: 'yes', label: say.requiredYes },
        { value: 'no', label: say.requiredNo },
      ]}
      value={question.isRequired ? 'yes' : 'no'}
      onChange={(event) => onChange({ ...question, isRequired: event.target.value === 'yes' })}
    />
  )
}

function KnownOf({ question, path, onChange }: QuestionProps) {
  return (
    <Select
      id={idOf([...path, 'known'])}
      label={say.known}
      help={say.knownHelp}
      placeholder={say.knownNone}
      choices={(KNOWN_FOR[question.kind] ?? []).map((known) => ({ value: known, label: say.knowns[known] }))}
      value={question.known ?? ''}
      onChange={({ target }) => {
        const { known: _known, ...rest } = question
        const known = KNOWN.find((one) => one === target.value)
        onChange({ ...rest, ...(known !== undefined && { known }) })
      }}
    />
  )
}

function InStep({ question, path }: QuestionProps) {
  const { model, change } = useDesigned()
  const at = model.steps.find(({ questions }) => questions.some(({ name }) => name === question.name))
  if (!at || model.steps.length < 2) return null
  const move = (to: string) => {
    const steps = model.steps.map((step) => {
      const others = step.questions.filter(({ name }) => name !== question.name)
      return { ...step, questions: step.id === to ? [...others, question] : others }
    })
    change({ ...model, steps })
  }
  return (
    <Select
      id={idOf([...path, 'step'])}
      label={say.inStep}
      choices={model.steps.map(({ id, title }) => ({ value: id, label: title || say.unnamed }))}
      value={at.id}
      onChange={(event) => move(event.target.value)}
    />
  )
}
