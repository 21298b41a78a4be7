import type { Coverage, CoverageFigures, CoverageRow } from '@yiwang/server/contract/catalogue'
import { Card, Table } from '@yiwang/ui'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Figure } from '../../shared/account-page.tsx'
import accountStyles from '../../shared/account-page.module.css'
import styles from './coverage.module.css'
import { coverageMessages as say } from './messages.ts'

export type Measure = keyof typeof say.measures
export const MEASURES = Object.keys(say.measures) as Measure[]

/** To what a figure opens; what was issued in a bulletin opens to nothing: it stands for itself. */
export type OpensTo = (asked: { lack: Measure; department?: string; division?: string; type?: string }) => string

interface FiguresProps {
  figures: CoverageFigures
  /** Of what departments and types are told together. */
  measure: Measure
  opensTo?: OpensTo
}

/** 覆盖指标 in all ways of counting. */
export function Figures({ figures, measure, opensTo }: FiguresProps) {
  const { total, organizations, divisions, types } = figures
  return (
    <>
      <Card title={say.total}>
        <dl className={accountStyles.figures}>
          {MEASURES.map((one) => (
            <Figure key={one} name={say.measures[one]} value={rateOf(total, one)}>
              <Opening to={opensTo?.({ lack: one })}>{say.of(total[one], total.items)}</Opening>
            </Figure>
          ))}
        </dl>
      </Card>
      <Places
        title={say.byDepartment}
        header={say.department}
        rows={organizations}
        name="department"
        opensTo={opensTo}
      />
      {divisions.length > 1 && (
        <Places title={say.byDivision} header={say.division} rows={divisions} name="division" opensTo={opensTo} />
      )}
      {types.length > 1 && (
        <>
          <Places title={say.byType} header={say.type} rows={types} name="type" opensTo={opensTo} />
          <Matrix figures={figures} measure={measure} opensTo={opensTo} />
        </>
      )}
    </>
  )
}

function Opening({ to, children }: { to: string | undefined; children: ReactNode }) {
  return to === undefined ? (
    <span className={styles.rate}>{children}</span>
  ) : (
    <Link to={to} className={styles.rate}>
      {children}
    </Link>
  )
}

interface PlacesProps {
  title: string
  header: string
  rows: readonly CoverageRow[]
  name: 'department' | 'division' | 'type'
  opensTo: OpensTo | undefined
}

function Places({ title, header, rows, name, opensTo }: PlacesProps) {
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
              <Opening to={opensTo?.({ lack: measure, [name]: id })}>{rateOf(coverage, measure)}</Opening>
            ),
          })),
        ]}
      />
    </Card>
  )
}

/** Departments by types, of one measure. */
function Matrix({ figures: { organizations, types, cells }, measure, opensTo }: FiguresProps) {
  const title = say.byBoth(say.measures[measure])
  const coverageOf = new Map(cells.map((cell) => [`${cell.organizationId} ${cell.powerType}`, cell.coverage]))
  const cellOf = (department: string, type: string) => {
    const coverage = coverageOf.get(`${department} ${type}`)
    if (coverage === undefined) return say.none
    const to = opensTo?.({ lack: measure, department, type })
    return <Opening to={to}>{say.rateOf(rateOf(coverage, measure), coverage.items)}</Opening>
  }
  return (
    <Card title={title}>
      <Table
        caption={title}
        captionHidden
        rows={organizations}
        keyOf={(row) => row.id}
        columns={[
          { id: 'name', header: say.department, isRowHeader: true, cell: (row) => row.name },
          ...types.map((type) => ({
            id: type.id,
            header: type.name,
            cell: ({ id }: CoverageRow) => cellOf(id, type.id),
          })),
        ]}
      />
    </Card>
  )
}

/** To the next whole percent; not all is never a hundred, something never nought. */
export function rateOf(coverage: Coverage, measure: Measure): string {
  const { items, [measure]: count } = coverage
  if (items === 0) return say.none
  const percent = Math.round((count / items) * 100)
  return say.rate(count === items ? 100 : count === 0 ? 0 : Math.min(Math.max(percent, 1), 99))
}
