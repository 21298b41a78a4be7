import type { DraftFinding } from '@yiwang/server/contract/catalogue'
import { CheckboxGroup, DateField, RadioGroup, Select, TextArea, TextField } from '@yiwang/ui'
import type { KeyboardEvent } from 'react'
import { frameOf } from './field-frame.ts'
import { idOf, partsOf } from './field-shape.ts'
import type { FieldProps, FieldShape, Path } from './field-shape.ts'
import { NeededWhenField } from './form/needed-when-field.tsx'
import { HallWindowField } from './hall-window-field.tsx'
import styles from './item-drafts.module.css'
import { isMaterialFile, MaterialFileField } from './material-file-field.tsx'
import { ListEditor } from './list-editor.tsx'
import { draftsMessages as say } from './messages.ts'

/** A field as its contract describes it: choices, yes or no, a number, a line, a text, a group, a list. */
export function FieldEditor(props: FieldProps) {
  const { shape } = props
  if (shape.anyOf) return <ChoiceField {...props} />
  if (isMaterialFile(props.path)) return <MaterialFileField {...props} />
  if (props.path.at(-1) === 'neededWhen') return <NeededWhenField {...props} />
  if (props.path.at(-1) === 'hallWindow') return <HallWindowField {...props} />
  switch (shape.type) {
    case 'boolean':
      return <YesOrNo {...props} />
    case 'integer':
      return <NumberField {...props} />
    case 'array':
      return <ArrayField {...props} />
    case 'object':
      return <Group {...props} />
    default:
      return <TextLines {...props} />
  }
}

function ChoiceField(props: FieldProps) {
  const choices = (props.shape.anyOf ?? []).map((one) => ({ value: String(one.const), label: one.title ?? '' }))
  return (
    <Select
      {...frameOf(props)}
      choices={choices}
      value={typeof props.value === 'string' ? props.value : ''}
      onChange={(event) => props.onChange(event.target.value === '' ? undefined : event.target.value)}
    />
  )
}

function YesOrNo(props: FieldProps) {
  const frame = frameOf(props)
  return (
    <RadioGroup
      {...frame}
      optional={false}
      name={frame.id}
      inline
      choices={[
        { value: 'yes', label: say.yes },
        { value: 'no', label: say.no },
      ]}
      value={props.value === true ? 'yes' : props.value === false ? 'no' : ''}
      onChange={(event) => props.onChange(event.target.value === 'yes')}
    />
  )
}

/** What is no number yet stays as it was typed. */
function NumberField(props: FieldProps) {
  const { value } = props
  if (props.path.at(-1) === 'minLevel') return <LevelField {...props} />
  return (
    <TextField
      {...frameOf(props)}
      width="short"
      inputMode="numeric"
      maxLength={40}
      value={typeof value === 'number' || typeof value === 'string' ? String(value) : ''}
      onChange={(event) => {
        const text = event.target.value.trim()
        if (text === '') props.onChange(undefined)
        else props.onChange(/^\d{1,9}$/.test(text) ? Number(text) : text)
      }}
    />
  )
}

function LevelField(props: FieldProps) {
  return (
    <Select
      {...frameOf(props)}
      choices={say.levels.map((label, level) => ({ value: String(level), label }))}
      value={typeof props.value === 'number' ? String(props.value) : ''}
      onChange={(event) => props.onChange(event.target.value === '' ? undefined : Number(event.target.value))}
    />
  )
}

const LONG = 1000

/** A line that is long wraps and is seen whole; only a text has line breaks. */
function TextLines(props: FieldProps) {
  const { shape, onChange } = props
  const text = typeof props.value === 'string' ? props.value : ''
  const frame = frameOf(props)
  if (shape.format === 'date')
    return <DateField {...frame} value={text} onChange={(event) => onChange(event.target.value || undefined)} />
  const isProse = (shape.maxLength ?? LONG) > LONG
  const keepLine = (event: KeyboardEvent) => {
    if (!isProse && event.key === 'Enter') event.preventDefault()
  }
  return (
    <TextArea
      {...frame}
      rows={isProse ? 3 : 1}
      maxLength={shape.maxLength ?? LONG}
      value={text}
      onKeyDown={keepLine}
      onChange={(event) => onChange(isProse ? event.target.value : event.target.value.replaceAll(/\s*\n\s*/g, ' '))}
    />
  )
}

function ArrayField(props: FieldProps) {
  const { shape, value } = props
  const parts = Array.isArray(value) ? (value as unknown[]) : []
  const { items = {} } = shape
  if (items.anyOf) return <ManyOf {...props} choices={items.anyOf} chosen={parts.map(String)} />
  if (items.type === 'string' && (items.maxLength ?? 0) <= LONG) return <Lines {...props} lines={parts.map(String)} />
  return <ListEditor {...props} parts={parts} body={PartBody} />
}

/** The fields of a part stand without a frame of their own: the part has one. */
function PartBody(props: FieldProps) {
  const { shape, path, value, findings, onChange } = props
  if (shape.type !== 'object') return <FieldEditor {...props} />
  const parts = (value ?? {}) as Record<string, unknown>
  return <PartFields shape={shape} path={path} value={parts} findings={findings} onChange={onChange} />
}

interface Choosing extends FieldProps {
  choices: readonly { readonly const?: unknown; readonly title?: string }[]
  chosen: readonly string[]
}

export function ManyOf({ choices, chosen, ...props }: Choosing) {
  const frame = frameOf(props)
  return (
    <CheckboxGroup
      {...frame}
      optional={false}
      name={frame.id}
      inline
      choices={choices.map((one) => ({ value: String(one.const), label: one.title ?? String(one.const) }))}
      value={chosen}
      onChange={({ target }) =>
        props.onChange(target.checked ? [...chosen, target.value] : chosen.filter((one) => one !== target.value))
      }
    />
  )
}

/** Short words, one a line. */
function Lines({ lines, ...props }: FieldProps & { lines: readonly string[] }) {
  const frame = frameOf(props)
  return (
    <TextArea
      {...frame}
      help={frame.help ?? say.linesHelp}
      optional
      rows={3}
      value={lines.join('\n')}
      onChange={(event) => props.onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
    />
  )
}

function Group(props: FieldProps) {
  const { shape, path, value, findings } = props
  const parts = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  return (
    <fieldset className={styles.group} id={idOf(path)} tabIndex={-1}>
      <legend>{shape.title}</legend>
      <PartFields
        shape={shape}
        path={path}
        value={parts}
        findings={findings}
        onChange={(next) => props.onChange(next)}
      />
    </fieldset>
  )
}

interface PartProps {
  shape: FieldShape
  path: Path
  value: Record<string, unknown>
  findings: readonly DraftFinding[]
  onChange(value: Record<string, unknown>): void
}

/** The fields of one object, each knowing its place. */
export function PartFields({ shape, path, value, findings, onChange }: PartProps) {
  return partsOf(shape).map((part) => (
    <FieldEditor
      key={part.name}
      shape={part.shape}
      path={[...path, part.name]}
      isOptional={part.isOptional}
      value={value[part.name]}
      findings={findings}
      onChange={(next) => onChange({ ...value, [part.name]: next })}
    />
  ))
}
