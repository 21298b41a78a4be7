import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ItemState, type LibraryItem } from '@yiwang/server/contract/catalogue'
import { EmptyState, Pagination, Select, StateTag, Table, type Tone } from '@yiwang/ui'
import { Link } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { usePowerTitle, usePowerTypes } from '../../shared/power-types.ts'
import { SearchForm } from '../../shared/search-form.tsx'
import { useAddress } from '../../shared/use-address.ts'
import { DraftStateTag } from './draft-state-tag.tsx'
import { DraftNew } from './drafts-page.tsx'
import styles from './item-drafts.module.css'
import { LibraryTabs } from './library-tabs.tsx'
import { draftsMessages as say } from './messages.ts'

const pageSize = 20
const STATES = ItemState.anyOf.map((one) => one.const).filter((state) => state !== 'draft')

/** 事项库: all items of the place, whatever their state, and which of them are being changed. The address holds the filters. */
export function LibraryPage() {
  const { params, page, set, hrefFor } = useAddress('/items')
  const q = params.get('q') ?? ''
  const state = STATES.find((one) => one === params.get('state'))
  const organizationId = params.get('department') ?? ''
  const powerType = params.get('type') ?? ''
  const hasDraft = params.get('draft') === 'yes'
  const asked = {
    ...(q === '' ? {} : { q }),
    ...(state === undefined ? {} : { state }),
    ...(organizationId === '' ? {} : { organizationId }),
    ...(powerType === '' ? {} : { powerType }),
    ...(hasDraft ? { hasDraft } : {}),
  }
  const types = usePowerTypes().data?.types ?? []
  const reading = useQuery({
    queryKey: ['item-library', asked, page],
    queryFn: ({ signal }) => api.catalogue.listLibrary({ ...asked, page, pageSize }, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={styles.page}>
      <header className={styles.line}>
        <h1>{say.library}</h1>
        <DraftNew />
      </header>
      <LibraryTabs selected="items" />
      <div className={styles.filters}>
        <SearchForm
          key={q}
          label={say.searchItems}
          placeholder={say.searchPlaceholder}
          button={say.find}
          text={q}
          onFind={(text) => set('q', text)}
        />
        <Select
          id="item-state"
          label={say.state}
          placeholder={say.anyState}
          choices={STATES.map((one) => ({ value: one, label: say.itemStates[one] }))}
          value={state ?? ''}
          onChange={(event) => set('state', event.target.value)}
        />
        <Select
          id="item-department"
          label={say.department}
          placeholder={say.anyDepartment}
          choices={(reading.data?.organizations ?? []).map((one) => ({ value: one.organizationId, label: one.name }))}
          value={organizationId}
          onChange={(event) => set('department', event.target.value)}
        />
        <Select
          id="item-type"
          label={say.power}
          placeholder={say.anyPower}
          choices={types.map(({ key, title }) => ({ value: key, label: title }))}
          value={powerType}
          onChange={(event) => set('type', event.target.value)}
        />
        <Select
          id="item-draft"
          label={say.changing}
          placeholder={say.anyDraft}
          choices={[{ value: 'yes', label: say.onlyChanging }]}
          value={hasDraft ? 'yes' : ''}
          onChange={(event) => set('draft', event.target.value)}
        />
      </div>
      <Loaded reading={reading}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={say.noItems}>
              <p>{say.emptyFilteredText}</p>
            </EmptyState>
          ) : (
            <>
              <p className={styles.soft}>{say.totalItems(total)}</p>
              <LibraryTable items={items} />
              <Pagination page={page} pages={Math.ceil(total / pageSize)} hrefFor={hrefFor} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

const tones: Readonly<Record<ItemState, Tone>> = {
  draft: 'neutral',
  published: 'ok',
  suspended: 'stopped',
  abolished: 'ended',
}

function LibraryTable({ items }: { items: readonly LibraryItem[] }) {
  const powerTitle = usePowerTitle()
  return (
    <Table
      caption={say.library}
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
        { id: 'department', header: say.department, cell: (item) => item.organizationName },
        {
          id: 'power',
          header: say.power,
          cell: (item) => <span className={styles.word}>{powerTitle(item.powerType)}</span>,
        },
        { id: 'version', header: say.versionHeader, align: 'end', cell: (item) => item.version },
        {
          id: 'state',
          header: say.state,
          cell: (item) => (
            <span className={styles.word}>
              <StateTag tone={tones[item.state]}>{say.itemStates[item.state]}</StateTag>
            </span>
          ),
        },
        {
          id: 'draft',
          header: say.changing,
          cell: (item) =>
            item.draft ? (
              <Link
                to={`/items/drafts/${item.draft.draftId}`}
                aria-label={say.openDraft(item.name, say.states[item.draft.state])}
              >
                <DraftStateTag state={item.draft.state} />
              </Link>
            ) : (
              '—'
            ),
        },
      ]}
    />
  )
}
