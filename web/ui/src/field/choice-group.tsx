import type { ChangeEvent } from 'react'
import styles from './field.module.css'
import { type Choice, describedBy, type FieldFrameProps, Hints } from './field.tsx'
import { fieldMessages as say } from './messages.ts'

interface GroupProps extends FieldFrameProps {
  name: string
  choices: readonly Choice[]
  required?: boolean | undefined
  onChange?: (event: ChangeEvent<HTMLInputElement>) => void
  inline?: boolean
}

export type RadioGroupProps = GroupProps & { value?: string; defaultValue?: string | undefined }

export function RadioGroup({ value, defaultValue, ...group }: RadioGroupProps) {
  return (
    <ChoiceGroup
      {...group}
      type="radio"
      checkedOf={(choice) => (value === undefined ? undefined : choice === value)}
      defaultCheckedOf={(choice) => choice === defaultValue}
    />
  )
}

export type CheckboxGroupProps = GroupProps & {
  value?: readonly string[]
  defaultValue?: readonly string[] | undefined
}

export function CheckboxGroup({ value, defaultValue, ...group }: CheckboxGroupProps) {
  return (
    <ChoiceGroup
      {...group}
      type="checkbox"
      checkedOf={(choice) => value?.includes(choice)}
      defaultCheckedOf={(choice) => defaultValue?.includes(choice) ?? false}
    />
  )
}

type ChoiceGroupProps = GroupProps & {
  type: 'radio' | 'checkbox'
  checkedOf: (value: string) => boolean | undefined
  defaultCheckedOf: (value: string) => boolean
}

/** The first control carries the group's id, so that a link in the error summary lands on something usable. */
function ChoiceGroup(props: ChoiceGroupProps) {
  const { id, label, help, error, optional, choices, inline } = props
  return (
    <fieldset
      className={styles.field}
      data-invalid={error ? 'yes' : undefined}
      aria-describedby={describedBy({ id, help, error })}
    >
      <legend className={styles.label}>
        {label}
        {optional && <span className={styles.optional}>（{say.optional}）</span>}
      </legend>
      <Hints id={id} help={help} error={error} />
      <div className={styles.choices} data-inline={inline ? 'yes' : undefined}>
        {choices.map((choice, index) => (
          <ChoiceRow key={choice.value} group={props} choice={choice} id={index === 0 ? id : `${id}-${index}`} />
        ))}
      </div>
    </fieldset>
  )
}

function ChoiceRow({ group, choice, id }: { group: ChoiceGroupProps; choice: Choice; id: string }) {
  const checked = group.checkedOf(choice.value)
  return (
    <div className={styles.choice}>
      <input
        type={group.type}
        id={id}
        name={group.name}
        value={choice.value}
        disabled={choice.disabled}
        required={group.type === 'radio' && group.required ? true : undefined}
        aria-describedby={choice.help ? `${id}-choice-help` : undefined}
        onChange={group.onChange}
        {...(checked === undefined ? { defaultChecked: group.defaultCheckedOf(choice.value) } : { checked })}
      />
      <label htmlFor={id}>{choice.label}</label>
      {choice.help && (
        <div className={styles.choiceHelp} id={`${id}-choice-help`}>
          {choice.help}
        </div>
      )}
    </div>
  )
}
