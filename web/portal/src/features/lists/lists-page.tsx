import { MOST_LISTED } from '@yiwang/server/contract/catalogue'
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
import { downloadHref, MADE_LISTS, madeTitle, readList } from './read-lists.ts'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const { api, visit } = portalOf(context)
  const address = readListAddress(url.searchParams)
  const division = visit.site.jurisdiction
  const { lists } = await api.rosters.listKeptLists({ division })
  return { address, division, kept: lists, list: await readList(api, division, address) }
})

export function meta({ matches }: MetaArgs<typeof loader>) {
  return pageMeta(say.title, matches, { description: say.lead })
}

/** What the list in front of the reader is called. */
function useTitle(): string {
  const { address, list } = useLoaderData<typeof loader>()
  return list.kept?.title ?? madeTitle(address.kind)
}

export default function ListsPage() {
  const { address, list } = useLoaderData<typeof loader>()
  const title = useTitle()
  const counted = list.kept ? say.totalKept : say.total
  return (
    <Page title={say.title} lead={say.lead} crumbs={[{ label: sharedMessages.home, href: '/' }]}>
      <div className={styles.stack}>
        <Kinds />
        {list.kept && <About />}
        <Filters key={listHref(address)} />
        <section className={styles.card} aria-label={title}>
          <h2 className={styles.title}>{title}</h2>
          <p role="status">{counted(list.day, list.total)}</p>
          {list.rows.length === 0 ? (
            <EmptyState title={list.kept ? say.emptyKept : say.empty}>
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

/** Those that follow from items, and those that departments keep. */
function Kinds() {
  const { address, kept } = useLoaderData<typeof loader>()
  const hrefFor = (kind: string) => {
    const { organization, day } = address
    return listHref({ kind, organization, day, page: 1 })
  }
  const made = MADE_LISTS.map((one) => ({ ...one, href: hrefFor(one.id) }))
  return (
    <div className={styles.kinds} data-print="no">
      <span className={styles.soft}>{say.made}</span>
      <LinkTabs look="chips" label={say.made} tabs={made} selected={address.kind} />
      <span className={styles.soft}>{say.keptKinds}</span>
      <LinkTabs
        look="chips"
        label={say.keptKinds}
        tabs={kept.map(({ kind, title }) => ({ id: kind, label: title, href: hrefFor(kind) }))}
        selected={address.kind}
      />
    </div>
  )
}

function About() {
  const { list } = useLoaderData<typeof loader>()
  if (!list.kept) return null
  const { about, publisher, basis } = list.kept
  return (
    <div className={styles.about}>
      <p>{about}</p>
      <p className={styles.soft}>{say.publisher(publisher)}</p>
      <p className={styles.soft}>{say.basis(basis)}</p>
    </div>
  )
}

/** A GET form: the address holds every choice, and it works before scripts load. */
function Filters() {
  const { address, list } = useLoaderData<typeof loader>()
  return (
    <Form method="get" action="/lists" className={styles.filters} data-print="no">
      <input type="hidden" name="kind" value={address.kind} />
      <TextField
        id="list-q"
        name="q"
        label={list.kept ? say.searchKept : say.search}
        defaultValue={address.q}
        maxLength={60}
        optional
      />
      {list.places.length > 0 && (
        <Select
          id="list-place"
          name="place"
          label={say.place}
          placeholder={say.anyPlace}
          defaultValue={address.place ?? ''}
          choices={list.places.map((one) => ({ value: one.division, label: `${one.name}（${one.items}）` }))}
        />
      )}
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
  const title = useTitle()
  const numbered = list.rows.map((row, place) => ({ ...row, place }))
  const first = list.columns[0]?.key
  return (
    <Table
      caption={title}
      captionHidden
      rows={numbered}
      keyOf={({ id, place }) => `${id} ${place}`}
      columns={list.columns.map(({ key, title: header }) => ({
        ...{ id: key, header },
        ...(key === first && { isRowHeader: true }),
        cell: ({ id, cells }: (typeof numbered)[number]) =>
          key === first && !list.kept ? (
            <Anchor href={`/items/${id}`}>{cells[key]}</Anchor>
          ) : (
            <span className={styles[lookOf(cells[key])]}>{cells[key] || say.none}</span>
          ),
      }))}
    />
  )
}

/** A day, a masked name: what is torn apart is not read; many lines are read in a wide column. */
function lookOf(text = ''): 'short' | 'words' | 'long' {
  if (text.length <= 10) return 'short'
  return text.length > 100 ? 'long' : 'words'
}

function Downloads() {
  const { address, list, division } = useLoaderData<typeof loader>()
  const isLong = list.total > MOST_LISTED.pdf
  return (
    <div className={styles.stack} data-print="no">
      <ul className={styles.ways} aria-label={say.download}>
        {(['xlsx', 'pdf', 'json'] as const)
          .filter((format) => format !== 'pdf' || !isLong)
          .map((format) => (
            <li key={format}>
              <a href={downloadHref(division, { ...address, day: list.day }, format)} download>
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
