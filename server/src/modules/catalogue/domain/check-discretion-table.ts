import type { Penalty } from '../contract/type-parts.ts'

/** A number may lie between two others; infinite where it is open on that side. */
interface Range {
  readonly from: number
  readonly to: number
  readonly unit: string
}

/** As much of a published decision table as its range follows from. */
export interface DiscretionTable {
  readonly name: string
  readonly isUnique: boolean
  readonly columns: readonly { readonly label: string; readonly range: Range }[]
}

export interface TableFault {
  readonly level: 'refuse' | 'warn'
  readonly message: string
}

/** What a table may call the unit of a fine. */
const UNITS: Readonly<Record<NonNullable<Penalty['fineUnit']>, readonly string[]>> = {
  yuan: ['元', '人民币元'],
  'percent-of-gains': ['%', '％', '百分比', '违法所得的百分比'],
  'percent-of-value': ['%', '％', '百分比', '货值金额的百分比'],
}

/**
 * 裁量决策表: its tiers do not overlap, and lie inside what the item says that the law allows. The table was published with
 * each result proven inside the range of its column, so the ranges are compared and nothing is tried. 减轻处罚 goes below
 * the law's range by its own article (行政处罚法 art. 32), in a column of its own.
 */
export function checkDiscretionTable(law: Penalty, table: DiscretionTable): TableFault[] {
  const { fineFrom: lowest = 0, fineTo: highest, fineUnit } = law
  const refuse = (message: string): TableFault => ({
    level: 'refuse',
    message: `裁量决策表“${table.name}”：${message}`,
  })
  if (highest === undefined || fineUnit === undefined)
    return [refuse('先写明法定的罚款幅度和单位，才能核对各档是不是在幅度之内')]
  const found = table.isUnique ? [] : [refuse('命中方式要是“唯一”，各档才互不重叠')]
  if (table.columns.length === 0) return [...found, refuse('没有写明幅度的结论列，不能证明各档在法定幅度之内')]
  for (const { label, range } of table.columns) {
    if (!UNITS[fineUnit].includes(range.unit)) {
      found.push(refuse(`“${label}”列的单位是${range.unit}，和法定幅度的单位不同，不能比较`))
    } else if (range.from < lowest || range.to > highest) {
      const isMitigated = range.to <= lowest
      const text = `“${label}”列的幅度 ${shown(range)} 不在法定幅度 ${shown({ from: lowest, to: highest })} 之内`
      found.push(
        isMitigated
          ? { level: 'warn', message: `裁量决策表“${table.name}”：${text}，低于下限的只能是减轻处罚` }
          : refuse(text),
      )
    }
  }
  return found
}

function shown({ from, to }: Pick<Range, 'from' | 'to'>): string {
  return `${from === -Infinity ? '不限' : from}–${to === Infinity ? '不限' : to}`
}
