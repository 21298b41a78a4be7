import { useQuery } from '@tanstack/react-query'
import { hrefOf } from '@yiwang/client'
import { ExportRoster, type RosterKind, type RosterRecord } from '@yiwang/server/contract/rosters'
import { Button, Card, type Column, EmptyState, LinkButton, Pagination, StateTag, Table } from '@yiwang/ui'
import { FileDown, Plus } from 'lucide-react'
import { Link, useParams, useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { SearchForm } from '../../shared/search-form.tsx'
import { useToday } from '../../shared/today.ts'
import { useAddress } from '../../shared/use-address.ts'
import { WithReason } from '../../shared/with-reason.tsx'
import { kindMessages } from './kind-messages.ts'
import { rosterMessages as say } from './messages.ts'
import { RecordForm } from './record-form.tsx'
import { RevealRecord } from './reveal-record.tsx'
import { RosterImport } from './roster-import.tsx'
import styles from './rosters.module.css'
import { Batches } from './rosters-page.tsx'
import { rosterKey, useRosterAct } from './use-roster-act.ts'

const NEW = 'new'

/** One list: its records, and what the department does with them. The address holds what is looked for and what is open. */
export function RosterPage() {
  const { kind: key = '' } = useParams()
  const { params, page, set, hrefFor } = useAddress(`/lists/${key}`)
  const [, setParams] = useSearchParams()
  const [q, edit] = [params.get('q') ?? '', params.get('edit')]
  const reading = useQuery({
    queryKey: [...rosterKey, key, q, page],
    queryFn: ({ signal }) => api.rosters.getRoster({ kind: key, page, ...(q && { q }) }, { signal }),
  })
  // The list stays on its page while one of its records is open.
  const open = (recordId: string | undefined) => {
    const next = new URLSearchParams(params)
    if (recordId === undefined) next.delete('edit')
    else next.set('edit', recordId)
    setParams(next, { preventScrollReset: true })
  }
  return (
    <div className={styles.page}>
      <Loaded reading={reading} lines={10}>
        {({ kind, records, total, pageSize, batches, abilities }) => (
          <>
            <Head kind={kind} />
            {batches.length > 0 && (
              <Card title={say.changing}>
                <Batches batches={batches} />
              </Card>
            )}
            {abilities.add && (
              <div className={styles.line}>
                <Button icon={<Plus aria-hidden="true" size={18} />} onClick={() => open(NEW)}>
                  {say.add}
                </Button>
                <LinkButton
                  href={hrefOf(ExportRoster, { kind: key })}
                  icon={<FileDown aria-hidden="true" size={18} />}
                  download
                >
                  {say.download}
                </LinkButton>
              </div>
            )}
            {edit !== null && (
              <RecordForm
                key={edit}
                kind={kind}
                recordId={edit === NEW ? undefined : edit}
                onClose={() => open(undefined)}
              />
            )}
            {abilities.add && <RosterImport kind={key} />}
            <SearchForm
              key={q}
              label={say.search}
              placeholder={say.searchPlaceholder}
              button={say.find}
              text={q}
              onFind={(text) => set('q', text)}
            />
            <p role="status">{say.total(total)}</p>
            {records.length === 0 ? (
              <EmptyState title={q === '' ? say.empty : say.emptyFound}>
                <p>{q === '' ? say.emptyText : say.emptyFoundText}</p>
              </EmptyState>
            ) : (
              <Records kind={kind} records={records} onEdit={open} />
            )}
            <Pagination page={page} pages={Math.ceil(total / pageSize)} hrefFor={(one) => hrefFor(one)} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function Head({ kind }: { kind: RosterKind }) {
  return (
    <header className={styles.stack}>
      <p>
        <Link to="/lists">{say.title}</Link>
      </p>
      <div className={styles.line}>
        <h1>{kind.title}</h1>
        {kind.isInternal && <StateTag tone="info">{kindMessages.audiences.internal}</StateTag>}
      </div>
      <p>{kind.about}</p>
      <p className={styles.soft}>
        {say.publisher(kind.publisher)}；{say.basis(kind.basis)}
      </p>
      {kind.columns.some(({ isPersonal }) => isPersonal) && <p className={styles.soft}>{say.personal}</p>}
    </header>
  )
}

/** Of each record as much as tells it from the others; the rest is in its form and on the public page. */
const MOST_COLUMNS = 5

interface RecordsProps {
  kind: RosterKind
  records: readonly RosterRecord[]
  onEdit(recordId: string): void
}

function Records({ kind, records, onEdit }: RecordsProps) {
  const today = useToday()
  const shown = kind.columns.filter(({ isLong }, place) => place === 0 || !isLong).slice(0, MOST_COLUMNS)
  const columns: Column<RosterRecord>[] = [
    ...shown.map(({ key, title }, place) => ({
      ...{ id: key, header: title },
      ...(place === 0 && { isRowHeader: true }),
      cell: ({ cells }: RosterRecord) => <span className={styles.words}>{cells[key] ?? say.none}</span>,
    })),
    { id: 'department', header: say.department, cell: ({ organizationName }) => organizationName },
    {
      id: 'standing',
      header: say.standing,
      cell: ({ effectiveOn, isAnnounced, pending }) => (
        <span className={styles.line}>
          {isAnnounced ? say.announced(dayText(effectiveOn, today)) : say.since(dayText(effectiveOn, today))}
          {pending && <StateTag tone="soon">{say.pending[pending]}</StateTag>}
        </span>
      ),
    },
    { id: 'acts', header: say.acts, cell: (record) => <RecordActs kind={kind} record={record} onEdit={onEdit} /> },
  ]
  return <Table caption={kind.title} captionHidden rows={records} keyOf={(one) => one.recordId} columns={columns} />
}

function RecordActs({ kind, record, onEdit }: { kind: RosterKind; record: RosterRecord; onEdit(id: string): void }) {
  const { recordId, cells, abilities, pending } = record
  const name = cells[kind.columns[0]?.key ?? ''] ?? ''
  const remove = useRosterAct(
    (reason: string) => api.rosters.draftRosterRecord({ kind: kind.key, recordId, act: 'remove', reason, edits: 0 }),
    say.removed,
  )
  return (
    <div className={styles.stack}>
      {abilities.change && (
        <div className={styles.line}>
          <Button look="quiet" aria-label={say.changeOf(name)} onClick={() => onEdit(recordId)}>
            {say.change}
          </Button>
          {pending === undefined && (
            <WithReason
              act={say.remove}
              label={say.removeOf(name)}
              isBusy={remove.isPending}
              onSend={(reason) => remove.mutate(reason)}
            />
          )}
        </div>
      )}
      <Refusal error={remove.error} />
      {abilities.reveal && <RevealRecord kind={kind.key} columns={kind.columns} recordId={recordId} name={name} />}
    </div>
  )
}
