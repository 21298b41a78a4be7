import { Select, TextField } from '@yiwang/ui'
import type { BlockProps } from './block-props.ts'
import { FactRows } from './fact-rows.tsx'
import { FieldText } from './field-text.tsx'
import { templateMessages as say } from './messages.ts'
import styles from './template-editor.module.css'
import { TableColumns } from './table-columns.tsx'
import { tableOf } from './template-model.ts'

/** What a block says, and when it is printed. */
export function BlockFields(props: BlockProps) {
  return (
    <div className={styles.fields}>
      <Said {...props} />
      <When {...props} />
    </div>
  )
}

function Said({ id, block, fields, onChange }: BlockProps) {
  switch (block.kind) {
    case 'facts':
      return <FactRows id={id} block={block} fields={fields} onChange={onChange} />
    case 'fact-rows':
    case 'list':
      return <From id={id} block={block} fields={fields} onChange={(field) => onChange({ ...block, field })} />
    case 'table':
      return (
        <>
          <From
            id={id}
            block={block}
            fields={fields}
            onChange={(name) => onChange({ ...block, ...tableOf(fields.find((field) => field.name === name)) })}
          />
          <TableColumns id={id} block={block} fields={fields} onChange={onChange} />
        </>
      )
    case 'signature':
      return (
        <>
          <FieldText
            id={`${id}-name`}
            label={say.signer}
            mostLength={200}
            value={block.name}
            fields={fields}
            onChange={(name) => onChange({ ...block, name })}
          />
          <FieldText
            id={`${id}-date`}
            label={say.date}
            mostLength={200}
            value={block.date}
            fields={fields}
            onChange={(date) => onChange({ ...block, date })}
          />
        </>
      )
    case 'qr':
      return (
        <TextField
          id={`${id}-caption`}
          label={say.qrCaption}
          help={say.qrText}
          maxLength={200}
          value={block.caption}
          onChange={({ target }) => onChange({ ...block, caption: target.value })}
        />
      )
    default:
      return (
        <FieldText
          id={`${id}-text`}
          label={say.words}
          rows={block.kind === 'paragraph' ? 4 : 1}
          value={block.text}
          fields={fields}
          onChange={(text) => onChange({ ...block, text })}
        />
      )
  }
}

interface FromProps extends Omit<BlockProps, 'onChange'> {
  onChange(field: string): void
}

/** Which field a list or a table is made from. */
function From({ id, block, fields, onChange }: FromProps) {
  const wanted = block.kind === 'list' ? 'list' : 'rows'
  return (
    <Select
      id={`${id}-from`}
      label={say.from}
      choices={fields.filter(({ kind }) => kind === wanted).map(({ name, title }) => ({ value: name, label: title }))}
      value={'field' in block ? block.field : ''}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}

/** Only what may be missing is worth a condition. */
function When({ id, block, fields, onChange }: BlockProps) {
  const optional = fields.filter(({ name, required }) => !required || name === block.when)
  if (optional.length === 0 || block.kind === 'signature' || block.kind === 'title') return null
  return (
    <Select
      id={`${id}-when`}
      label={say.when}
      placeholder={say.always}
      choices={optional.map(({ name, title }) => ({ value: name, label: say.whenFilled(title) }))}
      value={block.when ?? ''}
      onChange={({ target }) => {
        const { when: _before, ...rest } = block
        onChange(target.value === '' ? rest : { ...rest, when: target.value })
      }}
    />
  )
}
