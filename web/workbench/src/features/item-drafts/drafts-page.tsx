import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { DraftState, type DraftSummary } from '@yiwang/server/contract/catalogue'
import { Button, EmptyState, Pagination, Select, Table } from '@yiwang/ui'
import { Link, useNavigate } from 'react-router'
import { api } from '../../shared/api.ts'
import { shortInstantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { SearchForm } from '../../shared/search-form.tsx'
import { usePermit } from '../../shared/session.tsx'
import { useToday } from '../../shared/today.ts'
import { useAddress } from '../../shared/use-address.ts'
import { DraftStateTag } from './draft-state-tag.tsx'
import styles from './item-drafts.module.css'
import { LibraryTabs } from './library-tabs.tsx'
import { draftsMessages as say } from './messages.ts'

const pageSize = 20
const STATES = DraftState.anyOf.map((one) => one.const)

/** 事项草稿: what is being written, reviewed, and what became of it. The address holds the filters. */
export function DraftsPage() {
  const { params, page, set, hrefFor } = useAddress('/items/drafts')
  const q = params.get('q') ?? ''
  const state =
    STATES.find((one) => one === params.get('state')) ?? (params.get('state') === 'all' ? undefined : 'open')
  const reading = useQuery({
    queryKey: ['item-drafts', q, state, page],
    queryFn: ({ signal }) =>
      api.catalogue.listItemDrafts(
        { page, pageSize, ...(q === '' ? {} : { q }), ...(state === undefined ? {} : { state }) },
        { signal },
      ),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={styles.page}>
      <header className={styles.line}>
        <h1>{say.title}</h1>
        <DraftNew />
      </header>
      <LibraryTabs selected="drafts" />
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
          id="draft-state"
          label={say.stateFilter}
          placeholder={say.open}
          choices={[
            ...STATES.map((one) => ({ value: one, label: say.states[one] })),
            { value: 'all', label: say.anyState },
          ]}
          value={params.get('state') ?? ''}
          onChange={(event) => set('state', event.target.value)}
        />
      </div>
      <Loaded reading={reading}>
        {({ drafts, total }) =>
          drafts.length === 0 ? (
            <NoDrafts isFiltered={q !== '' || params.has('state')} />
          ) : (
            <>
              <p className={styles.soft}>{say.total(total)}</p>
              <DraftTable drafts={drafts} />
              <Pagination page={page} pages={Math.ceil(total / pageSize)} hrefFor={hrefFor} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function NoDrafts({ isFiltered }: { isFiltered: boolean }) {
  return (
    <EmptyState title={isFiltered ? say.emptyFiltered : say.empty}>
      <p>{isFiltered ? say.emptyFilteredText : say.emptyText}</p>
    </EmptyState>
  )
}

/** Begins an empty item for whoever may draft. */
export function DraftNew() {
  const canDraft = usePermit('catalogue.draft')
  const navigate = useNavigate()
  const begin = useMutation({
    mutationFn: () => api.catalogue.createItemDraft({}),
    onSuccess: ({ draftId }) => navigate(`/items/drafts/${draftId}`),
  })
  if (!canDraft) return null
  return (
    <>
      <Button look="main" busy={begin.isPending} onClick={() => begin.mutate()}>
        {say.draftNew}
      </Button>
      <Refusal error={begin.error} />
    </>
  )
}

function DraftTable({ drafts }: { drafts: readonly DraftSummary[] }) {
  const today = useToday()
  return (
    <Table
      caption={say.title}
      captionHidden
      rows={drafts}
      keyOf={(draft) => draft.draftId}
      columns={[
        {
          id: 'name',
          header: say.name,
          isRowHeader: true,
          cell: (draft) => <Link to={`/items/drafts/${draft.draftId}`}>{draft.name || say.unnamed}</Link>,
        },
        { id: 'kind', header: say.kind, cell: (draft) => <span className={styles.word}>{kindOf(draft)}</span> },
        { id: 'department', header: say.department, cell: (draft) => draft.organizationName },
        { id: 'state', header: say.state, cell: (draft) => <DraftStateTag state={draft.state} /> },
        {
          id: 'edited',
          header: say.edited,
          cell: (draft) => <span className={styles.word}>{shortInstantText(draft.editedAt, today)}</span>,
        },
      ]}
    />
  )
}

export function kindOf({
  baseVersion,
  layer,
  origin,
  parentId,
}: Pick<DraftSummary, 'baseVersion' | 'layer' | 'origin' | 'parentId'>): string {
  if (origin === 'above') return say.update
  if (baseVersion !== undefined) return say.change(baseVersion)
  if (layer === 'implementation') return parentId === undefined ? say.newItem : say.adoption
  return say.newOf[layer]
}
