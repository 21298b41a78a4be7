import type { ItemForm, NeededWhen } from '@yiwang/server/contract/catalogue'
import { Select } from '@yiwang/ui'
import { createContext, use } from 'react'
import { frameOf } from '../field-frame.ts'
import type { FieldProps } from '../field-shape.ts'
import styles from '../item-drafts.module.css'
import { toModel } from './form-model.ts'
import { formDesignerMessages as say } from './messages.ts'
import { AnswersChosen, answersOf } from './when-asked.tsx'

const FormContext = createContext<ItemForm | undefined>(undefined)

/** The draft’s form, for materials that depend on what it asks. */
export const FormOfDraft = FormContext.Provider

/** 什么情形需要: on which answers of the form this material depends. */
export function NeededWhenField(props: FieldProps) {
  const { path, onChange } = props
  const value = props.value as Partial<NeededWhen> | undefined
  const questions = toModel(use(FormContext)).steps.flatMap((step) => step.questions)
  const offered = questions.filter((one) => answersOf(one).length > 0)
  const asked = offered.find(({ name }) => name === value?.question)
  if (offered.length === 0 && value?.question === undefined) return null
  return (
    <div className={styles.group}>
      <Select
        {...frameOf(props)}
        placeholder={say.neededAlways}
        choices={offered.map((one) => ({ value: one.name, label: say.whenQuestion(one.title || say.unnamed) }))}
        value={asked?.name ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : { question: target.value, values: [] })}
      />
      {asked && (
        <AnswersChosen
          path={path}
          asked={asked}
          values={value?.values ?? []}
          missing={say.neededMissing}
          onChange={(values) => onChange({ question: asked.name, values })}
        />
      )}
    </div>
  )
}
