import type { ChangeEvent } from 'react'
import type { FormSchema } from '../form-schema.ts'
import { formMessages as say } from '../messages.ts'
import styles from './theme.module.css'
import { type AnswerWidgetProps, showsAsRadio, tiesOf } from './widget-parts.ts'

export function SelectWidget(props: AnswerWidgetProps) {
  if (props.multiple) return <CheckboxesWidget {...props} />
  const asked = props.uiSchema?.['ui:widget']
  if (asked === undefined && showsAsRadio(props.schema as FormSchema)) return <RadioWidget {...props} />
  return <ListWidget {...props} />
}

function ListWidget(props: AnswerWidgetProps) {
  const { id, htmlName, value, disabled, readonly } = props
  const choices = choicesIn(props)
  return (
    <select
      {...tiesOf(props)}
      id={id}
      name={htmlName ?? id}
      className={styles['input']}
      value={value === undefined || value === null ? '' : String(value)}
      disabled={disabled || readonly}
      onChange={(event) => props.onChange(choices.find((one) => String(one.value) === event.target.value)?.value)}
      onBlur={() => props.onBlur(id, value)}
      onFocus={() => props.onFocus(id, value)}
    >
      <option value="">{say.pleaseChoose}</option>
      {choices.map((one) => (
        <option key={String(one.value)} value={String(one.value)}>
          {one.label}
        </option>
      ))}
    </select>
  )
}

export function RadioWidget(props: AnswerWidgetProps) {
  const { id, htmlName, value, disabled, readonly } = props
  return (
    <div className={styles['choices']} id={id} tabIndex={-1}>
      {choicesIn(props).map((one, index) => (
        <label key={String(one.value)} className={styles['choice']}>
          <input
            type="radio"
            id={`${id}__${index}`}
            name={htmlName ?? id}
            value={String(one.value)}
            checked={value === one.value}
            disabled={disabled || readonly}
            aria-describedby={index === 0 ? tiesOf(props)['aria-describedby'] : undefined}
            onChange={() => props.onChange(one.value)}
          />
          <span>{one.label}</span>
        </label>
      ))}
    </div>
  )
}

export function CheckboxesWidget(props: AnswerWidgetProps) {
  const { id, htmlName, disabled, readonly } = props
  const choices = choicesIn(props)
  const chosen: unknown[] = Array.isArray(props.value) ? props.value : []
  const toggle = (value: unknown, event: ChangeEvent<HTMLInputElement>) => {
    const next = choices
      .map((one) => one.value as unknown)
      .filter((one) => {
        return one === value ? event.target.checked : chosen.includes(one)
      })
    props.onChange(next.length === 0 ? undefined : next)
  }
  return (
    <div className={styles['choices']} id={id} tabIndex={-1}>
      {choices.map((one, index) => (
        <label key={String(one.value)} className={styles['choice']}>
          <input
            type="checkbox"
            id={`${id}__${index}`}
            name={htmlName ?? id}
            value={String(one.value)}
            checked={chosen.includes(one.value)}
            disabled={disabled || readonly}
            aria-describedby={index === 0 ? tiesOf(props)['aria-describedby'] : undefined}
            onChange={(event) => toggle(one.value, event)}
          />
          <span>{one.label}</span>
        </label>
      ))}
    </div>
  )
}

/** One statement to agree with; a question with two answers uses the radio widget. */
export function CheckboxWidget(props: AnswerWidgetProps) {
  const { id, htmlName, value, disabled, readonly, label } = props
  return (
    <label className={styles['choice']}>
      <input
        {...tiesOf(props)}
        type="checkbox"
        id={id}
        name={htmlName ?? id}
        value="true"
        checked={value === true}
        disabled={disabled || readonly}
        onChange={(event) => props.onChange(event.target.checked ? true : undefined)}
      />
      <span>{label}</span>
    </label>
  )
}

function choicesIn(props: AnswerWidgetProps) {
  return props.options.enumOptions ?? []
}
