import type { StaffChangeView } from '@yiwang/server/contract/organizations'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Card, StateTag, Table } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { WithReason } from '../../shared/with-reason.tsx'
import styles from './administration.module.css'
import { administrationMessages } from './messages.ts'
import { administrationKey, useDeed } from './use-deed.ts'

const { changes: say, appointments: heads, ...words } = administrationMessages

/** What waits for a decision stands first and is never cut; what was decided follows, newest first. */
export function ChangesCard() {
  return (
    <>
      <Changes state="proposed" />
      <Changes state="decided" />
    </>
  )
}

function Changes({ state }: { state: 'proposed' | 'decided' }) {
  const reading = useInfiniteQuery({
    queryKey: [...administrationKey, 'changes', state],
    queryFn: ({ signal, pageParam }) =>
      api.organizations.listStaffChanges({ state, ...(pageParam !== '' && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  const title = say.titles[state]
  return (
    <Card title={title}>
      <Loaded reading={reading} lines={3}>
        {({ pages }) => {
          const changes = pages.flatMap((page) => page.changes)
          if (changes.length === 0) return <p className={styles.note}>{say.empty[state]}</p>
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
                  { id: 'act', header: heads.act, cell: (row) => <Decision row={row} /> },
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

function whatOf({ kindTitle, effectiveOn, successorName }: StaffChangeView): string {
  const successor = successorName === undefined ? '' : say.successor(successorName)
  return `${kindTitle}，${say.from(effectiveOn)}${successor}`
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

function Decision({ row }: { row: StaffChangeView }) {
  const { id: changeId, version, staffName, kindTitle } = row
  const confirm = useDeed(() => api.organizations.confirmStaffChange({ changeId, version }))
  const refuse = useDeed((reason: string) => api.organizations.refuseStaffChange({ changeId, version, reason }))
  const cancel = useDeed((reason: string) => api.organizations.cancelStaffChange({ changeId, version, reason }))
  if (!row.abilities.decide && !row.abilities.cancel) return null
  return (
    <div className={styles.acts}>
      <Refusal error={confirm.error ?? refuse.error ?? cancel.error} />
      {row.abilities.decide && (
        <>
          <Button
            aria-label={say.confirmOf(staffName, kindTitle)}
            busy={confirm.isPending}
            onClick={() => confirm.mutate(undefined)}
          >
            {words.confirm}
          </Button>
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
