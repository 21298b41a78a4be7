import type { TemplateBlock } from '@yiwang/server/contract/documents'
import { Button, CheckboxGroup, Select, TextField } from '@yiwang/ui'
import { Plus, Trash2 } from 'lucide-react'
import type { BlockProps } from './block-props.ts'
import { FieldText } from './field-text.tsx'
import { templateMessages as say } from './messages.ts'
import styles from './template-editor.module.css'
import { keptText, shownText } from './template-model.ts'

type Facts = Extract<TemplateBlock, { kind: 'facts' }>
type Row = Facts['rows'][number]

/** Names and what stands beside them, row by row. */
export function FactRows({ id, block, fields, onChange }: BlockProps<Facts>) {
  const set = (at: number, next: Row) =>
    onChange({ ...block, rows: block.rows.map((row, place) => (place === at ? next : row)) })
  return (
    <>
      {block.rows.map((row, at) => (
        // The place is the row's identity: its name is being typed.
        <fieldset key={at} className={styles.part}>
          <legend>{say.row(at + 1)}</legend>
          <TextField
            id={`${id}-${at}-label`}
            label={say.label}
            maxLength={200}
            value={shownText(row.label, fields)}
            onChange={({ target }) => set(at, { ...row, label: keptText(target.value, fields) })}
          />
          <FieldText
            id={`${id}-${at}-value`}
            label={say.value}
            value={row.value}
            fields={fields}
            onChange={(value) => set(at, { ...row, value })}
          />
          <Select
            id={`${id}-${at}-when`}
            label={say.when}
            placeholder={say.always}
            choices={fields
              .filter(({ name, required }) => !required || name === row.when)
              .map(({ name, title }) => ({ value: name, label: say.whenFilled(title) }))}
            value={row.when ?? ''}
            onChange={({ target }) => {
              const { when: _before, ...rest } = row
              set(at, target.value === '' ? rest : { ...rest, when: target.value })
            }}
          />
          <CheckboxGroup
            id={`${id}-${at}-tall`}
            name={`${id}-${at}-tall`}
            label={say.writing}
            choices={[{ value: 'tall', label: say.tall }]}
            value={row.tall === true ? ['tall'] : []}
            onChange={({ target }) => {
              const { tall: _before, ...rest } = row
              set(at, target.checked ? { ...rest, tall: true } : rest)
            }}
          />
          {block.rows.length > 1 && (
            <div>
              <Button
                look="quiet"
                icon={<Trash2 size={18} aria-hidden="true" />}
                onClick={() => onChange({ ...block, rows: block.rows.filter((_, place) => place !== at) })}
              >
                {say.drop(say.row(at + 1))}
              </Button>
            </div>
          )}
        </fieldset>
      ))}
      <div>
        <Button
          icon={<Plus size={18} aria-hidden="true" />}
          onClick={() => onChange({ ...block, rows: [...block.rows, { label: '', value: '' }] })}
        >
          {say.addRow}
        </Button>
      </div>
    </>
  )
}
