import { TextArea, TextField } from '@yiwang/ui'
import { type FormSchema, typeOf } from '../form-schema.ts'
import { normalizeAnswer } from '../normalize-answer.ts'
import { type AnswerWidgetProps, frameOf } from './widget-frame.ts'

export function TextWidget(props: AnswerWidgetProps) {
  const { id, htmlName, value, schema } = props
  return (
    <TextField
      {...frameOf(props)}
      {...inputKind(schema as FormSchema)}
      width={widthOf(schema as FormSchema)}
      name={htmlName ?? id}
      value={value === undefined || value === null ? '' : String(value)}
      placeholder={props.placeholder === '' ? undefined : props.placeholder}
      maxLength={schema.maxLength}
      aria-required={props.required || undefined}
      disabled={props.disabled}
      readOnly={props.readonly}
      onChange={(event) => {
        const text = event.target.value
        props.onChange(text === '' ? undefined : normalizeAnswer(schema.format, text))
      }}
    />
  )
}

export function TextareaWidget(props: AnswerWidgetProps) {
  const { id, htmlName, value, schema, options } = props
  return (
    <TextArea
      {...frameOf(props)}
      name={htmlName ?? id}
      value={typeof value === 'string' ? value : ''}
      placeholder={props.placeholder === '' ? undefined : props.placeholder}
      maxLength={schema.maxLength}
      rows={typeof options.rows === 'number' ? options.rows : 4}
      aria-required={props.required || undefined}
      disabled={props.disabled}
      readOnly={props.readonly}
      onChange={(event) => props.onChange(event.target.value === '' ? undefined : event.target.value)}
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

function widthOf(schema: FormSchema): 'short' | 'half' | 'full' {
  const type = typeOf(schema)
  if (schema.format === 'date' || schema.format === 'phone' || type === 'number' || type === 'integer') return 'short'
  const longest = schema['maxLength']
  if (schema.format !== undefined || (typeof longest === 'number' && longest <= 50)) return 'half'
  return 'full'
}
