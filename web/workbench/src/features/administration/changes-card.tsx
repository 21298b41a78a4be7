import type { ConfirmedChangeView, StaffChangeView } from '@yiwang/server/contract/organizations'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Card, StateTag, Table } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { WithReason } from '../../shared/with-reason.tsx'
import styles from './administration.module.css'
import { ConfirmChange } from './confirm-change.tsx'
import { Half } from './half.tsx'
import { administrationMessages } from './messages.ts'
import { administrationKey, useDeed } from './use-deed.ts'

const { changes: say, appointments: heads, ties, ...words } = administrationMessages

/** What waits for a decision stands first and is never cut; what was decided follows, newest first. */
export function ChangesCard({ filter }: { filter: Filter }) {
  // The row goes to the other list once it is decided: what is shown once stands above both.
  const [welcomed, setWelcomed] = useState<ConfirmedChangeView>()
  const half = welcomed?.codePart
  return (
    <>
      {half !== undefined && <Half part={half} title={say.half(welcomed?.staffName ?? '')} text={say.halfText} />}
      <Changes state="proposed" filter={filter} onConfirmed={setWelcomed} />
      <Changes state="decided" filter={filter} onConfirmed={setWelcomed} />
    </>
  )
}

/** Of one kind, or of officials of a name or number. */
export interface Filter {
  readonly kind?: StaffChangeView['kind']
  readonly q?: string
}

interface ChangesProps extends Deciding {
  state: 'proposed' | 'decided'
  filter: Filter
}

interface Deciding {
  onConfirmed(change: ConfirmedChangeView): void
}

function Changes({ state, filter, onConfirmed }: ChangesProps) {
  const reading = useInfiniteQuery({
    queryKey: [...administrationKey, 'changes', state, filter],
    queryFn: ({ signal, pageParam }) =>
      api.organizations.listStaffChanges(
        { state, ...filter, ...(pageParam !== '' && { after: pageParam }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  const title = say.titles[state]
  return (
    <Card title={title}>
      <Loaded reading={reading} lines={3}>
        {({ pages }) => {
          const changes = pages.flatMap((page) => page.changes)
          if (changes.length === 0)
            return <p className={styles.note}>{isFiltered(filter) ? say.noneOfThese : say.empty[state]}</p>
          return (
            <>
              <Table
                caption={title}
                captionHidden
                rows={changes}
                keyOf={(row) => row.id}
                columns={[
                  { id: 'person', header: say.person, cell: (row) => row.staffName, isRowHeader: true },
                  { id: 'what', header: say.what, cell: whatOf },
                  { id: 'state', header: heads.state, cell: (row) => <Standing row={row} /> },
                  { id: 'act', header: heads.act, cell: (row) => <Decision row={row} onConfirmed={onConfirmed} /> },
                ]}
              />
              {reading.hasNextPage && <Button onClick={() => void reading.fetchNextPage()}>{words.more}</Button>}
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}

function isFiltered({ kind, q }: Filter): boolean {
  return kind !== undefined || q !== undefined
}

function whatOf({ kindTitle, effectiveOn, ends, begins, successorName }: StaffChangeView): string {
  const words = [
    `${kindTitle}，${say.from(effectiveOn)}`,
    ...(ends.length === 0 ? [] : [say.ends(namesOf(ends))]),
    ...(begins.length === 0 ? [] : [say.begins(namesOf(begins))]),
    ...(successorName === undefined ? [] : [say.successor(successorName)]),
  ]
  return words.join('，')
}

function namesOf(posts: StaffChangeView['begins']): string {
  return posts.map(({ roleTitle, organizationName }) => ties.post(roleTitle, organizationName)).join('、')
}

function toneOf({ state, carriedOutAt }: StaffChangeView) {
  if (state === 'proposed') return 'soon'
  if (state === 'confirmed') return carriedOutAt === undefined ? 'ok' : 'ended'
  return state === 'refused' ? 'red' : 'stopped'
}

function Standing({ row }: { row: StaffChangeView }) {
  return (
    <>
      <StateTag tone={toneOf(row)}>{row.standing}</StateTag>
      <br />
      <span className={styles.note}>
        {words.by(row.proposedByName, instantText(row.proposedAt))}
        {row.decidedByName !== undefined && words.decided(row.decidedByName)}
      </span>
    </>
  )
}

function Decision({ row, onConfirmed }: Deciding & { row: StaffChangeView }) {
  const { id: changeId, version, staffName, kindTitle } = row
  const confirm = useDeed(async () => {
    onConfirmed(await api.organizations.confirmStaffChange({ changeId, version }))
  })
  const refuse = useDeed((reason: string) => api.organizations.refuseStaffChange({ changeId, version, reason }))
  const cancel = useDeed((reason: string) => api.organizations.cancelStaffChange({ changeId, version, reason }))
  if (!row.abilities.decide && !row.abilities.cancel) return null
  return (
    <div className={styles.acts}>
      <Refusal error={confirm.error ?? refuse.error ?? cancel.error} />
      {row.abilities.decide && (
        <>
          <ConfirmChange change={row} isBusy={confirm.isPending} onConfirm={() => confirm.mutate(undefined)} />
          <WithReason
            act={words.refuse}
            label={say.refuseOf(staffName, kindTitle)}
            isBusy={refuse.isPending}
            onSend={(reason) => refuse.mutate(reason)}
          />
        </>
      )}
      {row.abilities.cancel && (
        <WithReason
          act={say.cancel}
          label={say.cancelOf(staffName, kindTitle)}
          isBusy={cancel.isPending}
          onSend={(reason) => cancel.mutate(reason)}
        />
      )}
    </div>
  )
}
