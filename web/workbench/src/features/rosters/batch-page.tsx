import { useQuery } from '@tanstack/react-query'
import { Button, Card, EmptyState, StateTag, Table } from '@yiwang/ui'
import { Link, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText, shortInstantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import { BatchActs } from './batch-acts.tsx'
import { rosterMessages as say } from './messages.ts'
import type { BatchView } from './batch-view.ts'
import { RevealRecord } from './reveal-record.tsx'
import styles from './rosters.module.css'
import { rosterKey, useRosterAct } from './use-roster-act.ts'

/** 一批变更: what would become public beside what is; who keeps it submits it, somebody else decides. */
export function BatchPage() {
  const { batchId = '' } = useParams()
  const reading = useQuery({
    queryKey: [...rosterKey, 'batch', batchId],
    queryFn: ({ signal }) => api.rosters.getRosterBatch({ batchId }, { signal }),
  })
  return (
    <div className={styles.page}>
      <Loaded reading={reading} lines={10}>
        {(batch) => (
          <>
            <Head batch={batch} />
            {batch.opinions.length > 0 && <Opinions batch={batch} />}
            <Changes batch={batch} />
            <BatchActs key={batch.version} batch={batch} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function Head({ batch }: { batch: BatchView }) {
  const today = useToday()
  const { kind, title, organizationName, state, note, effectiveOn, editorNames } = batch
  return (
    <header className={styles.stack}>
      <p>
        <Link to={`/lists/${kind}`}>{say.back}</Link>
      </p>
      <div className={styles.line}>
        <h1>{say.batchTitle(title)}</h1>
        <StateTag tone={state === 'published' ? 'ok' : state === 'in-review' ? 'soon' : 'info'}>
          {say.states[state]}
        </StateTag>
      </div>
      <p className={styles.soft}>
        {[
          organizationName,
          say.editors(editorNames.join('、')),
          ...(note === undefined ? [] : [say.note(note)]),
          ...(effectiveOn === undefined || state === 'published' ? [] : [say.wished(dayText(effectiveOn, today))]),
          ...(effectiveOn !== undefined && state === 'published' ? [say.since(dayText(effectiveOn, today))] : []),
        ].join(' · ')}
      </p>
    </header>
  )
}

function Opinions({ batch }: { batch: BatchView }) {
  const today = useToday()
  return (
    <Card title={say.opinions}>
      <ol className={styles.plain}>
        {batch.opinions.toReversed().map(({ outcome, opinion, byName, at }) => (
          <li key={`${byName} ${at}`}>
            <p className={styles.line}>
              <StateTag tone={outcome === 'pass' ? 'ok' : 'soon'}>{say.outcomeWords[outcome] ?? outcome}</StateTag>
              <span>{opinion}</span>
            </p>
            <p className={styles.soft}>
              {byName}
              {at !== undefined && ` · ${shortInstantText(at, today)}`}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Changes({ batch }: { batch: BatchView }) {
  if (batch.changes.length === 0) {
    return (
      <EmptyState title={say.noChanges}>
        <p>{say.noChangesText}</p>
      </EmptyState>
    )
  }
  return (
    <section className={styles.stack} aria-label={say.changes(batch.changes.length)}>
      <h2>{say.changes(batch.changes.length)}</h2>
      {batch.changes.map((change) => (
        <Change key={change.recordId} batch={batch} change={change} />
      ))}
    </section>
  )
}

const tones = { add: 'ok', change: 'info', remove: 'ended' } as const

function Change({ batch, change }: { batch: BatchView; change: BatchView['changes'][number] }) {
  const { batchId, kind, abilities } = batch
  const { recordId, act, name, reason, parts, edits, canReveal } = change
  const drop = useRosterAct(() => api.rosters.dropRosterChange({ batchId, recordId, edits }), say.dropped)
  return (
    <article className={styles.change}>
      <h3>
        {name} <StateTag tone={tones[act]}>{say.historyOf[act]}</StateTag>
      </h3>
      {reason !== undefined && <p>{say.why(reason)}</p>}
      <Table
        caption={name}
        captionHidden
        rows={parts}
        keyOf={({ title }) => title}
        columns={[
          { id: 'part', header: say.part, isRowHeader: true, cell: ({ title }) => title },
          ...(act === 'add'
            ? []
            : [
                {
                  id: 'was',
                  header: say.was,
                  cell: ({ before }: (typeof parts)[number]) => (
                    <span className={styles.words}>{before ?? say.nothing}</span>
                  ),
                },
              ]),
          ...(act === 'remove'
            ? []
            : [
                {
                  id: 'is',
                  header: say.is,
                  cell: ({ after }: (typeof parts)[number]) => (
                    <span className={styles.words}>{after ?? say.nothing}</span>
                  ),
                },
              ]),
        ]}
      />
      <div className={styles.line}>
        {abilities.edit && act !== 'remove' && <Link to={`/lists/${kind}?edit=${recordId}`}>{say.change}</Link>}
        {abilities.edit && (
          <Button
            look="quiet"
            aria-label={say.dropOf(name)}
            busy={drop.isPending}
            onClick={() => drop.mutate(undefined)}
          >
            {say.drop}
          </Button>
        )}
        {canReveal && <RevealRecord kind={kind} columns={batch.columns} recordId={recordId} name={name} />}
      </div>
      <Refusal error={drop.error} />
    </article>
  )
}
