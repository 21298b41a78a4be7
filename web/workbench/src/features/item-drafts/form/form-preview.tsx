import { type Answers, type AnswerError, checkSection, ItemFormFields } from '@yiwang/forms'
import type { ItemForm } from '@yiwang/server/contract/catalogue'
import { Button, Select } from '@yiwang/ui'
import { useState } from 'react'
import styles from './form-designer.module.css'
import { formDesignerMessages as say } from './messages.ts'

/** The form as the applicant will see it on a phone: the same fields and checks as in the portal. */
export function FormPreview({ form }: { form: ItemForm }) {
  const [stepId, setStepId] = useState('')
  const [answers, setAnswers] = useState<Answers>({})
  const [found, setFound] = useState<readonly AnswerError[]>()
  const step = form.sections.find(({ id }) => id === stepId) ?? form.sections[0]
  if (!step) return null
  return (
    <section className={styles.preview} aria-labelledby="form-preview">
      <h3 id="form-preview">{say.preview}</h3>
      <p>{say.previewText}</p>
      {form.sections.length > 1 && (
        <Select
          id="form-preview-step"
          label={say.previewStep}
          choices={form.sections.map(({ id, title }) => ({ value: id, label: title || say.unnamed }))}
          value={step.id}
          onChange={(event) => {
            setStepId(event.target.value)
            setFound(undefined)
          }}
        />
      )}
      <div className={styles.phone}>
        <h4>{step.title || say.unnamed}</h4>
        {step.fields.length === 0 ? (
          <p>{say.previewNone}</p>
        ) : (
          <ItemFormFields
            key={step.id}
            form={form}
            section={step.id}
            answers={answers}
            onChange={setAnswers}
            errors={found ?? []}
          />
        )}
        <div>
          <Button onClick={() => setFound(checkSection(form, step, answers))}>{say.previewCheck}</Button>
        </div>
        {found?.length === 0 && <p role="status">{say.previewFine}</p>}
      </div>
    </section>
  )
}
