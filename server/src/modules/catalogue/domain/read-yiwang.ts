import { isCalendarDate } from '../../../kernel/index.ts'
import type { ItemContent } from '../contract/item.ts'
import { RowNotes } from './import-row.ts'
import type { ReadRow } from './import-row.ts'
import { isRecord, records } from './raw-record.ts'
import type { RawRecord } from './raw-record.ts'

/** Our own file: one item, or a bundle of them under `documents`. */
export function isYiwangFile(file: unknown): file is RawRecord {
  return isRecord(file) && (file.format === 'yiwang-item/1' || file.format === 'yiwang-items/1')
}

/**
 * Reads our own format. `item` holds what all versions share; each version states its number, the day from which it
 * holds and what it changes.
 */
export function readYiwangFile(file: RawRecord): ReadRow[] {
  const documents = file.format === 'yiwang-items/1' ? records(file.documents) : [file]
  let row = 0
  return documents.flatMap((document) =>
    records(document.versions).map((version) => {
      row += 1
      return readVersion(document, version, row)
    }),
  )
}

function readVersion(document: RawRecord, version: RawRecord, row: number): ReadRow {
  const notes = new RowNotes()
  const { id, ...shared } = isRecord(document.item) ? document.item : {}
  const { version: number, effectiveOn, change: _told, ...own } = version
  const merged = { ...shared, ...own }
  const label = typeof merged.name === 'string' ? merged.name : `第 ${row} 条`
  const key = typeof id === 'string' ? /^(\d{6})-([0-9a-f-]{36})$/.exec(id) : null
  if (!key) notes.refuse('缺少事项标识 id，或者格式不是“六位区划-UUID”')
  if (!Number.isInteger(number) || Number(number) < 1) notes.refuse('版本号应当是大于 0 的整数')
  if (typeof effectiveOn !== 'string' || !isCalendarDate(effectiveOn)) {
    notes.refuse('生效日期不正确，应当是“年-月-日”')
  }
  if (key && merged.division !== undefined && String(merged.division).slice(0, 6) !== key[1]) {
    notes.refuse(`事项标识属于 ${key[1]}，与行政区划 ${String(merged.division)} 不一致`)
  }
  if (notes.reasons.length > 0 || !key) return { row, label, ...notes }
  return {
    row,
    label,
    ...notes,
    offer: {
      ...sourceOf(document, key[2]!),
      itemUuid: key[2]!,
      version: Number(number),
      effectiveOn: effectiveOn as ReturnType<typeof checkedDate>,
      // Whether it is what an item must be is checked for every format alike, after reading.
      content: merged as ItemContent,
    },
  }
}

/** An item that came from elsewhere keeps the key under which it came: exported and imported again, it is the same item. */
function sourceOf({ source }: RawRecord, itemUuid: string): { sourceSystem: string; sourceKey: string } {
  const { system, key } = isRecord(source) ? source : {}
  const isTold = typeof system === 'string' && typeof key === 'string' && system !== '' && key !== ''
  return isTold ? { sourceSystem: system, sourceKey: key } : { sourceSystem: 'yiwang', sourceKey: itemUuid }
}

function checkedDate(text: string) {
  if (!isCalendarDate(text)) throw new RangeError(text)
  return text
}
