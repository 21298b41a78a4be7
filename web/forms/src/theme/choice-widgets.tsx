import { CheckboxGroup, RadioGroup, Select } from '@yiwang/ui'
import { formMessages as say } from '../messages.ts'
import { type AnswerWidgetProps, frameOf } from './widget-frame.ts'

/** Few choices are shown at once, many as a list. */
const fewChoices = 5

export function SelectWidget(props: AnswerWidgetProps) {
  if (props.multiple) return <CheckboxesWidget {...props} />
  const isAsked = props.uiSchema?.['ui:widget'] === 'select'
  if (!isAsked && optionsOf(props).length <= fewChoices) return <RadioWidget {...props} />
  return (
    <Select
      {...frameOf(props)}
      name={props.htmlName ?? props.id}
      choices={choicesIn(props)}
      placeholder={say.pleaseChoose}
      value={textOf(props.value)}
      aria-required={props.required || undefined}
      disabled={props.disabled || props.readonly}
      onChange={(event) => props.onChange(valueOf(props, event.target.value))}
    />
  )
}

export function RadioWidget(props: AnswerWidgetProps) {
  const choices = choicesIn(props)
  return (
    <RadioGroup
      {...frameOf(props)}
      name={props.htmlName ?? props.id}
      choices={choices}
      inline={choices.length === 2}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(valueOf(props, event.target.value))}
    />
  )
}

export function CheckboxesWidget(props: AnswerWidgetProps) {
  const chosen: readonly unknown[] = Array.isArray(props.value) ? props.value : []
  const toggle = (text: string, isChosen: boolean) => {
    const all = optionsOf(props).map((one): unknown => one.value)
    const next = all.filter((one) => (textOf(one) === text ? isChosen : chosen.includes(one)))
    props.onChange(next.length === 0 ? undefined : next)
  }
  return (
    <CheckboxGroup
      {...frameOf(props)}
      name={props.htmlName ?? props.id}
      choices={choicesIn(props)}
      value={chosen.map(textOf)}
      onChange={(event) => toggle(event.target.value, event.target.checked)}
    />
  )
}

/** One statement to agree with; a question with two answers uses the radio widget. */
export function CheckboxWidget(props: AnswerWidgetProps) {
  return (
    <CheckboxGroup
      {...frameOf(props)}
      name={props.htmlName ?? props.id}
      choices={[{ value: 'true', label: props.schema.const === true ? say.agree : say.yes, disabled: isFixed(props) }]}
      value={props.value === true ? ['true'] : []}
      onChange={(event) => props.onChange(event.target.checked ? true : undefined)}
    />
  )
}

function optionsOf(props: AnswerWidgetProps) {
  return props.options.enumOptions ?? []
}

function choicesIn(props: AnswerWidgetProps) {
  const disabled = isFixed(props)
  return optionsOf(props).map((one) => ({ value: textOf(one.value), label: one.label, disabled }))
}

function isFixed(props: AnswerWidgetProps): boolean {
  return Boolean(props.disabled || props.readonly)
}

function valueOf(props: AnswerWidgetProps, text: string): unknown {
  return optionsOf(props).find((one) => textOf(one.value) === text)?.value
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}
