import type { Client } from '@yiwang/client'
import type { SearchWay } from '@yiwang/server/contract/catalogue'
import { Disclosure, EmptyState, LinkButton, Pagination, SearchBox } from '@yiwang/ui'
import { SearchX } from 'lucide-react'
import { type LoaderFunctionArgs, type MetaArgs, useLoaderData } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { ItemRow } from '../../shared/items/item-row.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { SearchFilters } from './filters.tsx'
import { searchTitle } from './search-words.ts'
import { searchMessages as say } from './messages.ts'
import { type ItemSearch, hasFilters, readSearch, searchHref } from './search-address.ts'
import styles from './search.module.css'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const { api, visit } = portalOf(context)
  const search = readSearch(url.searchParams)
  const division = visit.site.jurisdiction
  const { organization, online, ...rest } = search
  const [found, { themes }, { organizations }] = await Promise.all([
    api.catalogue.searchItems({
      ...rest,
      division,
      ...(organization && { organizationId: organization }),
      ...(online && { online }),
    }),
    api.catalogue.listThemes({ division }),
    api.catalogue.listItemOrganizations({ division }),
  ])
  const instead = found.total === 0 ? await insteadOf(api, division, search) : undefined
  return { search, found, themes, organizations, instead }
})

const MOST_INSTEAD = 5

/** Where nothing was found: how much there is without the filters, and what people come for most. */
async function insteadOf(api: Client, division: string, search: ItemSearch) {
  const { q } = search
  const [unfiltered, common] = await Promise.all([
    hasFilters(search) && q !== undefined ? api.catalogue.searchItems({ q, division, pageSize: 1 }) : undefined,
    api.catalogue.searchItems({ division, common: true, pageSize: MOST_INSTEAD }),
  ])
  return { unfiltered: unfiltered?.total ?? 0, common: common.items }
}

export function meta({ loaderData, matches }: MetaArgs<typeof loader>) {
  return pageMeta(searchTitle(loaderData?.search.q), matches)
}

export default function SearchPage() {
  const { search, found, themes, organizations, instead } = useLoaderData<typeof loader>()
  const pages = Math.ceil(found.total / found.pageSize)
  return (
    <Page
      title={searchTitle(search.q)}
      crumbs={[{ label: sharedMessages.home, href: '/' }]}
      tools={<SearchAgain q={search.q} />}
      aside={<SearchFilters search={search} themes={themes} organizations={organizations} />}
    >
      {instead ? (
        <NothingFound q={search.q} canClear={hasFilters(search)} instead={instead} />
      ) : (
        <section className={styles.results} aria-label={say.total(found.total)}>
          <p className={styles.total} role="status">
            {say.total(found.total)}
            {pages > 1 && `，${say.totalPage(found.page, pages)}`}
          </p>
          {found.items.map((item) => (
            <ItemRow key={`${item.id} ${item.version}`} item={item} words={found.words} />
          ))}
          <Pagination page={found.page} pages={pages} hrefFor={(page) => searchHref({ ...search, page })} />
          <Order q={search.q} found={found} />
        </section>
      )}
    </Page>
  )
}

function Order({ q, found: { way, meant } }: { q: string | undefined; found: Found }) {
  const words = say.order
  return (
    <Disclosure summary={words.title}>
      <p>{q === undefined || way === undefined ? words.list : wayWords(way, q)}</p>
      {q !== undefined && meant.length > 0 && <p>{words.meant(meant)}</p>}
      {q !== undefined && <p>{words.rule}</p>}
      <p>{words.nobody}</p>
    </Disclosure>
  )
}

type Found = Awaited<ReturnType<typeof loader>>['found']

function wayWords(way: SearchWay, q: string): string {
  const words = say.order[way]
  return typeof words === 'string' ? words : words(q)
}

function SearchAgain({ q }: { q: string | undefined }) {
  return (
    <SearchBox action="/search" label={say.search} button={say.button} placeholder={say.placeholder} defaultValue={q} />
  )
}

interface NothingFoundProps {
  q: string | undefined
  canClear: boolean
  instead: Awaited<ReturnType<typeof insteadOf>>
}

function NothingFound({ q, canClear, instead: { unfiltered, common } }: NothingFoundProps) {
  const title = q ? say.empty.title(q) : say.empty.titleBare
  return (
    <>
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title={title}
        act={
          <p className={styles.ways}>
            {canClear && (
              <LinkButton href={searchHref({ q, page: 1 })}>
                {unfiltered > 0 ? say.empty.clearFinds(unfiltered) : say.empty.clear}
              </LinkButton>
            )}
            <LinkButton href="/?by=theme">{say.empty.home}</LinkButton>
          </p>
        }
      >
        <p>{say.empty.text}</p>
      </EmptyState>
      {common.length > 0 && (
        <section className={styles.results} aria-label={say.empty.common}>
          <p className={styles.total}>{say.empty.common}</p>
          {common.map((item) => (
            <ItemRow key={item.id} item={item} words={[]} />
          ))}
        </section>
      )}
    </>
  )
}
