import type { AppointmentView } from '@yiwang/server/contract/organizations'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Card, StateTag, Table } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { WithReason } from '../../shared/with-reason.tsx'
import styles from './administration.module.css'
import { administrationMessages } from './messages.ts'
import { administrationKey, useDeed } from './use-deed.ts'

const { appointments: say, ...words } = administrationMessages

/** What waits for a decision stands first and is never cut; what was decided follows, newest first. */
export function AppointmentsCard() {
  return (
    <>
      <Appointments state="proposed" />
      <Appointments state="decided" />
    </>
  )
}

function Appointments({ state }: { state: 'proposed' | 'decided' }) {
  const reading = useInfiniteQuery({
    queryKey: [...administrationKey, 'appointments', state],
    queryFn: ({ signal, pageParam }) =>
      api.organizations.listAppointments({ state, ...(pageParam !== '' && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  const title = say.titles[state]
  return (
    <Card title={title}>
      <Loaded reading={reading} lines={4}>
        {({ pages }) => {
          const appointments = pages.flatMap((page) => page.appointments)
          if (appointments.length === 0) return <p className={styles.note}>{say.empty[state]}</p>
          return (
            <>
              <Table
                caption={title}
                captionHidden
                rows={appointments}
                keyOf={(row) => row.id}
                columns={[
                  { id: 'person', header: say.person, cell: (row) => row.staffName, isRowHeader: true },
                  { id: 'post', header: say.post, cell: (row) => `${row.roleTitle}，${row.organizationName}` },
                  { id: 'days', header: say.days, cell: daysOf },
                  { id: 'state', header: say.state, cell: (row) => <Standing row={row} /> },
                  { id: 'act', header: say.act, cell: (row) => <Decision row={row} /> },
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

function daysOf({ startsOn, endsOn }: AppointmentView): string {
  return endsOn === undefined ? say.from(startsOn) : say.between(startsOn, endsOn)
}

function Standing({ row }: { row: AppointmentView }) {
  return (
    <>
      <StateTag tone={row.state === 'proposed' ? 'soon' : row.state === 'confirmed' ? 'ok' : 'red'}>
        {words.states[row.state]}
      </StateTag>
      <br />
      <span className={styles.note}>
        {words.by(row.proposedByName, instantText(row.proposedAt))}
        {row.decidedByName !== undefined && words.decided(row.decidedByName)}
      </span>
    </>
  )
}

function Decision({ row }: { row: AppointmentView }) {
  const { id: appointmentId, version } = row
  const confirm = useDeed(() => api.organizations.confirmAppointment({ appointmentId, version }))
  const refuse = useDeed((reason: string) => api.organizations.refuseAppointment({ appointmentId, version, reason }))
  if (!row.abilities.confirm) return null
  return (
    <div className={styles.acts}>
      <Refusal error={confirm.error ?? refuse.error} />
      <Button
        aria-label={say.confirmOf(row.staffName, row.roleTitle)}
        busy={confirm.isPending}
        onClick={() => confirm.mutate(undefined)}
      >
        {words.confirm}
      </Button>
      <WithReason
        act={words.refuse}
        label={say.refuseOf(row.staffName, row.roleTitle)}
        isBusy={refuse.isPending}
        onSend={(reason) => refuse.mutate(reason)}
      />
    </div>
  )
}
