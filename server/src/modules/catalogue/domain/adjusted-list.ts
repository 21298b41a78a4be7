import type { CalendarDate } from '../../../kernel/index.ts'
import { compareLines } from '../contract/compare-lines.ts'
import type { ListDifference } from '../contract/public-lists.ts'
import type { Cells, SetColumn } from './public-list.ts'

/** 取消 of an item, or a 下放 of it by a document that was decided on. */
export interface AdjustedItem {
  readonly itemId: string
  /** The last version that held. */
  readonly version: number
  readonly name: string
  readonly organizationName: string
  readonly kind: 'hand-down' | 'cancel'
  readonly from: CalendarDate
  readonly document: string
  /** Who took over, from the day on which the item of their own holds. */
  readonly takenOver: readonly { readonly name: string; readonly from: CalendarDate }[]
}

export const ADJUSTED_COLUMNS: readonly SetColumn[] = [
  { key: 'name', title: '事项名称' },
  { key: 'organizationName', title: '原实施主体' },
  { key: 'adjustment', title: '调整方式', width: 'narrow' },
  { key: 'from', title: '自哪一天' },
  { key: 'document', title: '依据', width: 'widest' },
  { key: 'takenOver', title: '承接部门', width: 'wide' },
]

/** 取消下放清单 of a day: what is told of one. Source: 行政许可法 arts 20, 21. */
export function adjustedLine(
  { name, organizationName, kind, document, ...one }: AdjustedItem,
  day: CalendarDate,
): Cells {
  const taken = one.takenOver.filter(({ from }) => from <= day)
  return {
    ...{ name, organizationName, adjustment: kind === 'cancel' ? '取消' : '下放', from: one.from, document },
    takenOver: taken.map((taker) => taker.name).join('\n'),
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
