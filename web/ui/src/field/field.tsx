import type { ComponentProps, ReactNode } from 'react'
import styles from './field.module.css'
import { fieldMessages as say } from './messages.ts'

export interface FieldFrameProps {
  label: ReactNode
  /** Unique on the page; the error summary links to it. */
  id: string
  help?: ReactNode
  error?: string | undefined
  optional?: boolean | undefined
}

/** Label above, help under it, the error right at the control. */
export function Field({ label, id, help, error, optional, children }: FieldFrameProps & { children: ReactNode }) {
  return (
    <div className={styles.field} data-invalid={error ? 'yes' : undefined}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {optional && <span className={styles.optional}>（{say.optional}）</span>}
      </label>
      <Hints id={id} help={help} error={error} />
      {children}
    </div>
  )
}

/** The ids that `aria-describedby` names, in the order in which they are read. */
export function describedBy({ id, help, error }: Pick<FieldFrameProps, 'id' | 'help' | 'error'>): string | undefined {
  return [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
}

function controlProps(frame: FieldFrameProps) {
  return {
    id: frame.id,
    'aria-describedby': describedBy(frame),
    'aria-invalid': frame.error ? true : undefined,
  } as const
}

export function Hints({ id, help, error }: Pick<FieldFrameProps, 'id' | 'help' | 'error'>) {
  return (
    <>
      {help && (
        <div className={styles.help} id={`${id}-help`}>
          {help}
        </div>
      )}
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          <span className="visually-hidden">{say.error}</span>
          {error}
        </p>
      )}
    </>
  )
}

type Bare<T extends 'input' | 'textarea' | 'select'> = Omit<ComponentProps<T>, 'id' | 'size' | 'children'>

export type TextFieldProps = FieldFrameProps & Bare<'input'> & { width?: 'short' | 'half' | 'full' }

export function TextField({ label, id, help, error, optional, width = 'full', ...rest }: TextFieldProps) {
  const frame = { label, id, help, error, optional }
  return (
    <Field {...frame}>
      <input type="text" {...rest} {...controlProps(frame)} className={styles.control} data-width={width} />
    </Field>
  )
}

/** A native date: every phone brings its own picker, and it works before scripts run. */
export function DateField(props: Omit<TextFieldProps, 'type' | 'width'>) {
  return <TextField {...props} type="date" width="short" />
}

export type TextAreaProps = FieldFrameProps & Bare<'textarea'>

export function TextArea({ label, id, help, error, optional, ...rest }: TextAreaProps) {
  const frame = { label, id, help, error, optional }
  return (
    <Field {...frame}>
      <textarea rows={4} {...rest} {...controlProps(frame)} className={styles.control} />
    </Field>
  )
}

export interface Choice {
  value: string
  label: ReactNode
  help?: ReactNode
  disabled?: boolean
}

export type SelectProps = FieldFrameProps & Bare<'select'> & { choices: readonly Choice[]; placeholder?: string }

export function Select({ label, id, help, error, optional, choices, placeholder, ...rest }: SelectProps) {
  const frame = { label, id, help, error, optional }
  return (
    <Field {...frame}>
      <select {...rest} {...controlProps(frame)} className={styles.control} data-width="half">
        <option value="">{placeholder ?? say.choose}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
