import { hrefOf } from '@yiwang/client'
import { DownloadPublicList, type ListKind } from '@yiwang/server/contract/catalogue'
import {
  Anchor,
  Button,
  DateField,
  Disclosure,
  EmptyState,
  LinkTabs,
  Pagination,
  Select,
  Table,
  TextField,
} from '@yiwang/ui'
import { Form, type LoaderFunctionArgs, type MetaArgs, useLoaderData } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { Page } from '../../shared/layout/page.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { changesHref, dayBefore, listHref, readListAddress } from './list-address.ts'
import styles from './lists.module.css'
import { listMessages as say } from './messages.ts'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const { api, visit } = portalOf(context)
  const address = readListAddress(url.searchParams)
  const division = visit.site.jurisdiction
  const { kind, q, organization: organizationId, day, page } = address
  const list = await api.catalogue.getPublicList({
    ...{ kind, division, page },
    ...(q && { q }),
    ...(organizationId && { organizationId }),
    ...(day && { day }),
  })
  return { address, list, division }
})

export function meta({ matches }: MetaArgs<typeof loader>) {
  return pageMeta(say.title, matches, { description: say.lead })
}

const kinds: readonly ListKind[] = ['power', 'responsibility', 'fee']

export default function ListsPage() {
  const { address, list } = useLoaderData<typeof loader>()
  return (
    <Page title={say.title} lead={say.lead} crumbs={[{ label: sharedMessages.home, href: '/' }]}>
      <div className={styles.stack}>
        <LinkTabs
          label={say.kindsLabel}
          tabs={kinds.map((kind) => ({
            id: kind,
            label: say.kinds[kind],
            href: listHref({ ...address, kind, page: 1 }),
          }))}
          selected={address.kind}
        />
        <Filters key={listHref(address)} />
        <section className={styles.card} aria-label={say.kinds[address.kind]}>
          <p role="status">{say.total(list.day, list.total)}</p>
          {list.rows.length === 0 ? (
            <EmptyState title={say.empty}>
              <p>{say.emptyText}</p>
            </EmptyState>
          ) : (
            <Rows />
          )}
          <Pagination
            page={list.page}
            pages={Math.ceil(list.total / list.pageSize)}
            hrefFor={(page) => listHref({ ...address, page })}
          />
        </section>
        <Downloads />
        <History />
      </div>
    </Page>
  )
}

/** A GET form: the address holds every choice, and it works before scripts load. */
function Filters() {
  const { address, list } = useLoaderData<typeof loader>()
  return (
    <Form method="get" action="/lists" className={styles.filters} data-print="no">
      <input type="hidden" name="kind" value={address.kind} />
      <TextField id="list-q" name="q" label={say.search} defaultValue={address.q} maxLength={60} optional />
      <Select
        id="list-organization"
        name="organization"
        label={say.organization}
        placeholder={say.anyOrganization}
        defaultValue={address.organization ?? ''}
        choices={list.organizations.map((one) => ({ value: one.organizationId, label: `${one.name}（${one.items}）` }))}
      />
      <DateField id="list-day" name="day" label={say.day} defaultValue={list.day} />
      <Button type="submit">{say.show}</Button>
    </Form>
  )
}

function Rows() {
  const { list } = useLoaderData<typeof loader>()
  const numbered = list.rows.map((row, place) => ({ ...row, place }))
  return (
    <Table
      caption={say.kinds[list.kind]}
      captionHidden
      rows={numbered}
      keyOf={({ itemId, place }) => `${itemId} ${place}`}
      columns={list.columns.map(({ key, title }) => ({
        id: key,
        header: title,
        ...(key === 'name' && { isRowHeader: true }),
        cell: ({ itemId, cells }: (typeof numbered)[number]) =>
          key === 'name' ? (
            <Anchor href={`/items/${itemId}`}>{cells['name']}</Anchor>
          ) : (
            <span className={styles.words}>{cells[key] || say.none}</span>
          ),
      }))}
    />
  )
}

const MOST_PRINTED = 500

function Downloads() {
  const { address, list, division } = useLoaderData<typeof loader>()
  const { kind, q, organization: organizationId } = address
  const scope = { kind, division, day: list.day, ...(q && { q }), ...(organizationId && { organizationId }) }
  const isLong = list.total > MOST_PRINTED
  return (
    <div className={styles.stack} data-print="no">
      <ul className={styles.ways} aria-label={say.download}>
        {(['xlsx', 'pdf', 'json'] as const)
          .filter((format) => format !== 'pdf' || !isLong)
          .map((format) => (
            <li key={format}>
              <a href={hrefOf(DownloadPublicList, { ...scope, format })} download>
                {say.downloads[format]}
              </a>
            </li>
          ))}
      </ul>
      {isLong && <p className={styles.soft}>{say.longForPrint}</p>}
    </div>
  )
}

function History() {
  const { address, list } = useLoaderData<typeof loader>()
  const { kind, organization } = address
  return (
    <Disclosure summary={say.history}>
      {list.changedOn.length === 0 ? (
        <p>{say.neverChanged}</p>
      ) : (
        <>
          <p>{say.historyText}</p>
          <ul className={styles.ways}>
            {list.changedOn.map((day) => (
              <li key={day}>
                <Anchor href={changesHref({ kind, organization, from: dayBefore(day), to: day })}>
                  {say.changesOf(day)}
                </Anchor>
              </li>
            ))}
          </ul>
        </>
      )}
    </Disclosure>
  )
}
