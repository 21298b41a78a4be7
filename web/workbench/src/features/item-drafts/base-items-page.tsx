import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { type BaseItem } from '@yiwang/server/contract/catalogue'
import { Button, EmptyState, Pagination, Select, Table } from '@yiwang/ui'
import { Link, useNavigate } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { usePowerTitle } from '../../shared/power-types.ts'
import { SearchForm } from '../../shared/search-form.tsx'
import { usePermit } from '../../shared/session.tsx'
import { useAddress } from '../../shared/use-address.ts'
import styles from './item-drafts.module.css'
import { layerMessages as say } from './layer-messages.ts'
import { LibraryTabs } from './library-tabs.tsx'

const pageSize = 20

/** 基本目录: what those above have published for the departments here to adopt. The address holds the filters. */
export function BaseItemsPage() {
  const { params, page, set, hrefFor } = useAddress('/items/base')
  const q = params.get('q') ?? ''
  const adopted = params.get('adopted') ?? ''
  const followsUpstream = usePermit('catalogue.upstream')
  const reading = useQuery({
    queryKey: ['base-items', q, adopted, page],
    queryFn: ({ signal }) =>
      api.catalogue.listBaseItems(
        { page, pageSize, ...(q === '' ? {} : { q }), ...(adopted === '' ? {} : { adopted: adopted === 'yes' }) },
        { signal },
      ),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={styles.page}>
      <header className={styles.line}>
        <h1>{say.title}</h1>
        {followsUpstream && <Link to="/items/upstream">{say.upstream}</Link>}
        <DraftBase />
      </header>
      <LibraryTabs selected="base" />
      <p className={styles.soft}>{say.intro}</p>
      <div className={styles.filters}>
        <SearchForm
          key={q}
          label={say.search}
          placeholder={say.searchPlaceholder}
          button={say.find}
          text={q}
          onFind={(text) => set('q', text)}
        />
        <Select
          id="base-adopted"
          label={say.adoptedFilter}
          placeholder={say.any}
          choices={[
            { value: 'yes', label: say.adopted },
            { value: 'no', label: say.notAdopted },
          ]}
          value={adopted}
          onChange={(event) => set('adopted', event.target.value)}
        />
      </div>
      <Loaded reading={reading}>
        {({ items, total }) =>
          items.length === 0 ? (
            <NoBaseItems isFiltered={q !== '' || adopted !== ''} />
          ) : (
            <>
              <p className={styles.soft}>{say.total(total)}</p>
              <BaseTable items={items} />
              <Pagination page={page} pages={Math.ceil(total / pageSize)} hrefFor={hrefFor} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function NoBaseItems({ isFiltered }: { isFiltered: boolean }) {
  return (
    <EmptyState title={isFiltered ? say.emptyFiltered : say.empty}>
      <p>{isFiltered ? say.emptyFilteredText : say.emptyText}</p>
    </EmptyState>
  )
}

/** A base item of the own department, for those below it. */
function DraftBase() {
  const canDraft = usePermit('catalogue.draft')
  const navigate = useNavigate()
  const begin = useMutation({
    mutationFn: () => api.catalogue.createItemDraft({ layer: 'base' }),
    onSuccess: ({ draftId }) => navigate(`/items/drafts/${draftId}`),
  })
  if (!canDraft) return null
  return (
    <>
      <Button busy={begin.isPending} onClick={() => begin.mutate()}>
        {say.draftBase}
      </Button>
      <Refusal error={begin.error} />
    </>
  )
}

function BaseTable({ items }: { items: readonly BaseItem[] }) {
  const powerTitle = usePowerTitle()
  return (
    <Table
      caption={say.title}
      captionHidden
      rows={items}
      keyOf={(item) => item.itemId}
      columns={[
        {
          id: 'name',
          header: say.name,
          isRowHeader: true,
          cell: (item) => <Link to={`/items/${item.itemId}`}>{item.name}</Link>,
        },
        { id: 'code', header: say.code, cell: (item) => item.code },
        {
          id: 'power',
          header: say.power,
          cell: (item) => <span className={styles.word}>{powerTitle(item.powerType)}</span>,
        },
        { id: 'issuer', header: say.issuer, cell: (item) => item.organizationName },
        { id: 'version', header: say.version, align: 'end', cell: (item) => item.version },
        {
          id: 'adopted',
          header: say.adoptedFilter,
          cell: (item) => <span className={styles.word}>{say.adoptions(item.adoptions)}</span>,
        },
      ]}
    />
  )
}
