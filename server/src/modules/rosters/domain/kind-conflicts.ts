import type { RosterColumn, RosterKind } from '../contract/roster-kind.ts'
import { isReadable } from './cells.ts'

/** What records in force say, as far as a change of columns has to know it. */
export interface ColumnUse {
  readonly records: number
  /** Key of the column → how many records have something in it; of what the public does not read nothing is known. */
  readonly filled: ReadonlyMap<string, number>
  /** Key of the column → what records say in it. */
  readonly values: ReadonlyMap<string, readonly string[]>
}

/** Why records in force can't be what the changed kind asks; empty where they can. */
export function conflictsOf(before: RosterKind, after: RosterKind, use: ColumnUse): string[] {
  if (use.records === 0) return []
  const kept = new Set(after.columns.map(({ key }) => key))
  return [
    ...((before.isInternal ?? false) === (after.isInternal ?? false)
      ? []
      : [`有 ${use.records} 条在册记录，不能在公开和内部之间改；请另设一种清单`]),
    ...(before.columns[0]?.key === after.columns[0]?.key ? [] : ['第一栏是记录的名称，有在册记录时不能换']),
    ...after.columns.flatMap((column) => {
      const was = before.columns.find(({ key }) => key === column.key)
      return was ? ofChanged(was, column, use) : ofNew(column, use)
    }),
    ...before.columns.filter(({ key }) => !kept.has(key)).flatMap((column) => ofDropped(column, use)),
  ]
}

/** Where a change asks for the values themselves: its type is another, or it offers other choices. */
export function columnsToRead(before: RosterKind, after: RosterKind): string[] {
  return after.columns.flatMap((column) => {
    const was = before.columns.find(({ key }) => key === column.key)
    return was && !was.isPersonal && isReadOtherwise(was, column) ? [column.key] : []
  })
}

function isReadOtherwise(was: RosterColumn, column: RosterColumn): boolean {
  return was.type !== column.type || (was.choices ?? []).some((one) => !(column.choices ?? []).includes(one))
}

function ofNew({ title, isRequired }: RosterColumn, { records }: ColumnUse): string[] {
  if (!isRequired) return []
  return [`“${title}”是新的必填栏目，在册的 ${records} 条记录都没有；先设为选填，补齐以后再改为必填`]
}

function ofChanged(was: RosterColumn, column: RosterColumn, { records, filled, values }: ColumnUse): string[] {
  const { key, title, isRequired } = column
  const isFirstRequired = isRequired === true && !was.isRequired
  if ((was.isPersonal ?? false) !== (column.isPersonal ?? false))
    return [`“${title}”是不是个人信息，有 ${records} 条在册记录时不能改；请另加一栏`]
  if (was.isPersonal) {
    return was.type !== column.type || isFirstRequired
      ? [`“${title}”是个人信息，在册的 ${records} 条记录加密保存，类型和必填不能改；请另加一栏`]
      : []
  }
  const missing = records - (filled.get(key) ?? 0)
  const bad = (values.get(key) ?? []).find((value) => !isReadable(column, value))
  return [
    ...(isFirstRequired && missing > 0 ? [`“${title}”改为必填，但有 ${missing} 条在册记录没有填`] : []),
    ...(bad === undefined ? [] : [`“${title}”改了以后，在册记录里的“${bad.slice(0, 30)}”就不合了`]),
  ]
}

function ofDropped({ key, title, isPersonal }: RosterColumn, { records, filled }: ColumnUse): string[] {
  if (isPersonal) return [`“${title}”是个人信息，有 ${records} 条在册记录时不能去掉；可以改为不公开`]
  const held = filled.get(key) ?? 0
  return held === 0 ? [] : [`有 ${held} 条在册记录在“${title}”里有内容，不能去掉这一栏`]
}
