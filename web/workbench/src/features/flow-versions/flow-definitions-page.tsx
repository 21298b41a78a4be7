import { useQuery } from '@tanstack/react-query'
import type { DecisionTableRow, FlowDefinitionRow } from '@yiwang/server/contract/flows'
import { Card, EmptyState, LinkButton, Table } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded } from '../../shared/page-states.tsx'
import styles from './flow-versions.module.css'
import { flowVersionsMessages as say } from './messages.ts'
import { PublishFile } from './publish-file.tsx'
import { refText } from './version-ref.ts'

/** 流程与决策表: what is published here, what runs on each version, and what was planned for it. */
export function FlowDefinitionsPage() {
  const flows = useQuery({
    queryKey: ['flow-definitions'],
    queryFn: ({ signal }) => api.flows.listFlowDefinitions({}, { signal }),
  })
  const tables = useQuery({
    queryKey: ['decision-tables'],
    queryFn: ({ signal }) => api.flows.listDecisionTables({}, { signal }),
  })
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.soft}>{say.text}</p>
      <h2>{say.flows}</h2>
      <Loaded reading={flows}>
        {({ definitions }) => definitions.map((row) => <Definition key={row.definitionId} row={row} />)}
      </Loaded>
      <div data-print="no">
        <LinkButton href="/flow-check">{say.check}</LinkButton>
      </div>
      <PublishFile kind="flow" />
      <h2>{say.tables}</h2>
      <Loaded reading={tables} lines={3}>
        {({ tables: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={say.noTables}>
              <p>{say.noTablesText}</p>
            </EmptyState>
          ) : (
            rows.map((row) => <DecisionTable key={row.decisionId} row={row} />)
          )
        }
      </Loaded>
      <div data-print="no">
        <LinkButton href="/table-design">{say.designTable}</LinkButton>
      </div>
      <PublishFile kind="table" />
      <h2>{say.templates}</h2>
      <p className={styles.soft}>{say.templatesText}</p>
      <div data-print="no">
        <LinkButton href="/template-design">{say.designTemplate}</LinkButton>
      </div>
    </div>
  )
}

function Definition({ row }: { row: FlowDefinitionRow }) {
  const [newest] = row.versions
  return (
    <Card title={row.name}>
      <div className={styles.stack}>
        <p className={styles.code}>{row.definitionId}</p>
        <Table
          caption={row.name}
          captionHidden
          rows={row.versions}
          keyOf={refText}
          columns={[
            {
              id: 'version',
              header: say.version,
              isRowHeader: true,
              cell: (one) => say.versionName(one.jurisdiction, one.version),
            },
            { id: 'published', header: say.publishedAt, cell: (one) => instantText(one.publishedAt) },
            { id: 'running', header: say.running, cell: (one) => say.runningCount(one.running) },
            { id: 'plan', header: say.plan, cell: (one) => planText(one.plan) },
          ]}
        />
        {row.versions.length > 1 && (
          <div data-print="no">
            <LinkButton href={`/flows/${row.definitionId}?to=${refText(newest!)}`}>{say.arrange}</LinkButton>
          </div>
        )}
      </div>
    </Card>
  )
}

function planText(plan: FlowDefinitionRow['versions'][number]['plan']): string {
  if (!plan) return say.noPlan
  return say.planTo(say.plans[plan.kind], say.versionName(plan.to.jurisdiction, plan.to.version))
}

function DecisionTable({ row }: { row: DecisionTableRow }) {
  return (
    <Card title={row.name}>
      <div className={styles.stack}>
        <p className={styles.code}>{row.decisionId}</p>
        <Table
          caption={row.name}
          captionHidden
          rows={row.versions}
          keyOf={refText}
          columns={[
            {
              id: 'version',
              header: say.version,
              isRowHeader: true,
              cell: (one) => say.versionName(one.jurisdiction, one.version),
            },
            { id: 'published', header: say.publishedAt, cell: (one) => instantText(one.publishedAt) },
          ]}
        />
      </div>
    </Card>
  )
}
