import { useQuery } from '@tanstack/react-query'
import type { FlowDefinitionRow, VersionRef } from '@yiwang/server/contract/flows'
import { Card, NoticePanel, Select } from '@yiwang/ui'
import { Link, useParams, useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import styles from './flow-versions.module.css'
import { flowVersionsMessages as say } from './messages.ts'
import { MigrationDesk } from './migration-desk.tsx'
import { refOf, refText } from './version-ref.ts'

/** 安排换版: two versions of a flow, what each running case would do, and the decision. */
export function ChangeVersionPage() {
  const { definitionId = '' } = useParams()
  const reading = useQuery({
    queryKey: ['flow-definitions'],
    queryFn: ({ signal }) => api.flows.listFlowDefinitions({}, { signal }),
  })
  return (
    <div className={styles.page}>
      <p data-print="no">
        <Link to="/flows">{say.back}</Link>
      </p>
      {reading.data === undefined && <h1 className="visually-hidden">{say.arrange}</h1>}
      <Loaded reading={reading}>
        {({ definitions }) => <Change row={definitions.find((one) => one.definitionId === definitionId)} />}
      </Loaded>
    </div>
  )
}

function Change({ row }: { row: FlowDefinitionRow | undefined }) {
  const [params, setParams] = useSearchParams()
  const versions = row?.versions ?? []
  const [from, to] = [refOf(params.get('from'), versions), refOf(params.get('to'), versions)]
  const choose = (side: 'from' | 'to', text: string) => {
    const next = new URLSearchParams(params)
    next.set(side, text)
    setParams(next, { replace: true })
  }
  return (
    <>
      <h1>{say.changeTitle(row?.name ?? '')}</h1>
      <Card>
        <div className={styles.line}>
          <VersionSelect side="from" versions={versions} chosen={from} onChoose={choose} />
          <VersionSelect side="to" versions={versions} chosen={to} onChoose={choose} />
        </div>
      </Card>
      {from && to && from !== to ? (
        <MigrationDesk
          key={`${refText(from)} ${refText(to)}`}
          change={{ definitionId: row!.definitionId, from: plainRef(from), to: plainRef(to) }}
        />
      ) : (
        <NoticePanel title={from && from === to ? say.same : say.chooseBoth} />
      )}
    </>
  )
}

function plainRef({ jurisdiction, version }: VersionRef): VersionRef {
  return { jurisdiction, version }
}

interface VersionSelectProps {
  side: 'from' | 'to'
  versions: FlowDefinitionRow['versions']
  chosen: VersionRef | undefined
  onChoose(side: 'from' | 'to', text: string): void
}

function VersionSelect({ side, versions, chosen, onChoose }: VersionSelectProps) {
  return (
    <Select
      id={`version-${side}`}
      label={say[side]}
      value={chosen ? refText(chosen) : ''}
      choices={versions.map((one) => ({
        value: refText(one),
        label: `${say.versionName(one.jurisdiction, one.version)} · ${say.running} ${say.runningCount(one.running)}`,
      }))}
      onChange={(event) => onChoose(side, event.target.value)}
    />
  )
}
