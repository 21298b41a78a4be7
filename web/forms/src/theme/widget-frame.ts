import type { RJSFSchema, WidgetProps } from '@rjsf/utils'
import type { FieldFrameProps } from '@yiwang/ui'
import type { Answers } from '../form-schema.ts'

export type AnswerWidgetProps = WidgetProps<Answers, RJSFSchema>

/** What surrounds an input: label, help, and what is wrong with the answer. */
export function frameOf(props: AnswerWidgetProps): FieldFrameProps {
  const { id, label, options, schema, rawErrors = [], required } = props
  const help = [schema.description, options.help].filter((one) => typeof one === 'string' && one !== '').join(' ')
  return {
    id,
    label,
    help: help === '' ? undefined : help,
    error: rawErrors.length === 0 ? undefined : [...new Set(rawErrors)].join('；'),
    optional: !required,
  }
}
