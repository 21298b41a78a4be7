import type { RJSFSchema, WidgetProps } from '@rjsf/utils'
import { type FormSchema, choicesOf, typeOf } from '../form-schema.ts'
import type { Answers } from '../form-schema.ts'
import { descriptionIdOf, errorIdOf, helpIdOf } from './field-ids.ts'

export type AnswerWidgetProps = WidgetProps<Answers, RJSFSchema>

/** Few choices are shown at once, many as a list. */
const fewChoices = 5

/** Radio buttons and tick boxes form a group with a legend; everything else is one input with a label. */
export function isGroup(schema: RJSFSchema, widget: unknown): boolean {
  const form = schema as FormSchema
  if (widget === 'radio' || widget === 'checkboxes') return true
  if (typeOf(form) === 'array') return typeof form.items === 'object' && choicesOf(form.items) !== undefined
  if (widget !== undefined || typeOf(form) === 'boolean') return false
  return showsAsRadio(form)
}

export function showsAsRadio(schema: FormSchema): boolean {
  const choices = choicesOf(schema)
  return choices !== undefined && choices.length <= fewChoices
}

/** Attributes that tie an input to its error, help and description, naming only what is there. */
export function tiesOf(props: Pick<AnswerWidgetProps, 'id' | 'rawErrors' | 'options' | 'schema' | 'required'>) {
  const { id, rawErrors = [], options, schema } = props
  const ids = [
    ...(rawErrors.length > 0 ? [errorIdOf(id)] : []),
    ...(options['description'] || schema.description ? [descriptionIdOf(id)] : []),
    ...(options.help ? [helpIdOf(id)] : []),
  ]
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': rawErrors.length > 0 ? true : undefined,
    'aria-required': props.required ? true : undefined,
  }
}
