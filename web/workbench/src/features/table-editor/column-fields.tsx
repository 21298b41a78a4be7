import { Button, Select, TextField } from '@yiwang/ui'
import { Trash2 } from 'lucide-react'
import { tableEditorMessages as say } from './messages.ts'
import styles from './table-editor.module.css'
import { type Condition, type EditorProps, isName, type Result, type TableModel, VALUE_TYPES } from './table-model.ts'

interface ColumnProps extends EditorProps {
  at: number
}

/** What a condition looks at. */
export function ConditionFields({ model, at, onChange }: ColumnProps) {
  const condition = model.conditions[at]!
  const change = (next: Partial<Condition>) =>
    onChange({ ...model, conditions: model.conditions.map((one, place) => (place === at ? { ...one, ...next } : one)) })
  const remove = () =>
    onChange({
      ...model,
      conditions: model.conditions.filter((_, place) => place !== at),
      rules: model.rules.map((rule) => ({ ...rule, conditions: rule.conditions.filter((_, place) => place !== at) })),
    })
  return (
    <fieldset className={styles.column}>
      <legend>{say.condition(at + 1)}</legend>
      <Label id={condition.id} value={condition.label} onChange={(label) => change({ label })} />
      <Name id={condition.id} value={condition.name} onChange={(name) => change({ name })} />
      <TypeOf id={condition.id} value={condition.type} onChange={(type) => change({ type })} />
      {model.conditions.length > 1 && <Remove what={say.condition(at + 1)} onRemove={remove} />}
    </fieldset>
  )
}

/** What the rules come to, and what it may be at all. */
export function ResultFields({ model, at, onChange }: ColumnProps) {
  const result = model.results[at]!
  const change = (next: Partial<Result>) =>
    onChange({ ...model, results: model.results.map((one, place) => (place === at ? { ...one, ...next } : one)) })
  const remove = () =>
    onChange({
      ...model,
      results: model.results.filter((_, place) => place !== at),
      rules: model.rules.map((rule) => ({ ...rule, results: rule.results.filter((_, place) => place !== at) })),
    })
  return (
    <fieldset className={styles.column}>
      <legend>{say.result(at + 1)}</legend>
      <Label id={result.id} value={result.label} onChange={(label) => change({ label })} />
      {model.results.length > 1 && <Name id={result.id} value={result.name} onChange={(name) => change({ name })} />}
      <TypeOf id={result.id} value={result.type} onChange={(type) => change({ type })} />
      <TextField
        id={`${result.id}-allowed`}
        label={say.allowed}
        help={say.allowedHelp}
        optional
        maxLength={1000}
        value={result.allowed}
        onChange={({ target }) => change({ allowed: target.value })}
      />
      {result.type === 'number' && <RangeFields model={model} result={result} onChange={change} />}
      <TextField
        id={`${result.id}-otherwise`}
        label={say.otherwise}
        optional
        maxLength={1000}
        value={result.otherwise}
        onChange={({ target }) => change({ otherwise: target.value })}
      />
      {model.results.length > 1 && <Remove what={say.result(at + 1)} onRemove={remove} />}
    </fieldset>
  )
}

interface RangeProps {
  model: TableModel
  result: Result
  onChange(next: Partial<Result>): void
}

/** 法定幅度: in what it is counted, by which article; of a tier's lower limit, which column is the upper one. */
function RangeFields({ model, result, onChange }: RangeProps) {
  const others = model.results.filter(({ id, type, name }) => id !== result.id && type === 'number' && name !== '')
  return (
    <>
      <TextField
        id={`${result.id}-unit`}
        label={say.unit}
        help={say.unitHelp}
        optional
        maxLength={20}
        value={result.unit}
        onChange={({ target }) => onChange({ unit: target.value })}
      />
      <TextField
        id={`${result.id}-basis`}
        label={say.basis}
        help={say.basisHelp}
        optional
        maxLength={200}
        value={result.basis}
        onChange={({ target }) => onChange({ basis: target.value })}
      />
      {others.length > 0 && (
        <Select
          id={`${result.id}-not-above`}
          label={say.notAbove}
          placeholder={say.notPaired}
          choices={others.map(({ name, label }) => ({ value: name, label: label || name }))}
          value={result.notAbove}
          onChange={({ target }) => onChange({ notAbove: target.value })}
        />
      )}
    </>
  )
}

interface TextProps {
  id: string
  value: string
  onChange(text: string): void
}

function Label({ id, value, onChange }: TextProps) {
  return (
    <TextField
      id={`${id}-label`}
      label={say.label}
      maxLength={100}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}

function Name({ id, value, onChange }: TextProps) {
  const isWrong = value !== '' && !isName(value)
  return (
    <TextField
      id={`${id}-name`}
      label={say.valueName}
      maxLength={64}
      value={value}
      {...(isWrong && { error: say.valueNameWrong })}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}

interface TypeProps {
  id: string
  value: (typeof VALUE_TYPES)[number]
  onChange(type: (typeof VALUE_TYPES)[number]): void
}

function TypeOf({ id, value, onChange }: TypeProps) {
  return (
    <Select
      id={`${id}-type`}
      label={say.type}
      choices={VALUE_TYPES.map((one) => ({ value: one, label: say.types[one] }))}
      value={value}
      onChange={({ target }) => {
        const type = VALUE_TYPES.find((one) => one === target.value)
        if (type) onChange(type)
      }}
    />
  )
}

function Remove({ what, onRemove }: { what: string; onRemove(): void }) {
  return (
    <div>
      <Button look="quiet" icon={<Trash2 size={18} aria-hidden="true" />} onClick={onRemove}>
        {say.remove(what)}
      </Button>
    </div>
  )
}
