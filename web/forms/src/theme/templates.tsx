import {
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  type FieldErrorProps,
  type FieldHelpProps,
  type FieldTemplateProps,
  getUiOptions,
  type ObjectFieldTemplateProps,
  type RJSFSchema,
} from '@rjsf/utils'
import type { MouseEvent } from 'react'
import { type Answers, type FormSchema, typeOf } from '../form-schema.ts'
import { formMessages as say } from '../messages.ts'
import { listAddName, listRemoveName } from '../parse-form-post.ts'
import { descriptionIdOf, errorIdOf, helpIdOf } from './field-ids.ts'
import styles from './theme.module.css'
import { isGroup } from './widget-parts.ts'

/** Label above, description beside the label, the input, then what is wrong with it. */
export function FieldTemplate(props: FieldTemplateProps<Answers, RJSFSchema>) {
  const { id, label, required, schema, uiSchema, rawErrors = [], hidden, children, errors, help } = props
  if (hidden) return <div hidden>{children}</div>
  const type = typeOf(schema as FormSchema)
  const widget = getUiOptions(uiSchema).widget
  const group = isGroup(schema, widget)
  if (type === 'object' || (type === 'array' && !group)) {
    return (
      <>
        {children}
        {errors}
      </>
    )
  }
  const title = (
    <>
      {label}
      {!required && <span className={styles['optional']}>{say.optional}</span>}
    </>
  )
  const body = (
    <>
      {props.rawDescription && (
        <p id={descriptionIdOf(id)} className={styles['description']}>
          {props.rawDescription}
        </p>
      )}
      {help}
      {errors}
      {children}
    </>
  )
  const invalid = rawErrors.length > 0 ? true : undefined
  if (group) {
    return (
      <fieldset className={styles['field']} data-invalid={invalid}>
        <legend className={styles['label']}>{title}</legend>
        {body}
      </fieldset>
    )
  }
  return (
    <div className={styles['field']} data-invalid={invalid}>
      {!(type === 'boolean') && (
        <label className={styles['label']} htmlFor={id}>
          {title}
        </label>
      )}
      {body}
    </div>
  )
}

export function FieldErrorTemplate({ errors = [], fieldPathId }: FieldErrorProps<Answers, RJSFSchema>) {
  if (errors.length === 0) return null
  return (
    <p id={errorIdOf(fieldPathId.$id)} className={styles['error']}>
      {[...new Set(errors)].join('；')}
    </p>
  )
}

export function FieldHelpTemplate({ help, fieldPathId }: FieldHelpProps<Answers, RJSFSchema>) {
  if (!help) return null
  return (
    <p id={helpIdOf(fieldPathId.$id)} className={styles['description']}>
      {help}
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
    <fieldset className={styles['part']} id={fieldPathId.$id} tabIndex={-1}>
      {title && <legend className={styles['legend']}>{title}</legend>}
      {description && <p className={styles['description']}>{description}</p>}
      {fields}
    </fieldset>
  )
}

/** A list of entries. Its buttons also post, so that it works before scripts have loaded. */
export function ArrayFieldTemplate(props: ArrayFieldTemplateProps<Answers, RJSFSchema>) {
  const { title, items, canAdd, onAddClick, fieldPathId, schema, disabled, readonly } = props
  return (
    <fieldset className={styles['part']} id={fieldPathId.$id} tabIndex={-1}>
      <legend className={styles['legend']}>{title}</legend>
      {schema.description && <p className={styles['description']}>{schema.description}</p>}
      <div className={styles['entries']}>{items}</div>
      {canAdd && !readonly && (
        <button
          type="submit"
          className={styles['listButton']}
          name={listAddName}
          value={fieldPathId.name ?? ''}
          formNoValidate
          disabled={disabled}
          onClick={(event) => instead(event, onAddClick)}
        >
          {say.add}
        </button>
      )}
    </fieldset>
  )
}

export function ArrayFieldItemTemplate(props: ArrayFieldItemTemplateProps<Answers, RJSFSchema>) {
  const { children, index, hasToolbar, buttonsProps, readonly } = props
  return (
    <div className={styles['entry']} role="group" aria-label={say.item(index + 1)}>
      <p className={styles['entryNumber']} aria-hidden="true">
        {say.item(index + 1)}
      </p>
      {children}
      {hasToolbar && buttonsProps.hasRemove && !readonly && (
        <button
          type="submit"
          className={styles['listButton']}
          name={listRemoveName}
          value={buttonsProps.fieldPathId.name ?? ''}
          formNoValidate
          aria-label={`${say.remove}：${say.item(index + 1)}`}
          onClick={(event) => instead(event, buttonsProps.onRemoveItem)}
        >
          {say.remove}
        </button>
      )}
    </div>
  )
}

function instead(event: MouseEvent, act: (event: MouseEvent) => void): void {
  event.preventDefault()
  act(event)
}
