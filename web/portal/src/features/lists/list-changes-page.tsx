import type { ListDifference } from '@yiwang/server/contract/catalogue'
import { Button, DateField, EmptyState, StateTag, Table, type Tone } from '@yiwang/ui'
import { Form, type LoaderFunctionArgs, type MetaArgs, useLoaderData } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { Page } from '../../shared/layout/page.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { dayBefore, dayIn, listHref, readListAddress } from './list-address.ts'
import styles from './lists.module.css'
import { listMessages as say } from './messages.ts'
import { compareLists, madeTitle, readList } from './read-lists.ts'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const { api, visit } = portalOf(context)
  const { kind, organization } = readListAddress(url.searchParams)
  const division = visit.site.jurisdiction
  const list = await readList(api, division, { kind, organization, page: 1 })
  const to = dayIn(url.searchParams, 'to') ?? list.day
  const from = dayIn(url.searchParams, 'from') ?? dayBefore(to)
  const scope = { kind, division, ...(organization && { organizationId: organization }) }
  const found = await compareLists(api, { ...scope, from, to })
  const title = list.kept?.title ?? madeTitle(kind)
  return { kind, title, organization, ...found }
})

export function meta({ matches }: MetaArgs<typeof loader>) {
  return pageMeta(say.changesTitle, matches, { description: say.changesLead })
}

export default function ListChangesPage() {
  const { kind, title, organization, from, to, differences, isAll } = useLoaderData<typeof loader>()
  const crumbs = [
    { label: sharedMessages.home, href: '/' },
    { label: title, href: listHref({ kind, organization }) },
  ]
  return (
    <Page title={`${title} · ${say.changesTitle}`} lead={say.changesLead} crumbs={crumbs}>
      <div className={styles.stack}>
        <Form key={`${from} ${to}`} method="get" className={styles.filters} data-print="no">
          <input type="hidden" name="kind" value={kind} />
          {organization && <input type="hidden" name="organization" value={organization} />}
          <DateField id="changes-from" name="from" label={say.from} defaultValue={from} required />
          <DateField id="changes-to" name="to" label={say.to} defaultValue={to} required />
          <Button type="submit">{say.compare}</Button>
        </Form>
        {differences.length === 0 ? (
          <EmptyState title={say.same}>
            <p>{say.sameText}</p>
          </EmptyState>
        ) : (
          <section className={styles.card} aria-label={say.changesTitle}>
            <p role="status">{say.counted(differences.length)}</p>
            {!isAll && <p className={styles.soft}>{say.onlyFirst}</p>}
            {differences.map((one) => (
              <Difference key={one.id} difference={one} />
            ))}
          </section>
        )}
      </div>
    </Page>
  )
}

const tones: Readonly<Record<ListDifference['change'], Tone>> = { added: 'ok', removed: 'ended', changed: 'info' }

function Difference({ difference }: { difference: ListDifference }) {
  const { name, organizationName, change, parts } = difference
  return (
    <article className={styles.difference}>
      <h2>
        {name} <StateTag tone={tones[change]}>{say.changes[change]}</StateTag>
      </h2>
      <p className={styles.soft}>{organizationName}</p>
      {change === 'changed' && (
        <Table
          caption={name}
          captionHidden
          rows={parts}
          keyOf={({ title }) => title}
          columns={[
            { id: 'title', header: say.part, isRowHeader: true, cell: ({ title }) => title },
            {
              id: 'before',
              header: say.was,
              cell: ({ before }) => <span className={styles.words}>{before ?? say.none}</span>,
            },
            {
              id: 'after',
              header: say.is,
              cell: ({ after }) => <span className={styles.words}>{after ?? say.none}</span>,
            },
          ]}
        />
      )}
    </article>
  )
}
