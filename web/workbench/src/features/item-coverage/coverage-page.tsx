import { useQuery } from '@tanstack/react-query'
import type { Coverage, CoverageRow } from '@yiwang/server/contract/catalogue'
import { Card, EmptyState, Table } from '@yiwang/ui'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { AccountPage, Figure } from '../../shared/account-page.tsx'
import accountStyles from '../../shared/account-page.module.css'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import styles from './coverage.module.css'
import { Gaps } from './gaps.tsx'
import { coverageMessages as say } from './messages.ts'

const MEASURES = Object.keys(say.measures) as (keyof typeof say.measures)[]

/** 覆盖指标: by department and by place; each figure opens to what is missing. The address holds what is looked at. */
export function CoveragePage({ tabs }: { tabs: ReactNode }) {
  const reading = useQuery({
    queryKey: ['item-coverage'],
    queryFn: ({ signal }) => api.catalogue.getCoverage({}, { signal }),
  })
  return (
    <AccountPage title={say.title} lead={say.lead} print={say.print} tabs={tabs}>
      <Loaded reading={reading} lines={8}>
        {({ total, organizations, divisions }) =>
          total.items === 0 ? (
            <EmptyState title={say.nothingTitle}>
              <p>{say.nothingText}</p>
            </EmptyState>
          ) : (
            <>
              <Card title={say.total}>
                <dl className={accountStyles.figures}>
                  {MEASURES.map((measure) => (
                    <Figure key={measure} name={say.measures[measure]} value={rateOf(total, measure)}>
                      <Link to={`?lack=${measure}#gaps`}>{say.of(total[measure], total.items)}</Link>
                    </Figure>
                  ))}
                </dl>
              </Card>
              <Places title={say.byDepartment} header={say.department} rows={organizations} name="department" />
              {divisions.length > 1 && (
                <Places title={say.byDivision} header={say.division} rows={divisions} name="division" />
              )}
              <Gaps organizations={organizations} />
            </>
          )
        }
      </Loaded>
    </AccountPage>
  )
}

interface PlacesProps {
  title: string
  header: string
  rows: readonly CoverageRow[]
  name: 'department' | 'division'
}

function Places({ title, header, rows, name }: PlacesProps) {
  return (
    <Card title={title}>
      <Table
        caption={title}
        captionHidden
        rows={rows}
        keyOf={(row) => row.id}
        columns={[
          { id: 'name', header, isRowHeader: true, cell: (row) => row.name },
          { id: 'items', header: say.items, cell: ({ coverage }) => coverage.items },
          ...MEASURES.map((measure) => ({
            id: measure,
            header: say.measures[measure],
            cell: ({ id, coverage }: CoverageRow) => (
              <Link to={`?${new URLSearchParams({ lack: measure, [name]: id })}#gaps`} className={styles.rate}>
                {rateOf(coverage, measure)}
              </Link>
            ),
          })),
        ]}
      />
    </Card>
  )
}

/** To the next whole percent; not all is never a hundred, something never nought. */
function rateOf(coverage: Coverage, measure: (typeof MEASURES)[number]): string {
  const { items, [measure]: count } = coverage
  if (items === 0) return say.none
  const percent = Math.round((count / items) * 100)
  return say.rate(count === items ? 100 : count === 0 ? 0 : Math.min(Math.max(percent, 1), 99))
}
