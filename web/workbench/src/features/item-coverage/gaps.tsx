import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CoverageRow } from '@yiwang/server/contract/catalogue'
import { Card, EmptyState, Pagination, Select, Table } from '@yiwang/ui'
import { Link } from 'react-router'
import styles from '../../shared/account-page.module.css'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { useAddress } from '../../shared/use-address.ts'
import { coverageMessages as say } from './messages.ts'

const pageSize = 20
const LACKS = Object.keys(say.lacks) as (keyof typeof say.lacks)[]

/** The items behind a figure that is not yet a hundred. */
export function Gaps({ organizations, types }: Record<'organizations' | 'types', readonly CoverageRow[]>) {
  const { params, page, set, hrefFor } = useAddress('/items/coverage')
  const lack = LACKS.find((one) => one === params.get('lack')) ?? 'complete'
  const organizationId = params.get('department') ?? ''
  const division = params.get('division') ?? ''
  const powerType = params.get('type') ?? ''
  const asked = {
    lack,
    ...(organizationId !== '' && { organizationId }),
    ...(division !== '' && { division }),
    ...(powerType !== '' && { powerType }),
  }
  const reading = useQuery({
    queryKey: ['item-coverage', 'gaps', asked, page],
    queryFn: ({ signal }) => api.catalogue.listCoverageGaps({ ...asked, page, pageSize }, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <Card title={say.gaps} id="gaps">
      <div className={styles.filters} data-print="no">
        <Select
          id="gaps-lack"
          label={say.lack}
          choices={LACKS.map((value) => ({ value, label: say.lacks[value] }))}
          value={lack}
          onChange={(event) => set('lack', event.target.value)}
        />
        <Select
          id="gaps-department"
          label={say.department}
          placeholder={say.anyDepartment}
          choices={organizations.map((one) => ({ value: one.id, label: one.name }))}
          value={organizationId}
          onChange={(event) => set('department', event.target.value)}
        />
        <Select
          id="gaps-type"
          label={say.type}
          placeholder={say.anyType}
          choices={types.map((one) => ({ value: one.id, label: one.name }))}
          value={powerType}
          onChange={(event) => set('type', event.target.value)}
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
              <p className={styles.soft}>{say.totalItems(total)}</p>
              <Table
                caption={say.lacks[lack]}
                captionHidden
                rows={items}
                keyOf={(item) => item.itemId}
                columns={[
                  {
                    id: 'name',
                    header: say.item,
                    isRowHeader: true,
                    cell: (item) => <Link to={`/items/${item.itemId}`}>{item.name}</Link>,
                  },
                  { id: 'department', header: say.department, cell: (item) => item.organizationName },
                  { id: 'absent', header: say.absent, cell: (item) => reasonOf(lack, item) },
                ]}
              />
              <Pagination page={page} pages={Math.ceil(total / pageSize)} hrefFor={(to) => hrefFor(to, '#gaps')} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}

function reasonOf(lack: (typeof LACKS)[number], item: { onlineDepth?: string; absent: readonly string[] }): string {
  if (lack === 'complete') return say.without(item.absent.map((one) => say.elements[one] ?? one).join('、'))
  if (lack === 'handled' || lack === 'whole') return say.depths[item.onlineDepth ?? ''] ?? say.noDepth
  return say.lacks[lack]
}
