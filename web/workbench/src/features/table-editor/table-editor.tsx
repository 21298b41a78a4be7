import { Button, Card, Select, TextField } from '@yiwang/ui'
import { Plus } from 'lucide-react'
import { ConditionFields, ResultFields } from './column-fields.tsx'
import { tableEditorMessages as say } from './messages.ts'
import { RulesGrid } from './rules-grid.tsx'
import styles from './table-editor.module.css'
import { BLANK_RESULT, type EditorProps, freshId, HIT_POLICIES, type TableModel } from './table-model.ts'

export function TableEditor({ model, onChange }: EditorProps) {
  return (
    <>
      <Card title={say.table}>
        <div className={styles.stack}>
          <TextField
            id="table-name"
            label={say.name}
            maxLength={100}
            value={model.name}
            onChange={({ target }) => onChange({ ...model, name: target.value })}
          />
          <TextField
            id="table-decision"
            label={say.decision}
            help={say.decisionHelp}
            maxLength={100}
            value={model.decision}
            onChange={({ target }) => onChange({ ...model, decision: target.value })}
          />
          <Select
            id="table-policy"
            label={say.policy}
            choices={HIT_POLICIES.map((value) => ({ value, label: say.policies[value] }))}
            value={model.hitPolicy}
            onChange={({ target }) => {
              const hitPolicy = HIT_POLICIES.find((one) => one === target.value)
              if (hitPolicy) onChange({ ...model, hitPolicy })
            }}
          />
        </div>
      </Card>
      <Card title={say.conditions}>
        <div className={styles.stack}>
          {model.conditions.map((_, at) => (
            <ConditionFields key={model.conditions[at]!.id} model={model} at={at} onChange={onChange} />
          ))}
          <div>
            <Button icon={<Plus size={18} aria-hidden="true" />} onClick={() => onChange(withCondition(model))}>
              {say.addCondition}
            </Button>
          </div>
        </div>
      </Card>
      <Card title={say.results}>
        <div className={styles.stack}>
          {model.results.map((_, at) => (
            <ResultFields key={model.results[at]!.id} model={model} at={at} onChange={onChange} />
          ))}
          <div>
            <Button icon={<Plus size={18} aria-hidden="true" />} onClick={() => onChange(withResult(model))}>
              {say.addResult}
            </Button>
          </div>
        </div>
      </Card>
      <Card title={say.rules}>
        <RulesGrid model={model} onChange={onChange} />
      </Card>
    </>
  )
}

function withCondition(model: TableModel): TableModel {
  const condition = { id: freshId('condition', model.conditions), label: '', name: '', type: 'number' } as const
  const rules = model.rules.map((rule) => ({ ...rule, conditions: [...rule.conditions, '-'] }))
  return { ...model, conditions: [...model.conditions, condition], rules }
}

function withResult(model: TableModel): TableModel {
  const result = { id: freshId('result', model.results), ...BLANK_RESULT }
  const rules = model.rules.map((rule) => ({ ...rule, results: [...rule.results, ''] }))
  return { ...model, results: [...model.results, result], rules }
}
