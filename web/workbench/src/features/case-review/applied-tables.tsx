import type { AppliedTable } from '@yiwang/server/contract/flows'
import { instantText } from '../../shared/dates.ts'
import styles from './applied-tables.module.css'
import { caseMessages } from './messages.ts'

const say = caseMessages.applied

type Decision = AppliedTable['decisions'][number]

/** 决策依据: what the decision tables of the flow said about this case, by which of their rules, and on what. */
export function AppliedTables({ applied }: { applied: readonly AppliedTable[] }) {
  if (applied.length === 0) return null
  return (
    <section className={styles.applied} aria-labelledby="applied-tables">
      <h2 id="applied-tables">{say.title}</h2>
      <ol>
        {applied.map((table) => (
          <li key={`${table.decisionId} ${table.elementId} ${table.appliedAt}`}>
            <p>
              <b>{say.table(table.name, table.decisionVersion)}</b>
              <time dateTime={table.appliedAt}>{instantText(table.appliedAt)}</time>
            </p>
            {table.decisions.map((decision) => (
              <Explained key={decision.name} decision={decision} />
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Inputs and result are there for those who work on the case; others see which rules matched. */
function Explained({ decision }: { decision: Decision }) {
  const { name, inputs, result, ranges = [] } = decision
  return (
    <dl>
      {inputs !== undefined && inputs.length > 0 && (
        <div>
          <dt>{say.inputs}</dt>
          <dd>{inputs.map(({ label, value }) => say.pair(label, textOf(value))).join('；')}</dd>
        </div>
      )}
      <div>
        <dt>{say.rules}</dt>
        <dd>{rulesText(decision)}</dd>
      </div>
      <div>
        <dt>{name}</dt>
        <dd>{result === undefined ? say.hidden : textOf(result)}</dd>
      </div>
      {ranges.length > 0 && (
        <div>
          <dt>{say.ranges}</dt>
          <dd>{ranges.map(({ label, range, basis }) => say.range(label, range, basis)).join('；')}</dd>
        </div>
      )}
    </dl>
  )
}

function rulesText({ matched, isOtherwise }: Decision): string {
  if (matched.length > 0) return say.matched(matched)
  return isOtherwise ? say.otherwise : say.noRule
}

/** A value of a table: text, number, yes or no, a list, or several result columns. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return say.nothing
  if (typeof value === 'boolean') return value ? say.yes : say.no
  if (Array.isArray(value)) return value.length === 0 ? say.nothing : value.map(textOf).join('、')
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, one]) => say.pair(name, textOf(one)))
    .join('；')
}
