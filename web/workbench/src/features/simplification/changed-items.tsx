import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallOutput } from '@yiwang/client'
import type { GetSimplification, MeasuredVersion, SimplifiedItem } from '@yiwang/server/contract/catalogue'
import { Card, EmptyState, Pagination, Select, StateTag, Table, type Tone } from '@yiwang/ui'
import { Link } from 'react-router'
import accountStyles from '../../shared/account-page.module.css'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { useAddress } from '../../shared/use-address.ts'
import { simplificationMessages as say } from './messages.ts'
import styles from './simplification.module.css'

const pageSize = 20
const CHANGES = ['abolished', 'added', 'changed'] as const

interface ChangedItemsProps {
  account: CallOutput<typeof GetSimplification>
}

export function ChangedItems({ account }: ChangedItemsProps) {
  const { params, page, set, hrefFor } = useAddress('/items/simplification')
  const { from, to, organizations } = account
  const change = CHANGES.find((one) => one === params.get('change'))
  const organizationId = params.get('department') ?? ''
  const asked = { from, to, ...(change && { change }), ...(organizationId !== '' && { organizationId }) }
  const reading = useQuery({
    queryKey: ['item-simplification', 'items', asked, page],
    queryFn: ({ signal }) => api.catalogue.listSimplifiedItems({ ...asked, page, pageSize }, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <Card title={say.items}>
      <div className={accountStyles.filters}>
        <Select
          id="account-department"
          label={say.department}
          placeholder={say.anyDepartment}
          choices={organizations.map((one) => ({ value: one.organizationId, label: one.name }))}
          value={organizationId}
          onChange={(event) => set('department', event.target.value)}
        />
        <Select
          id="account-change"
          label={say.change}
          placeholder={say.anyChange}
          choices={CHANGES.map((value) => ({ value, label: say.changes[value] }))}
          value={change ?? ''}
          onChange={(event) => set('change', event.target.value)}
        />
      </div>
      <Loaded reading={reading}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={say.emptyTitle}>
              <p>{say.emptyText}</p>
            </EmptyState>
          ) : (
            <>
              <p className={accountStyles.soft}>{say.totalItems(total)}</p>
              <Items items={items} />
              <Pagination page={page} pages={Math.ceil(total / pageSize)} hrefFor={hrefFor} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}

const tones: Readonly<Record<SimplifiedItem['change'], Tone>> = { abolished: 'ended', added: 'info', changed: 'ok' }

function Items({ items }: { items: readonly SimplifiedItem[] }) {
  return (
    <Table
      caption={say.items}
      captionHidden
      rows={items}
      keyOf={(item) => item.itemId}
      columns={[
        {
          id: 'name',
          header: say.item,
          isRowHeader: true,
          cell: (item) => (
            <>
              <Link to={`/items/${item.itemId}`}>{item.name}</Link>
              <br />
              <small className={accountStyles.soft}>{item.organizationName}</small>
            </>
          ),
        },
        {
          id: 'change',
          header: say.change,
          cell: ({ change }) => <StateTag tone={tones[change]}>{say.changes[change]}</StateTag>,
        },
        { id: 'before', header: say.before, cell: ({ before }) => <Measured of={before} /> },
        { id: 'after', header: say.after, cell: ({ after }) => <Measured of={after} /> },
        { id: 'reasons', header: say.reasons, cell: (item) => <Reasons item={item} /> },
      ]}
    />
  )
}

function Measured({ of }: { of: MeasuredVersion | undefined }) {
  if (!of) return say.none
  const { workdays } = of
  return (
    <>
      {say.version(of.version)}
      <br />
      <small className={accountStyles.soft}>
        {say.measured(of.steps, of.materials)}，
        {workdays === undefined ? say.noLimit : workdays === 0 ? say.atOnce : say.workdays(workdays)}
      </small>
    </>
  )
}

function Reasons({ item }: { item: SimplifiedItem }) {
  const { itemId, name, before, after, reasons } = item
  return (
    <>
      <ul className={styles.reasons}>
        {reasons.map(({ version, on, reason, documentNo }) => (
          <li key={`${version ?? ''} ${on}`}>
            {on} {version !== undefined && say.version(version)} {reason ?? say.noReason}
            {documentNo !== undefined && <small className={accountStyles.soft}> {say.documentNo(documentNo)}</small>}
          </li>
        ))}
      </ul>
      {before && after && (
        <Link
          to={`/items/${itemId}/differences?from=${before.version}&to=${after.version}`}
          aria-label={say.compare(name)}
        >
          {say.compareShort}
        </Link>
      )}
    </>
  )
}
