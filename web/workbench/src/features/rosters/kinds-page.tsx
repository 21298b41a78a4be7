import { useQuery } from '@tanstack/react-query'
import type { RosterKindChange, RosterKindView } from '@yiwang/server/contract/rosters'
import { Card, LinkButton, StateTag, Table } from '@yiwang/ui'
import { Plus } from 'lucide-react'
import { Link } from 'react-router'
import { api } from '../../shared/api.ts'
import { shortInstantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import { useAct } from '../../shared/use-act.ts'
import { WithReason } from '../../shared/with-reason.tsx'
import { kindMessages as say } from './kind-messages.ts'
import { rosterMessages } from './messages.ts'
import styles from './rosters.module.css'
import { TOUCHED, rosterKey } from './use-roster-act.ts'

/** 清单种类: which there are, what waits to be decided, and the way to another. */
export function KindsPage() {
  const reading = useKinds()
  return (
    <div className={styles.page}>
      <p>
        <Link to="/lists">{rosterMessages.title}</Link>
      </p>
      <h1>{say.title}</h1>
      <p className={styles.soft}>{say.lead}</p>
      <Loaded reading={reading} lines={10}>
        {({ kinds, changes, abilities }) => (
          <>
            {abilities.declare && (
              <div>
                <LinkButton href="/lists/kinds/new" icon={<Plus aria-hidden="true" size={18} />}>
                  {say.declare}
                </LinkButton>
              </div>
            )}
            <Card title={say.changes}>
              {changes.length === 0 ? (
                <p className={styles.soft}>{say.noChanges}</p>
              ) : (
                <ChangeTable changes={changes} />
              )}
            </Card>
            <Card title={say.list}>
              <KindTable kinds={kinds} />
            </Card>
          </>
        )}
      </Loaded>
    </div>
  )
}

export function useKinds() {
  return useQuery({
    queryKey: [...rosterKey, 'kinds'],
    queryFn: ({ signal }) => api.rosters.listRosterKinds({}, { signal }),
  })
}

export const KIND_TONES = { proposed: 'soon', approved: 'ok', refused: 'ended', withdrawn: 'ended' } as const

function ChangeTable({ changes }: { changes: readonly RosterKindChange[] }) {
  const today = useToday()
  return (
    <Table
      caption={say.changes}
      captionHidden
      rows={changes}
      keyOf={({ changeId }) => changeId}
      columns={[
        {
          id: 'what',
          header: say.what,
          isRowHeader: true,
          cell: ({ changeId, act, definition }) => (
            <Link to={`/lists/kinds/changes/${changeId}`}>{`${say.actWords[act]}：${definition.title}`}</Link>
          ),
        },
        { id: 'reason', header: say.reason, cell: ({ reason }) => <span className={styles.words}>{reason}</span> },
        {
          id: 'by',
          header: say.by,
          cell: ({ proposedByName, proposedAt }) => `${proposedByName} · ${shortInstantText(proposedAt, today)}`,
        },
        {
          id: 'state',
          header: say.state,
          cell: ({ state, decidedByName }) => (
            <span className={styles.line}>
              <StateTag tone={KIND_TONES[state]}>{say.states[state]}</StateTag>
              {decidedByName !== undefined && <span className={styles.soft}>{say.decidedBy(decidedByName)}</span>}
            </span>
          ),
        },
      ]}
    />
  )
}

function KindTable({ kinds }: { kinds: readonly RosterKindView[] }) {
  return (
    <Table
      caption={say.list}
      captionHidden
      rows={kinds}
      keyOf={({ definition }) => definition.key}
      columns={[
        {
          id: 'name',
          header: say.name,
          isRowHeader: true,
          cell: ({ definition }) => <Link to={`/lists/${definition.key}`}>{definition.title}</Link>,
        },
        {
          id: 'columns',
          header: say.columns,
          cell: ({ definition: { columns } }) =>
            say.columnCount(columns.length, columns.filter(({ isPersonal }) => isPersonal).length),
        },
        {
          id: 'audience',
          header: say.audience,
          cell: ({ definition }) => (definition.isInternal ? say.internal : say.open),
        },
        {
          id: 'origin',
          header: say.origin,
          cell: originOf,
        },
        { id: 'records', header: say.records, align: 'end', cell: ({ records }) => records },
        {
          id: 'state',
          header: say.state,
          cell: ({ isRetired, isChanging }) => (
            <span className={styles.line}>
              <StateTag tone={isRetired ? 'ended' : 'ok'}>{isRetired ? say.retired : say.inUse}</StateTag>
              {isChanging && <StateTag tone="soon">{say.changing}</StateTag>}
            </span>
          ),
        },
        { id: 'acts', header: say.acts, cell: (kind) => <KindActs kind={kind} /> },
      ]}
    />
  )
}

function KindActs({ kind: { definition, isRetired, isChanging, abilities } }: { kind: RosterKindView }) {
  const { key, title } = definition
  const act = isRetired ? ('restore' as const) : ('retire' as const)
  const propose = useAct((reason: string) => api.rosters.proposeRosterKind({ act, kind: key, reason }), {
    words: say.sent,
    touched: TOUCHED,
  })
  if (!abilities.change || isChanging) return say.none
  return (
    <div className={styles.stack}>
      <div className={styles.line}>
        {!isRetired && (
          <Link to={`/lists/kinds/${key}`} aria-label={say.changeOf(title)}>
            {say.change}
          </Link>
        )}
        <WithReason
          act={say[act]}
          label={isRetired ? say.restoreOf(title) : say.retireOf(title)}
          isBusy={propose.isPending}
          onSend={(reason) => propose.mutate(reason)}
        />
      </div>
      <Refusal error={propose.error} />
    </div>
  )
}

function originOf({ isShipped, division }: RosterKindView): string {
  if (!isShipped) return say.own(division)
  return division === '000000' ? say.shipped : say.adapted(division)
}
