import type { TemplateBlock } from '@yiwang/server/contract/documents'
import { Button, Select, TextField } from '@yiwang/ui'
import { Plus, Trash2 } from 'lucide-react'
import type { BlockProps } from './block-props.ts'
import { templateMessages as say } from './messages.ts'
import styles from './template-editor.module.css'

type TableBlock = Extract<TemplateBlock, { kind: 'table' }>
type Column = TableBlock['columns'][number]

const SHARES = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const MOST_COLUMNS = 8

export function TableColumns({ id, block, fields, onChange }: BlockProps<TableBlock>) {
  const known = fields.find(({ name }) => name === block.field)?.columns ?? []
  const set = (at: number, next: Partial<Column>) =>
    onChange({ ...block, columns: block.columns.map((one, place) => (place === at ? { ...one, ...next } : one)) })
  return (
    <>
      <TextField
        id={`${id}-caption`}
        label={say.caption}
        optional
        maxLength={200}
        value={block.caption ?? ''}
        onChange={({ target }) => {
          const { caption: _before, ...rest } = block
          onChange(target.value === '' ? rest : { ...rest, caption: target.value })
        }}
      />
      {block.columns.map((column, at) => (
        // The place is the column's identity: its name is being typed.
        <fieldset key={at} className={styles.part}>
          <legend>{say.column(at + 1)}</legend>
          <TextField
            id={`${id}-${at}-title`}
            label={say.columnTitle}
            maxLength={200}
            value={column.title}
            onChange={({ target }) => set(at, { title: target.value })}
          />
          <Select
            id={`${id}-${at}-name`}
            label={say.columnField}
            choices={[
              { value: '#', label: say.columnNumber },
              ...known.map(({ name: value, title }) => ({ value, label: title })),
            ]}
            value={column.name}
            onChange={({ target }) => set(at, { name: target.value })}
          />
          <Select
            id={`${id}-${at}-share`}
            label={say.share}
            help={say.shareHelp}
            choices={SHARES.map((share) => ({ value: String(share), label: String(share) }))}
            value={String(column.share)}
            onChange={({ target }) => set(at, { share: Number(target.value) })}
          />
          {block.columns.length > 1 && (
            <div>
              <Button
                look="quiet"
                icon={<Trash2 size={18} aria-hidden="true" />}
                onClick={() => onChange({ ...block, columns: block.columns.filter((_, place) => place !== at) })}
              >
                {say.drop(say.column(at + 1))}
              </Button>
            </div>
          )}
        </fieldset>
      ))}
      {block.columns.length < MOST_COLUMNS && (
        <div>
          <Button
            icon={<Plus size={18} aria-hidden="true" />}
            onClick={() => onChange({ ...block, columns: [...block.columns, { title: '', name: '', share: 3 }] })}
          >
            {say.addColumn}
          </Button>
        </div>
      )}
    </>
  )
}
