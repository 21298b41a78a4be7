import { Button, CheckboxGroup, Select, TextField } from '@yiwang/ui'
import { ArrowUp, Plus, Trash2 } from 'lucide-react'
import { type ColumnDraft, COLUMN_TYPES, MASKABLE, type Mark, blankColumn } from './kind-draft.ts'
import { kindMessages as say } from './kind-messages.ts'
import styles from './rosters.module.css'

const MOST = 30
const MARKS = Object.keys(say.markWords) as Mark[]

interface ColumnListProps {
  columns: readonly ColumnDraft[]
  isAsked: boolean
  onChange(columns: readonly ColumnDraft[]): void
}

/** 栏目, in their order; the first is what a record is called. */
export function ColumnList({ columns, isAsked, onChange }: ColumnListProps) {
  const swap = (at: number) => onChange(columns.toSpliced(at - 1, 2, columns[at]!, columns[at - 1]!))
  return (
    <>
      <p className={styles.soft}>{say.columnsLead}</p>
      {columns.map((column, at) => (
        <fieldset key={column.id} className={styles.column}>
          <legend>{say.column(at + 1)}</legend>
          <ColumnFields
            column={column}
            isAsked={isAsked}
            onChange={(next) => onChange(columns.with(at, { ...column, ...next }))}
          />
          {at > 0 && (
            <div className={styles.line}>
              <Button look="quiet" icon={<ArrowUp size={18} aria-hidden="true" />} onClick={() => swap(at)}>
                {say.up(at + 1)}
              </Button>
              <Button
                look="quiet"
                icon={<Trash2 size={18} aria-hidden="true" />}
                onClick={() => onChange(columns.toSpliced(at, 1))}
              >
                {say.drop(at + 1)}
              </Button>
            </div>
          )}
        </fieldset>
      ))}
      {columns.length < MOST && (
        <div>
          <Button icon={<Plus size={18} aria-hidden="true" />} onClick={() => onChange([...columns, blankColumn()])}>
            {say.addColumn}
          </Button>
        </div>
      )}
    </>
  )
}

interface ColumnFieldsProps {
  column: ColumnDraft
  isAsked: boolean
  onChange(next: Partial<ColumnDraft>): void
}

function ColumnFields({ column, isAsked, onChange }: ColumnFieldsProps) {
  const { id, title, type, marks, inPublic, choices } = column
  const lacks = (text: string) => (isAsked && text.trim() === '' ? say.must : undefined)
  return (
    <div className={styles.cells}>
      <TextField
        id={`${id}-title`}
        label={say.columnTitle}
        maxLength={30}
        value={title}
        error={lacks(title)}
        onChange={({ target }) => onChange({ title: target.value })}
      />
      <Select
        id={`${id}-type`}
        label={say.type}
        choices={COLUMN_TYPES.map((value) => ({ value, label: say.types[value] }))}
        value={type}
        onChange={({ target }) => onChange({ type: COLUMN_TYPES.find((one) => one === target.value) ?? type })}
      />
      <CheckboxGroup
        id={`${id}-marks`}
        name={`${id}-marks`}
        label={say.marks}
        inline
        choices={marksOf(type).map((value) => ({ value, label: say.markWords[value] }))}
        value={[...marks]}
        onChange={({ target: { value, checked } }) =>
          onChange({ marks: MARKS.filter((one) => (one === value ? checked : marks.includes(one))) })
        }
      />
      {marks.includes('isPersonal') && MASKABLE.includes(type) && (
        <Select
          id={`${id}-public`}
          label={say.inPublic}
          choices={(['masked', 'hidden'] as const).map((value) => ({ value, label: say.masks[value] }))}
          value={inPublic}
          onChange={({ target }) => onChange({ inPublic: target.value === 'masked' ? 'masked' : 'hidden' })}
        />
      )}
      {type === 'choice' && (
        <TextField
          id={`${id}-choices`}
          label={say.choices}
          help={say.choicesHelp}
          maxLength={600}
          value={choices}
          error={lacks(choices)}
          onChange={({ target }) => onChange({ choices: target.value })}
        />
      )}
    </div>
  )
}

function marksOf(type: ColumnDraft['type']): readonly Mark[] {
  return type === 'text' ? MARKS : MARKS.filter((mark) => mark !== 'isLong')
}
