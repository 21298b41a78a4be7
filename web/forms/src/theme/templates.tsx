import {
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  type FieldErrorProps,
  type FieldTemplateProps,
  getUiOptions,
  type ObjectFieldTemplateProps,
  type RJSFSchema,
} from '@rjsf/utils'
import { Button } from '@yiwang/ui'
import type { MouseEvent } from 'react'
import { type Answers, choicesOf, type FormSchema, typeOf } from '../form-schema.ts'
import { formMessages as say } from '../messages.ts'
import { listAddName, listRemoveName } from '../parse-form-post.ts'
import styles from './theme.module.css'

/** Inputs bring their own label, help and error (the design system's fields); parts and lists show theirs here. */
export function FieldTemplate(props: FieldTemplateProps<Answers, RJSFSchema>) {
  const { schema, uiSchema, hidden, children, errors } = props
  if (hidden) return <div hidden>{children}</div>
  if (isPart(schema as FormSchema, getUiOptions(uiSchema).widget)) {
    return (
      <>
        {children}
        {errors}
      </>
    )
  }
  return <div className={styles.field}>{children}</div>
}

/** Objects and lists of entries; a list of choices is one input. */
function isPart(schema: FormSchema, widget: unknown): boolean {
  const type = typeOf(schema)
  if (type === 'object') return true
  if (type !== 'array' || widget === 'checkboxes') return false
  return typeof schema.items !== 'object' || choicesOf(schema.items) === undefined
}

export function FieldErrorTemplate({ errors = [], fieldPathId }: FieldErrorProps<Answers, RJSFSchema>) {
  if (errors.length === 0) return null
  return (
    <p id={`${fieldPathId.$id}-error`} className={styles.error}>
      {[...new Set(errors)].join('；')}
    </p>
  )
}

export function ObjectFieldTemplate(props: ObjectFieldTemplateProps<Answers, RJSFSchema>) {
  const { title, description, properties, fieldPathId } = props
  const fields = properties.map((one) => one.content)
  const place = fieldPathId.path.at(-1)
  // The whole form and the entries of a list have a heading already.
  if (place === undefined || typeof place === 'number') return <>{fields}</>
  return (
    <fieldset className={styles.part} id={fieldPathId.$id} tabIndex={-1}>
      {title && <legend className={styles.legend}>{title}</legend>}
      {description && <p className={styles.description}>{description}</p>}
      {fields}
    </fieldset>
  )
}

/** A list of entries. Its buttons also post, so that it works before scripts have loaded. */
export function ArrayFieldTemplate(props: ArrayFieldTemplateProps<Answers, RJSFSchema>) {
  const { title, items, canAdd, onAddClick, fieldPathId, schema, disabled, readonly } = props
  return (
    <fieldset className={styles.part} id={fieldPathId.$id} tabIndex={-1}>
      <legend className={styles.legend}>{title}</legend>
      {schema.description && <p className={styles.description}>{schema.description}</p>}
      <div className={styles.entries}>{items}</div>
      {canAdd && !readonly && (
        <Button
          type="submit"
          look="plain"
          name={listAddName}
          value={fieldPathId.name ?? ''}
          formNoValidate
          disabled={disabled}
          onClick={(event) => instead(event, onAddClick)}
        >
          {say.add}
        </Button>
      )}
    </fieldset>
  )
}

export function ArrayFieldItemTemplate(props: ArrayFieldItemTemplateProps<Answers, RJSFSchema>) {
  const { children, index, hasToolbar, buttonsProps, readonly } = props
  return (
    <div className={styles.entry} role="group" aria-label={say.item(index + 1)}>
      <p className={styles.entryNumber} aria-hidden="true">
        {say.item(index + 1)}
      </p>
      {children}
      {hasToolbar && buttonsProps.hasRemove && !readonly && (
        <Button
          type="submit"
          look="quiet"
          name={listRemoveName}
          value={buttonsProps.fieldPathId.name ?? ''}
          formNoValidate
          aria-label={`${say.remove}：${say.item(index + 1)}`}
          onClick={(event) => instead(event, buttonsProps.onRemoveItem)}
        >
          {say.remove}
        </Button>
      )}
    </div>
  )
}

function instead(event: MouseEvent, act: (event: MouseEvent) => void): void {
  event.preventDefault()
  act(event)
}
