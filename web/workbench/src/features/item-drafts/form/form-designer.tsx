import type { ItemForm } from '@yiwang/server/contract/catalogue'
import { TextField } from '@yiwang/ui'
import { useState } from 'react'
import type { FieldProps } from '../field-shape.ts'
import { idOf } from '../field-shape.ts'
import styles from '../item-drafts.module.css'
import { ListEditor } from '../list-editor.tsx'
import { Designed, useDesigned } from './designed.ts'
import type { FormModel } from './form-model.ts'
import { toForm, toModel } from './form-model.ts'
import { FormPreview } from './form-preview.tsx'
import { formDesignerMessages as say } from './messages.ts'
import type { Question, Step } from './question.ts'
import { QuestionEditor } from './question-editor.tsx'

/**
 * 申请表单的设计: steps of questions, with what the applicant will see beside them. What is half done (a condition without an
 * answer) is kept here and goes into the form when it says something.
 */
export function FormDesigner(props: FieldProps) {
  const value = props.value as ItemForm | undefined
  const [model, setModel] = useState(() => toModel(value))
  const isSame = JSON.stringify(value ?? toForm(toModel())) === JSON.stringify(toForm(model))
  // Somebody else’s change, or a form that was taken from another item.
  const [seen, setSeen] = useState(value)
  if (value !== seen) {
    setSeen(value)
    if (!isSame) setModel(toModel(value))
  }
  const change = (next: FormModel) => {
    setModel(next)
    props.onChange(toForm(next))
  }
  return (
    <Designed value={{ model, change }}>
      {model.steps.length === 0 && <p>{say.none}</p>}
      <ListEditor
        {...props}
        shape={{ title: say.step, items: { type: 'object' } }}
        path={['form', 'steps']}
        findings={[]}
        parts={model.steps}
        blank={() => newStep(model)}
        nameOf={(step) => (step as Step).title}
        body={StepEditor}
        onChange={(steps) => change({ ...model, steps: steps as Step[] })}
      />
      {model.otherConditions.length > 0 && (
        <p className={styles.soft}>{say.otherConditions(model.otherConditions.length)}</p>
      )}
      {model.steps.length > 0 && <FormPreview form={toForm(model)} />}
    </Designed>
  )
}

function StepEditor({ path, value, onChange }: FieldProps) {
  const { model } = useDesigned()
  const step = value as Step
  return (
    <>
      <TextField
        id={idOf([...path, 'title'])}
        label={say.stepTitle}
        maxLength={60}
        value={step.title}
        onChange={(event) => onChange({ ...step, title: event.target.value })}
      />
      <ListEditor
        shape={{ title: say.question, items: { type: 'object' } }}
        path={[...path, 'questions']}
        isOptional={false}
        findings={[]}
        value={step.questions}
        parts={step.questions}
        blank={() => newQuestion(model)}
        nameOf={(question) => (question as Question).title}
        body={QuestionEditor}
        onChange={(questions) => onChange({ ...step, questions: questions as Question[] })}
      />
    </>
  )
}

function newStep({ steps }: FormModel): Step {
  return { id: free('step-', new Set(steps.map(({ id }) => id))), title: '', questions: [] }
}

const SHORT_TEXT = 200

function newQuestion({ steps }: FormModel): Question {
  const taken = new Set(steps.flatMap(({ questions }) => questions.map(({ name }) => name)))
  return {
    ...{ name: free('question', taken), kind: 'text', title: '', help: '', isRequired: true, choices: [] },
    ...{ most: SHORT_TEXT, schema: {}, hints: {} },
  }
}

/** Names are made, and stay when words change: answers are kept under them. */
function free(prefix: string, taken: ReadonlySet<string>): string {
  let number = taken.size + 1
  while (taken.has(`${prefix}${number}`)) number += 1
  return `${prefix}${number}`
}
