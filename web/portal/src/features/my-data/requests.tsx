import type { RightOffered, RightsRequest } from '@yiwang/server/contract/personal-data'
import { Anchor, type Column, Table } from '@yiwang/ui'
import { dayWord } from '../../shared/cases/days.ts'
import { myDataMessages } from './messages.ts'
import styles from './my-data.module.css'

const say = myDataMessages.requests

const columns: readonly Column<RightsRequest>[] = [
  {
    id: 'what',
    header: say.what,
    isRowHeader: true,
    cell: ({ caseId, itemName, isDraft }) => (
      <Anchor href={isDraft ? `/drafts/${caseId}` : `/cases/${caseId}`}>{itemName}</Anchor>
    ),
  },
  { id: 'number', header: say.number, cell: ({ caseNo }) => caseNo ?? say.noNumber },
  { id: 'state', header: say.state, cell: ({ stateTitle }) => stateTitle },
  { id: 'due', header: say.due, cell: ({ due }) => (due ? say.dueOn(due.title, dayWord(due.on)) : say.noDue) },
]

/** 权利请求: what was asked for, and by when it is answered. */
export function Requests({
  rights,
  requests,
}: {
  rights: readonly RightOffered[]
  requests: readonly RightsRequest[]
}) {
  if (rights.length === 0 && requests.length === 0) return null
  return (
    <section className={styles.part} aria-labelledby="requests">
      <h2 id="requests">{say.title}</h2>
      <p className={styles.text}>{say.text}</p>
      {requests.length === 0 ? (
        <p className={styles.note}>{say.none}</p>
      ) : (
        <Table caption={say.title} captionHidden columns={columns} rows={requests} keyOf={({ caseId }) => caseId} />
      )}
    </section>
  )
}

interface About {
  readonly holding: string
  readonly title: string
  readonly thing?: string
}

/** 要求更正、删除、说明: leads to the ordinary application, with what it concerns filled in. */
export function Asking({ rights, about }: { rights: readonly RightOffered[]; about: About }) {
  const offered = rights.filter(({ right }) => right in say.ask)
  if (offered.length === 0) return null
  const { holding, title, thing } = about
  const query = new URLSearchParams({ holding, ...(thing !== undefined && { thing, about: title }) })
  return (
    <ul className={styles.asking}>
      {offered.map(({ right, itemId }) => (
        <li key={right}>
          <Anchor href={`/apply/${itemId}?${query}`} aria-label={say.about(say.ask[right], title)}>
            {say.ask[right]}
          </Anchor>
        </li>
      ))}
    </ul>
  )
}
