import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallOutput } from '@yiwang/client'
import type { GetSimplification } from '@yiwang/server/contract/catalogue'
import { Card, DateField, EmptyState, Table } from '@yiwang/ui'
import type { ReactNode } from 'react'
import { AccountPage } from '../../shared/account-page.tsx'
import accountStyles from '../../shared/account-page.module.css'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import { useAddress } from '../../shared/use-address.ts'
import { ChangedItems } from './changed-items.tsx'
import { Figures } from './figures.tsx'
import { simplificationMessages as say } from './messages.ts'
import styles from './simplification.module.css'

type Account = CallOutput<typeof GetSimplification>

/** 精简账: what was cut between two days, by department; each cut opens to its version and reason. The address holds the days. */
export function SimplificationPage({ tabs }: { tabs: ReactNode }) {
  const { params, set } = useAddress('/items/simplification')
  const today = useToday()
  const from = params.get('from') ?? `${today.slice(0, 4)}-01-01`
  const to = params.get('to') ?? today
  const reading = useQuery({
    queryKey: ['item-simplification', from, to],
    queryFn: ({ signal }) => api.catalogue.getSimplification({ from, to }, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <AccountPage title={say.title} lead={say.lead} print={say.print} tabs={tabs}>
      <div className={accountStyles.filters}>
        <DateField
          id="account-from"
          label={say.from}
          value={from}
          onChange={(event) => set('from', event.target.value)}
        />
        <DateField id="account-to" label={say.to} value={to} onChange={(event) => set('to', event.target.value)} />
      </div>
      <Loaded reading={reading} lines={8}>
        {(account) =>
          account.organizations.length === 0 ? (
            <EmptyState title={say.nothingTitle}>
              <p>{say.emptyText}</p>
            </EmptyState>
          ) : (
            <>
              <Card title={say.total}>
                <Figures simplified={account.total} />
                <p className={accountStyles.soft}>{say.keptNote}</p>
              </Card>
              <Departments account={account} />
              <ChangedItems account={account} />
            </>
          )
        }
      </Loaded>
    </AccountPage>
  )
}

function Departments({ account }: { account: Account }) {
  return (
    <Card title={say.byDepartment}>
      <Table
        caption={say.byDepartment}
        captionHidden
        rows={account.organizations}
        keyOf={(row) => row.organizationId}
        columns={[
          { id: 'name', header: say.department, isRowHeader: true, cell: (row) => row.name },
          { id: 'items', header: say.figures.items, cell: ({ simplified }) => sides(simplified.items) },
          { id: 'steps', header: say.figures.steps, cell: ({ simplified }) => sides(simplified.steps) },
          { id: 'materials', header: say.figures.materials, cell: ({ simplified }) => sides(simplified.materials) },
          { id: 'workdays', header: say.figures.workdays, cell: ({ simplified }) => sides(simplified.workdays) },
        ]}
      />
    </Card>
  )
}

function sides({ before, after }: { before: number; after: number }) {
  return <span className={styles.sides}>{before === 0 && after === 0 ? say.none : say.sides(before, after)}</span>
}
