import { useQuery } from '@tanstack/react-query'
import type { RosterColumn, RosterKind } from '@yiwang/server/contract/rosters'
import { Card, Facts, NoticePanel, StateTag, Table } from '@yiwang/ui'
import { Link, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { shortInstantText } from '../../shared/dates.ts'
import { DecisionForm } from '../../shared/decision-form.tsx'
import { Loaded } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import { Withdrawal } from '../../shared/withdrawal.tsx'
import { publicOf } from './kind-draft.ts'
import { kindMessages as say } from './kind-messages.ts'
import { KIND_TONES } from './kinds-page.tsx'
import styles from './rosters.module.css'
import { TOUCHED, rosterKey } from './use-roster-act.ts'

type Change = Awaited<ReturnType<typeof api.rosters.getRosterKindChange>>

/** 一项清单种类变更: what would be beside what is, and whether it can be. */
export function KindChangePage() {
  const { changeId = '' } = useParams()
  const reading = useQuery({
    queryKey: [...rosterKey, 'kind-change', changeId],
    queryFn: ({ signal }) => api.rosters.getRosterKindChange({ changeId }, { signal }),
  })
  return (
    <div className={styles.page}>
      <p>
        <Link to="/lists/kinds">{say.back}</Link>
      </p>
      {reading.data === undefined && <h1 className="visually-hidden">{say.changes}</h1>}
      <Loaded reading={reading} lines={8}>
        {(change) => (
          <>
            <Head change={change} />
            <Columns change={change} />
            {change.hindrances.length > 0 && (
              <NoticePanel tone="soon" title={say.hindrances}>
                <ul>
                  {change.hindrances.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              </NoticePanel>
            )}
            {change.abilities.decide && <Decide change={change} />}
            {change.abilities.withdraw && (
              <Withdrawal
                label={say.withdraw}
                told={say.withdrawn}
                touched={TOUCHED}
                onWithdraw={() =>
                  api.rosters.withdrawRosterKind({ changeId: change.changeId, version: change.version })
                }
              />
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Head({ change }: { change: Change }) {
  const today = useToday()
  const { act, definition, state, reason, proposedByName, proposedAt, decidedByName, opinion } = change
  const facts = [
    ...wordsOf(definition, change.before),
    { name: say.reason, value: reason },
    { name: say.by, value: `${proposedByName} · ${shortInstantText(proposedAt, today)}` },
    ...(opinion === undefined ? [] : [{ name: say.opinion, value: `${opinion}（${decidedByName}）` }]),
  ]
  return (
    <>
      <header className={styles.line}>
        <h1>{say.changeTitle(say.actWords[act], definition.title)}</h1>
        <StateTag tone={KIND_TONES[state]}>{say.states[state]}</StateTag>
      </header>
      <Card>
        <Facts columns={2} facts={facts} />
      </Card>
    </>
  )
}

/** What is called otherwise from now on stands beside what it is called today. */
function wordsOf(after: RosterKind, before: RosterKind | undefined) {
  const said = (kind: RosterKind) =>
    [
      [say.name, kind.title],
      [say.publisher, kind.publisher],
      [say.basis, kind.basis],
      [say.about, kind.about],
      [say.audience, kind.isInternal ? say.internal : say.open],
    ] as const
  const old = before && said(before)
  return said(after).map(([name, value], at) => {
    const was = old?.[at]?.[1]
    return { name, value: was === undefined || was === value ? value : `${was} → ${value}` }
  })
}

type Line = { key: string; was: RosterColumn | undefined; is: RosterColumn | undefined }

/** Column by column, what goes among them. */
function Columns({ change: { definition, before } }: { change: Change }) {
  const { isInternal = false } = definition
  const gone = (before?.columns ?? []).filter(({ key }) => !definition.columns.some((one) => one.key === key))
  const lines: Line[] = [
    ...definition.columns.map((is) => ({ key: is.key, is, was: before?.columns.find(({ key }) => key === is.key) })),
    ...gone.map((was) => ({ key: was.key, was, is: undefined })),
  ]
  return (
    <Card title={say.columns}>
      <Table
        caption={say.columnTable}
        captionHidden
        rows={lines}
        keyOf={({ key }) => key}
        columns={[
          {
            id: 'title',
            header: say.columnTitle,
            isRowHeader: true,
            cell: (line) => (
              <span className={styles.line}>
                {titleOf(line)}
                {before && <Mark line={line} />}
              </span>
            ),
          },
          { id: 'type', header: say.type, cell: (line) => told(line, ({ type }) => say.types[type]) },
          { id: 'marks', header: say.marks, cell: (line) => told(line, marksOf) },
          {
            id: 'public',
            header: say.inPublic,
            cell: (line) => told(line, (column) => publicWord(isInternal, column)),
          },
        ]}
      />
    </Card>
  )
}

function titleOf({ was, is }: Line): string {
  if (was && is && was.title !== is.title) return `${was.title} → ${is.title}`
  return (is ?? was)?.title ?? ''
}

function Mark({ line: { was, is } }: { line: Line }) {
  if (!was) return <StateTag tone="ok">{say.newColumn}</StateTag>
  if (!is) return <StateTag tone="ended">{say.goneColumn}</StateTag>
  return JSON.stringify(was) === JSON.stringify(is) ? null : <StateTag tone="info">{say.changedColumn}</StateTag>
}

function told({ was, is }: Line, word: (column: RosterColumn) => string) {
  const [before, after] = [was && word(was), is && word(is)]
  const text =
    before !== undefined && after !== undefined && before !== after ? `${before} → ${after}` : (after ?? before)
  return <span className={styles.words}>{text}</span>
}

function marksOf(column: RosterColumn): string {
  const marks = (['isRequired', 'isPersonal'] as const)
    .filter((mark) => column[mark])
    .map((mark) => say.markWords[mark])
  const choices = column.choices ? [say.offers(column.choices.join('、'))] : []
  return [...marks, ...choices].join('；') || say.none
}

/** How the public reads a column, if it reads the list at all. */
function publicWord(isInternal: boolean, column: RosterColumn): string {
  if (isInternal) return say.masks.hidden
  return column.isPersonal ? say.masks[publicOf(column)] : say.asWritten
}

function Decide({ change: { changeId, version } }: { change: Change }) {
  return (
    <Card title={say.decide}>
      <DecisionForm<'approve' | 'refuse'>
        subject={`${changeId} decide`}
        title={say.decide}
        lead={say.decideText}
        outcomes={{ approve: say.approve, refuse: say.refuse }}
        onDecide={(decision) => api.rosters.decideRosterKind({ changeId, version, ...decision })}
        told={() => say.decided}
        touched={TOUCHED}
      />
    </Card>
  )
}
