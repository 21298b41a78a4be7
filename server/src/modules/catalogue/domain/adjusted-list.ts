import type { CalendarDate } from '../../../kernel/index.ts'
import { compareLines } from '../contract/compare-lines.ts'
import { AdjustmentKind } from '../contract/adjustment.ts'
import type { ListDifference } from '../contract/public-lists.ts'
import { titleOf } from '../contract/title-of.ts'
import type { Cells, SetColumn } from './public-list.ts'

/** 取消 of an item, or a 下放 or 收回 of it by a document that was decided on. */
export interface AdjustedItem {
  readonly itemId: string
  /** The last version that held. */
  readonly version: number
  readonly name: string
  readonly organizationName: string
  readonly kind: AdjustmentKind
  readonly from: CalendarDate
  readonly document: string
  /** Who took over, from the day on which the item of their own holds, until it is taken back; of whom it is taken back. */
  readonly organs: readonly { readonly name: string; readonly from: CalendarDate; readonly until?: CalendarDate }[]
}

export const ADJUSTED_COLUMNS: readonly SetColumn[] = [
  { key: 'name', title: '事项名称' },
  { key: 'organizationName', title: '原实施主体' },
  { key: 'adjustment', title: '调整方式', width: 'narrow' },
  { key: 'from', title: '自哪一天' },
  { key: 'document', title: '依据', width: 'widest' },
  { key: 'organs', title: '承接部门', width: 'wide' },
]

/** 取消下放清单 of a day: what is told of one. Source: 行政许可法 arts 20, 21. */
export function adjustedLine(
  { name, organizationName, kind, document, ...one }: AdjustedItem,
  day: CalendarDate,
): Cells {
  const organs = one.organs.filter(({ from, until }) => from <= day && (until === undefined || until > day))
  return {
    ...{ name, organizationName, adjustment: titleOf(AdjustmentKind, kind), from: one.from, document },
    organs: organs.map((organ) => organ.name).join('\n'),
  }
}

/** What the list says differently on two days of the items that were adjusted by the later one. */
export function adjustedDifferences(
  adjusted: readonly AdjustedItem[],
  { from, to }: { from: CalendarDate; to: CalendarDate },
): ListDifference[] {
  const ofItem = Map.groupBy(adjusted, ({ itemId }) => itemId)
  return [...ofItem].flatMap(([id, all]) => {
    const linesOn = (day: CalendarDate) => all.filter((one) => one.from <= day).map((one) => adjustedLine(one, day))
    return compareLines({ id, older: linesOn(from), newer: linesOn(to), columns: ADJUSTED_COLUMNS }) ?? []
  })
}
