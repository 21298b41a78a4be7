import { Button } from '@yiwang/ui'
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { tableEditorMessages as say } from './messages.ts'
import styles from './table-editor.module.css'
import { type EditorProps, freshId, type Rule } from './table-model.ts'

/** One row a rule, one cell a condition or a result; on a phone the table scrolls within its frame. */
export function RulesGrid({ model, onChange }: EditorProps) {
  const columns = [
    ...model.conditions.map(({ id, label }) => ({ id, title: label || say.unnamed, part: 'conditions' as const })),
    ...model.results.map(({ id, label }) => ({ id, title: label || say.unnamed, part: 'results' as const })),
  ]
  const set = (at: number, next: Rule) =>
    onChange({ ...model, rules: model.rules.map((rule, place) => (place === at ? next : rule)) })
  const add = () => {
    const id = freshId('rule', model.rules)
    const rule = { id, conditions: model.conditions.map(() => '-'), results: model.results.map(() => '') }
    onChange({ ...model, rules: [...model.rules, rule] })
  }
  return (
    <div className={styles.stack}>
      <p className={styles.soft} id="cell-help">
        {say.cellHelp}
      </p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={say.rules}>
        <table className={styles.rules}>
          <thead>
            <tr>
              <th scope="col">{say.rules}</th>
              {columns.map(({ id, title, part }) => (
                <th key={id} scope="col" data-part={part}>
                  {title}
                </th>
              ))}
              <th scope="col">{say.acts}</th>
            </tr>
          </thead>
          <tbody>
            {model.rules.map((rule, at) => (
              <tr key={rule.id}>
                <th scope="row">{at + 1}</th>
                {columns.map(({ id, title, part }, place) => {
                  const within = part === 'conditions' ? place : place - model.conditions.length
                  return (
                    <td key={id} data-part={part}>
                      <input
                        aria-label={say.cell(at + 1, title)}
                        aria-describedby="cell-help"
                        maxLength={1000}
                        value={rule[part][within] ?? ''}
                        onChange={({ target }) =>
                          set(at, {
                            ...rule,
                            [part]: rule[part].map((text, own) => (own === within ? target.value : text)),
                          })
                        }
                      />
                    </td>
                  )
                })}
                <td>
                  <RowActs rules={model.rules} at={at} onChange={(rules) => onChange({ ...model, rules })} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div>
        <Button icon={<Plus size={18} aria-hidden="true" />} onClick={add}>
          {say.addRule}
        </Button>
      </div>
    </div>
  )
}

interface RowActsProps {
  rules: readonly Rule[]
  at: number
  onChange(rules: readonly Rule[]): void
}

function RowActs({ rules, at, onChange }: RowActsProps) {
  const move = (to: number) => {
    const next = [...rules]
    next.splice(to, 0, ...next.splice(at, 1))
    onChange(next)
  }
  return (
    <div className={styles.line}>
      {at > 0 && (
        <Button look="quiet" aria-label={say.up(at + 1)} onClick={() => move(at - 1)}>
          <ArrowUp size={18} aria-hidden="true" />
        </Button>
      )}
      {at < rules.length - 1 && (
        <Button look="quiet" aria-label={say.down(at + 1)} onClick={() => move(at + 1)}>
          <ArrowDown size={18} aria-hidden="true" />
        </Button>
      )}
      {rules.length > 1 && (
        <Button
          look="quiet"
          aria-label={say.remove(say.rule(at + 1))}
          onClick={() => onChange(rules.filter((_, place) => place !== at))}
        >
          <Trash2 size={18} aria-hidden="true" />
        </Button>
      )}
    </div>
  )
}
