import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ItemSummary } from '@yiwang/server/contract/catalogue'
import { EmptyState, Pagination, StateTag, Table, type Tone } from '@yiwang/ui'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { api } from '../../shared/api.ts'
import frame from '../../shared/page-frame.module.css'
import { Loaded } from '../../shared/page-states.tsx'
import { SearchForm } from '../../shared/search-form.tsx'
import { useSession } from '../../shared/session.tsx'
import { usePowerTitle } from '../../shared/power-types.ts'
import { useAddress } from '../../shared/use-address.ts'
import { limitText } from './item-words.ts'
import styles from './items.module.css'
import { itemsMessages as say } from './messages.ts'

const pageSize = 20

/** 事项: what this place offers, and in what state each item is. */
export function ItemsPage() {
  const { params, page, set, hrefFor } = useAddress('/items')
  const q = params.get('q') ?? ''
  const session = useSession()
  const division = session.posts[0]?.division ?? session.jurisdiction ?? ''
  const reading = useQuery({
    queryKey: ['items', division, q, page],
    queryFn: ({ signal }) =>
      api.catalogue.searchItems({ division, page, pageSize, ...(q === '' ? {} : { q }) }, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={frame.page}>
      <h1>{say.title}</h1>
      <SearchForm
        key={q}
        label={say.search}
        placeholder={say.searchPlaceholder}
        button={say.find}
        text={q}
        onFind={(text) => set('q', text)}
      />
      <Loaded reading={reading}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={say.empty}>
              <p>{say.emptyText}</p>
            </EmptyState>
          ) : (
            <>
              <p className={frame.soft}>{say.total(total)}</p>
              <ItemTable items={items} />
              <Pagination page={page} pages={Math.ceil(total / pageSize)} hrefFor={hrefFor} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function ItemTable({ items }: { items: readonly ItemSummary[] }) {
  const powerTitle = usePowerTitle()
  return (
    <Table
      caption={say.title}
      captionHidden
      rows={items}
      keyOf={(item) => item.id}
      columns={[
        {
          id: 'name',
          header: say.name,
          isRowHeader: true,
          cell: (item) => <Link to={`/items/${item.id}`}>{item.name}</Link>,
        },
        { id: 'organization', header: say.organization, cell: (item) => item.organizationName },
        { id: 'power', header: say.power, cell: (item) => <Word>{powerTitle(item.powerType)}</Word> },
        { id: 'limit', header: say.limit, cell: (item) => <Word>{limitText(item.promisedLimit)}</Word> },
        {
          id: 'state',
          header: say.state,
          cell: (item) => (
            <Word>
              <ItemStateTag state={item.state} />
            </Word>
          ),
        },
      ]}
    />
  )
}

function Word({ children }: { children: ReactNode }) {
  return <span className={styles.word}>{children}</span>
}

const tones: Readonly<Record<ItemSummary['state'], Tone>> = {
  draft: 'neutral',
  published: 'ok',
  suspended: 'stopped',
  abolished: 'ended',
}

export function ItemStateTag({ state }: { state: ItemSummary['state'] }) {
  return <StateTag tone={tones[state]}>{say.states[state]}</StateTag>
}
