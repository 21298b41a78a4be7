import type { ChangeEvent } from 'react'
import { type FormSchema, typeOf } from '../form-schema.ts'
import { normalizeAnswer } from '../normalize-answer.ts'
import styles from './theme.module.css'
import { type AnswerWidgetProps, tiesOf } from './widget-parts.ts'

export function TextWidget(props: AnswerWidgetProps) {
  const { id, htmlName, value, schema, options, disabled, readonly, placeholder } = props
  const kind = inputKind(schema as FormSchema)
  const change = (text: string) => props.onChange(text === '' ? undefined : normalizeAnswer(schema.format, text))
  const unit = typeof options['unit'] === 'string' ? options['unit'] : undefined
  return (
    <span className={styles['line']}>
      <input
        {...kind}
        {...tiesOf(props)}
        id={id}
        name={htmlName ?? id}
        className={styles['input']}
        data-length={lengthOf(schema as FormSchema)}
        value={value === undefined || value === null ? '' : String(value)}
        placeholder={placeholder}
        maxLength={schema.maxLength}
        autoComplete={typeof options['autocomplete'] === 'string' ? options['autocomplete'] : undefined}
        disabled={disabled}
        readOnly={readonly}
        onChange={(event: ChangeEvent<HTMLInputElement>) => change(event.target.value)}
        onBlur={() => props.onBlur(id, value)}
        onFocus={() => props.onFocus(id, value)}
      />
      {unit !== undefined && <span className={styles['unit']}>{unit}</span>}
    </span>
  )
}

export function TextareaWidget(props: AnswerWidgetProps) {
  const { id, htmlName, value, schema, options, disabled, readonly, placeholder } = props
  return (
    <textarea
      {...tiesOf(props)}
      id={id}
      name={htmlName ?? id}
      className={styles['input']}
      value={typeof value === 'string' ? value : ''}
      placeholder={placeholder}
      maxLength={schema.maxLength}
      rows={typeof options.rows === 'number' ? options.rows : 4}
      disabled={disabled}
      readOnly={readonly}
      onChange={(event) => props.onChange(event.target.value === '' ? undefined : event.target.value)}
      onBlur={() => props.onBlur(id, value)}
      onFocus={() => props.onFocus(id, value)}
    />
  )
}

/** The right keyboard on a phone, without the browser's own number field, which loses what it cannot read. */
function inputKind(schema: FormSchema) {
  if (schema.format === 'date') return { type: 'date' }
  if (schema.format === 'phone') return { type: 'tel', inputMode: 'tel' as const }
  if (schema.format === 'email') return { type: 'email', inputMode: 'email' as const }
  const type = typeOf(schema)
  if (type === 'integer') return { type: 'text', inputMode: 'numeric' as const }
  if (type === 'number') return { type: 'text', inputMode: 'decimal' as const }
  return { type: 'text' }
}

function lengthOf(schema: FormSchema): 'short' | 'code' | 'long' {
  if (schema.format === 'date' || schema.format === 'phone') return 'short'
  if (schema.format === 'citizen-id' || schema.format === 'credit-code') return 'code'
  const type = typeOf(schema)
  if (type === 'number' || type === 'integer') return 'short'
  return typeof schema['maxLength'] === 'number' && schema['maxLength'] <= 12 ? 'short' : 'long'
}
