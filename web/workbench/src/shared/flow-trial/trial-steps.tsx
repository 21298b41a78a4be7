import type { TrialStep } from '@yiwang/server/contract/flows'
import { StateTag, Table } from '@yiwang/ui'
import { FLOW_ROLES } from './flow-roles.ts'
import styles from './flow-trial.module.css'
import { riskText } from './risk-text.ts'
import { trialMessages as say } from './messages.ts'

const ROLES: Readonly<Record<string, string>> = FLOW_ROLES

/** What has happened so far, in the order in which it began. */
export function TrialSteps({ steps }: { steps: readonly TrialStep[] }) {
  const rows = steps.map((step, at) => ({ step, at }))
  return (
    <Table
      caption={say.steps}
      rows={rows}
      keyOf={({ at }) => String(at)}
      columns={[
        {
          id: 'name',
          header: say.columns.name,
          isRowHeader: true,
          cell: ({ step }) => step.name || say.kinds[step.kind],
        },
        { id: 'who', header: say.columns.who, cell: ({ step }) => <Who step={step} /> },
        { id: 'on', header: say.columns.on, cell: ({ step }) => step.on },
        { id: 'due', header: say.columns.due, cell: ({ step }) => <Due step={step} /> },
        { id: 'result', header: say.columns.result, cell: ({ step }) => <Result step={step} /> },
      ]}
    />
  )
}

function Who({ step: { kind, role, notBy, service, procedures, documents, risk } }: { step: TrialStep }) {
  if (kind !== 'task') return service ? `${say.kinds[kind]}：${service.title}` : say.kinds[kind]
  return (
    <>
      {ROLES[role ?? ''] ?? role}
      {notBy && <span className={styles.soft}>{say.notBy(notBy)}</span>}
      {procedures && <span className={styles.soft}>{say.procedures(procedures)}</span>}
      {documents?.map((one) => (
        <span key={`${one.name} ${one.outcome}`} className={styles.soft}>
          {say.document(one.name, say.outcomes[one.outcome], one.isIssued)}
        </span>
      ))}
      {risk && <span className={styles.soft}>{riskText(risk)}</span>}
    </>
  )
}

function Due({ step: { dueOn, limitWorkdays } }: { step: TrialStep }) {
  if (dueOn === undefined) return '—'
  return (
    <>
      {dueOn}
      {limitWorkdays !== undefined && <span className={styles.soft}>{say.limit(limitWorkdays)}</span>}
    </>
  )
}

function Result({ step }: { step: TrialStep }) {
  const { kind, outcome, doneOn, isLate, isCancelled, decisions, service } = step
  if (decisions) return decisions.map((one) => <p key={one.name}>{decisionText(one)}</p>)
  if (service?.text !== undefined) return say.says(service.text)
  if (isCancelled) return say.cancelled
  if (kind !== 'task') return doneOn ?? '—'
  if (outcome === undefined || doneOn === undefined) return '—'
  return (
    <>
      {say.outcomes[outcome]}，{say.done(doneOn)}
      {isLate && <StateTag tone="red">{say.late}</StateTag>}
    </>
  )
}

function decisionText({ name, matched, isOtherwise, result }: NonNullable<TrialStep['decisions']>[number]): string {
  const by = matched.length > 0 ? say.rules(matched) : isOtherwise ? say.otherwise : say.noRule
  return `${say.answer(name, valueText(result))}（${by}）`
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return say.nothing
  if (typeof value === 'boolean') return value ? say.yes : say.no
  if (Array.isArray(value)) return value.length === 0 ? say.nothing : value.map(valueText).join('、')
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, one]) => say.answer(name, valueText(one)))
    .join('；')
}
