import { Select, TextArea } from '@yiwang/ui'
import { useRef } from 'react'
import { templateMessages as say } from './messages.ts'
import styles from './template-editor.module.css'
import { keptText, shownText, type TemplateField } from './template-model.ts'

interface FieldTextProps {
  id: string
  label: string
  rows?: number
  mostLength?: number
  value: string
  fields: readonly TemplateField[]
  onChange(text: string): void
}

/** Words with fields among them: a field is typed in braces, or chosen and put where the caret was. */
export function FieldText({ id, label, rows = 1, mostLength = 2000, value, fields, onChange }: FieldTextProps) {
  const caret = useRef<number>(undefined)
  const shown = shownText(value, fields)
  const insert = (name: string) => {
    const title = fields.find((field) => field.name === name)?.title
    if (title === undefined) return
    const place = Math.min(caret.current ?? shown.length, shown.length)
    caret.current = place + title.length + 2
    onChange(keptText(`${shown.slice(0, place)}{${title}}${shown.slice(place)}`, fields))
  }
  return (
    <div className={styles.words}>
      <TextArea
        id={id}
        label={label}
        rows={rows}
        maxLength={mostLength}
        value={shown}
        onSelect={({ currentTarget }) => {
          caret.current = currentTarget.selectionStart
        }}
        onChange={({ target }) => {
          caret.current = target.selectionStart
          onChange(keptText(target.value, fields))
        }}
      />
      <Select
        id={`${id}-field`}
        label={say.field}
        choices={fields
          .filter(({ kind }) => kind !== 'rows')
          .map(({ name, title, required }) => ({ value: name, label: required ? title : say.optionalField(title) }))}
        value=""
        onChange={({ target }) => insert(target.value)}
      />
    </div>
  )
}
