import { isCalendarDate } from '../../../kernel/index.ts'
import type { ItemContent } from '../contract/item.ts'
import { blankContent } from '../domain/blank-content.ts'
import { audienceOf } from '../domain/code-systems.ts'
import { RowNotes } from '../domain/import-row.ts'
import type { ReadRow } from '../domain/import-row.ts'
import type { PowerTypes } from '../domain/power-types.ts'
import { clip, isRecord, listOf, records } from '../domain/raw-record.ts'
import { CODES } from './codes.ts'
import { ALL_KINDS, REST_TABLE, asCell, tableName } from './tables.ts'
import type { Part, Row, TableKind, Tables } from './tables.ts'

const SYSTEM = 'national-exchange'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export interface Reading {
  readonly types: PowerTypes
  /** Whose items they are taken for where a file does not say it: the exchange has no column for the division. */
  readonly place?: string
}

/** A file of exchange tables: rows by the name of their table. */
export function exchangeTables(file: unknown): Tables | undefined {
  if (!isRecord(file) || !isRecord(file.tables)) return undefined
  const tables = new Map(Object.entries(file.tables).map(([name, rows]) => [name, records(rows) as Row[]]))
  return ALL_KINDS.some((kind) => tables.has(tableName(kind, 'basic'))) ? tables : undefined
}

/** Each item by itself: a bad one refuses itself alone. */
export function readTables(tables: Tables, reading: Reading): ReadRow[] {
  const groups = new Map([...tables].map(([name, rows]) => [name, Map.groupBy(rows, guidOf)]))
  const basics = ALL_KINDS.flatMap((kind) => tables.get(tableName(kind, 'basic')) ?? [])
  return basics.map((basic, index) => {
    const guid = text(basic, 'row_guid')
    const own: Tables = new Map([...groups].map(([name, rows]) => [name, rows.get(guid) ?? []]))
    return readItem(own, basic, { ...reading, row: index + 1 })
  })
}

function guidOf(row: Row): string {
  return text(row, 'task_guid') || text(row, 'row_guid')
}

function readItem(own: Tables, basic: Row, reading: Reading & { row: number }): ReadRow {
  const notes = new RowNotes()
  const { row } = reading
  const guid = text(basic, 'row_guid').toLowerCase()
  const version = Number(text(basic, 'task_version') || '1')
  const label = text(basic, 'task_name') || text(basic, 'task_code') || `第 ${row} 条`
  if (!UUID.test(guid)) notes.refuse('row_guid（记录唯一标识）缺失或者不是 UUID')
  if (!Number.isInteger(version) || version < 1) notes.refuse('task_version（事项版本）应当是大于 0 的整数')
  const state = text(basic, 'task_state')
  if (state !== '' && state !== '1') notes.refuse(`task_state 是 ${clip(state, 20)}，只导入在用（1）的事项`)
  const kept = restOf(own, notes)
  const said = basicContent(own, reading) ?? {}
  const absent = new Set(kept.absent)
  const whole = Object.fromEntries(
    Object.entries({ ...placeOf(reading), ...said, ...kept.rest }).filter(([field]) => !absent.has(field)),
  )
  if (whole['powerType'] === undefined)
    notes.refuse(`不认识的事项类型代码“${clip(text(basic, 'task_type'), 20)}”（task_type）`)
  if (whole['division'] === undefined) notes.refuse('不知道是哪个行政区划的事项：交换表里没有区划，请由所在部门导入')
  if (notes.reasons.length > 0) return { row, label, ...notes }
  const day = text(basic, 'plan_effective_date').slice(0, 10)
  return {
    row,
    label,
    ...notes,
    offer: {
      ...(kept.source ?? { sourceSystem: SYSTEM, sourceKey: guid }),
      ...{ itemUuid: guid, version },
      ...(isCalendarDate(day) && { effectiveOn: day }),
      // Whether it is what an item must be is checked for every format alike, after reading.
      content: whole as ItemContent,
    },
  }
}

function placeOf({ place }: Reading): { division?: string } {
  return place === undefined || place === '000000' ? {} : { division: place }
}

interface Kept {
  readonly rest: Record<string, unknown>
  readonly absent: readonly string[]
  readonly source?: { sourceSystem: string; sourceKey: string }
}

function restOf(own: Tables, notes: RowNotes): Kept {
  const rows = own.get(REST_TABLE) ?? []
  const pieces = rows.toSorted((a, b) => Number(a['order_num']) - Number(b['order_num']))
  if (pieces.length === 0) return { rest: {}, absent: [] }
  try {
    const told: unknown = JSON.parse(pieces.map((row) => JSON.parse(text(row, 'content')) as string).join(''))
    if (isRecord(told) && isRecord(told.rest)) {
      const { system, key } = isRecord(told.source) ? told.source : {}
      return {
        rest: told.rest,
        absent: Array.isArray(told.absent) ? told.absent.map(String) : [],
        ...(typeof system === 'string' &&
          typeof key === 'string' && { source: { sourceSystem: system, sourceKey: key } }),
      }
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  notes.refuse(`${REST_TABLE} 的内容被改动过，读不出来，请用重新导出的文件`)
  return { rest: {}, absent: [] }
}

/** What the tables of one item say; undefined where it stands in none. */
export function basicContent(own: Tables, reading: Reading): Partial<ItemContent> | undefined {
  const kind = ALL_KINDS.find((one) => (own.get(tableName(one, 'basic')) ?? []).length > 0)
  const basic = kind && own.get(tableName(kind, 'basic'))![0]
  if (!kind || !basic) return undefined
  const rowsOf = (part: Part) => (own.get(tableName(kind, part)) ?? []).toSorted(byOrder)
  const instant = text(basic, 'project_type') === '1'
  const [extend = {}] = rowsOf('extend')
  const code = text(basic, 'task_type')
  const division = reading.place ?? ''
  const type = reading.types.ofCode(code, { division }) ?? reading.types.all().find((one) => one.code === code)
  return {
    ...blankContent(instant),
    ...readBasic(basic, { kind, instant }),
    ...readExtend(extend),
    ...(type && { powerType: type.key }),
    materials: rowsOf('material').map(readMaterial),
    fees: rowsOf('fee_project').map((fee) => ({
      ...{ name: text(fee, 'fee_name'), standard: text(fee, 'fee_stand') },
      ...some('basis', text(fee, 'by_law')),
      ...some('reduction', text(fee, 'desc_explain')),
    })),
    faqs: rowsOf('questions').map((faq) => ({ question: text(faq, 'question'), answer: text(faq, 'answer') })),
    visits: {
      count: Number(text(basic, 'limit_scene_num') || '0'),
      ...some('reason', text(extend, 'limit_scene_explain')),
    },
  }
}

function readBasic(basic: Row, { kind, instant }: { kind: TableKind; instant: boolean }): Partial<ItemContent> {
  const serviceObjects = listOf(text(basic, 'server_type')).flatMap((code) => CODES.serviceObject.wordOf(code) ?? [])
  const nature = CODES.organNature.wordOf(text(basic, 'dept_type'))
  const source = CODES.powerSource.wordOf(text(basic, 'power_source'))
  const charged = text(basic, 'is_fee')
  return {
    name: text(basic, 'task_name'),
    code: text(basic, 'task_code'),
    ...some('catalogCode', text(basic, 'catalog_code')),
    ...some('localCatalogCode', text(basic, 'local_catalog_code')),
    ...some('localCode', text(basic, 'local_task_code')),
    ...some('handlingItemCode', text(basic, 'task_handle_item')),
    level: CODES.level.wordOf(text(basic, 'use_level')) ?? 'county',
    organizationName: text(basic, 'dept_name'),
    ...some('organizationCode', text(basic, 'dept_code')),
    ...(nature && { organNature: nature }),
    ...(source && { powerSource: source }),
    ...some('entrustedBy', text(basic, 'entrust_name')),
    ...{ serviceObjects, audience: audienceOf(serviceObjects), themes: [], instant },
    statutoryLimit: readLimit(basic, 'anticipate', false),
    promisedLimit: kind.has.includes('extend')
      ? readLimit(basic, 'promise', instant)
      : { value: 0, unit: instant ? 'instant' : 'none' },
    legalBases: lines(text(basic, 'by_law')).map(readLaw),
    conditions: [text(basic, 'accept_condition')].filter((one) => one !== ''),
    ...some('consultation', text(basic, 'link_way')),
    ...some('complaint', text(basic, 'supervise_way')),
    ...some('handlingTimes', text(basic, 'transact_time')),
    windows: lines(text(basic, 'transact_addr')).map((name) => ({ name })),
    ...(charged !== '' && { charged: charged === '1' }),
  }
}

function readExtend(extend: Row): Partial<ItemContent> {
  const region = CODES.crossRegion.wordOf(text(extend, 'handle_area'))
  const depth = CODES.onlineDepth.wordOf(text(extend, 'online_handle_depth'))
  const joint = listOf(text(extend, 'other_dept').replaceAll('、', ','))
  const hall = text(extend, 'is_entry_center')
  return {
    ...(hall !== '' && { inHall: hall === '1' }),
    ...(region && { crossRegion: region }),
    acceptsOnline: text(extend, 'is_online') === '1',
    ...(depth && { onlineDepth: depth }),
    delivery: text(extend, 'is_express') === '1',
    ...some('quota', text(extend, 'limit_explain')),
    ...(joint.length > 0 && { jointOrganizations: joint }),
    result: { kind: CODES.result.wordOf(text(extend, 'result_type')) ?? 'none', name: text(extend, 'result_name') },
  }
}

function readMaterial(row: Row, place: number): ItemContent['materials'][number] {
  const count = Number(text(row, 'page_num') || '0')
  return {
    id: `m${place + 1}`,
    name: text(row, 'material_name'),
    necessity: CODES.necessity.wordOf(text(row, 'is_need')) ?? 'required',
    form: CODES.materialForm.wordOf(text(row, 'material_format')) ?? 'either',
    source: CODES.materialSource.wordOf(text(row, 'source_type')) ?? 'other',
    ...some('issuer', text(row, 'source_explain')),
    originals: Number.isInteger(count) && count <= 99 ? count : 0,
    copies: 0,
    ...some('paper', text(row, 'page_format')),
    ...some('notes', text(row, 'fill_explain')),
    ...some('acceptance', text(row, 'accept_stand')),
    ...some('basis', text(row, 'by_law')),
    ...some('when', text(row, 'remark')),
  }
}

function readLimit(basic: Row, of: 'anticipate' | 'promise', instant: boolean): ItemContent['statutoryLimit'] {
  const value = Number(text(basic, `${of}_day`) || '0')
  const basis = some('basis', text(basic, `${of}_explain`))
  if (instant) return { value: 0, unit: 'instant', ...basis }
  const unit = CODES.limitUnit.wordOf(text(basic, `${of}_type`) || '1')
  return value > 0 && unit ? { value, unit, ...basis } : { value: 0, unit: 'none', ...basis }
}

const LAW = /^《(.+?)》(?:（([^（）]+)）)?(.*)$/s

function readLaw(line: string): ItemContent['legalBases'][number] {
  const [, law = line, documentNo = '', article = ''] = LAW.exec(line) ?? []
  return { law, ...some('documentNo', documentNo), ...some('article', article) }
}

function lines(words: string): string[] {
  return words.split('\n').filter((line) => line !== '')
}

function byOrder(a: Row, b: Row): number {
  return Number(text(a, 'order_num') || '0') - Number(text(b, 'order_num') || '0')
}

function text(row: Row, column: string): string {
  const value: unknown = row[column]
  return typeof value === 'string' || typeof value === 'number' ? asCell(value) : ''
}

function some<Key extends string>(key: Key, value: string): Partial<Record<Key, string>> {
  return value === '' ? {} : ({ [key]: value } as Record<Key, string>)
}
