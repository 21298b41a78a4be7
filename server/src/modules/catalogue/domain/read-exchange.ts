import { isDivisionCode } from '../../../kernel/index.ts'
import type { ItemContent } from '../contract/item.ts'
import { blankContent } from './blank-content.ts'
import { EXCHANGE_SERVICE_OBJECTS, ITEM_LEVELS, audienceOf } from './code-systems.ts'
import { readFaqs, readLegalBases, readMaterials, readSpecialProcedures, readWindows } from './read-exchange-parts.ts'
import { RowNotes } from './import-row.ts'
import type { ReadRow } from './import-row.ts'
import type { PowerTypes } from './power-types.ts'
import { clip, dayOf, integerOf, isRecord, listOf, oneRecord, records, textOf } from './raw-record.ts'
import type { RawRecord } from './raw-record.ts'

const SYSTEM = 'guangxi-exchange'

/** Payloads of a region's exchange interface, as found: under `list`, one under `invest`, a bare list, or a single one. */
export function exchangePayloads(file: unknown): RawRecord[] | undefined {
  if (Array.isArray(file)) return file.every(isPayload) && file.length > 0 ? file.filter(isRecord) : undefined
  if (isPayload(file)) return [file]
  if (!isRecord(file)) return undefined
  const payloads = [...records(file.list), ...records(file.invest)]
  return payloads.some(isPayload) ? payloads : undefined
}

function isPayload(value: unknown): value is RawRecord {
  return isRecord(value) && 'AUDIT_ITEM' in value
}

export function readExchangePayloads(payloads: readonly RawRecord[], types: PowerTypes): ReadRow[] {
  return payloads.map((payload, index) => readPayload(payload, index + 1, types))
}

function readPayload(payload: RawRecord, row: number, types: PowerTypes): ReadRow {
  const notes = new RowNotes()
  const item = oneRecord(payload.AUDIT_ITEM)
  const label = textOf(item, 'task_name') ?? textOf(item, 'task_code') ?? `第 ${row} 条`
  if (!item) {
    notes.refuse('缺少 AUDIT_ITEM（事项基本信息）')
    return { row, label, ...notes }
  }
  const itemUuid = textOf(item, 'item_id')?.toLowerCase()
  if (!itemUuid || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(itemUuid)) {
    notes.refuse('item_id（事项标识）缺失或者不是 UUID')
  }
  const version = integerOf(item, 'task_version')
  if (!version || Number.isNaN(version)) notes.refuse('task_version（版本号）应当是大于 0 的整数')
  const content = readContent(payload, item, { notes, types })
  if (notes.reasons.length > 0 || !itemUuid || !version || !content) return { row, label, ...notes }
  const effectiveOn = dayOf(item, 'publishdate') ?? dayOf(item, 'version_date')
  return {
    row,
    label: `${label}（第 ${version} 版）`,
    ...notes,
    offer: {
      sourceSystem: SYSTEM,
      sourceKey: itemUuid,
      itemUuid,
      version,
      ...(effectiveOn && { effectiveOn }),
      content,
    },
  }
}

interface Reading {
  readonly notes: RowNotes
  readonly types: PowerTypes
}

function readContent(payload: RawRecord, item: RawRecord, { notes, types }: Reading): ItemContent | undefined {
  const extend = oneRecord(payload.AUDIT_ITEM_EXTEND)
  const instant = textOf(item, 'project_type') === '1'
  const identity = readIdentity(item, { notes, types })
  const limits = readLimits(item, notes, instant)
  if (!identity || !limits) return undefined
  const objects = readServiceObjects(item, notes)
  return {
    ...blankContent(instant),
    ...identity,
    ...limits,
    level: ITEM_LEVELS[textOf(item, 'use_level') ?? ''] ?? 'county',
    serviceObjects: objects,
    audience: audienceOf(objects),
    themes: [],
    instant,
    legalBases: readLegalBases(payload),
    conditions: optionalList(textOf(item, 'accept_name')),
    materials: readMaterials(payload, notes),
    specialProcedures: readSpecialProcedures(payload, notes),
    result: readResult(extend),
    windows: readWindows(payload),
    visits: readVisits(item, extend, notes),
    delivery: textOf(extend, 'is_express') === '1',
    ...optional('consultation', textOf(item, 'link_way')),
    ...optional('complaint', textOf(item, 'supervise_way')),
    remedies: {
      ...optional('reconsideration', textOf(item, 'reconsiderat')),
      ...optional('litigation', textOf(item, 'litigation')),
    },
    faqs: readFaqs(payload, notes),
    provenance: '自治区政务服务事项交换接口',
  }
}

type Identity = Pick<
  ItemContent,
  | 'name'
  | 'code'
  | 'catalogCode'
  | 'handlingItemCode'
  | 'powerType'
  | 'sourcePowerType'
  | 'division'
  | 'organizationName'
  | 'organizationCode'
>

function readIdentity(item: RawRecord, { notes, types }: Reading): Identity | undefined {
  const name = required(item, notes, { field: 'task_name', title: '事项名称' })
  const code = required(item, notes, { field: 'task_code', title: '实施编码' })
  const organizationName = required(item, notes, { field: 'dept_name', title: '实施主体' })
  const division = readDivision(item, notes)
  const powerType = readPowerType(item, { notes, types, division: division ?? '' })
  const state = textOf(item, 'task_state')
  if (state !== undefined && state !== '1') notes.refuse(`task_state 是 ${state}，只导入在用（1）的事项`)
  if (!name || !code || !organizationName || !division || !powerType) return undefined
  return {
    name,
    code,
    ...optional('catalogCode', textOf(item, 'catalog_code')),
    ...optional('handlingItemCode', textOf(item, 'ywcode')),
    powerType,
    sourcePowerType: { system: SYSTEM, code: textOf(item, 'task_type') ?? '' },
    division,
    organizationName,
    ...optional('organizationCode', textOf(item, 'dept_code')),
  }
}

function readLimits(
  item: RawRecord,
  notes: RowNotes,
  instant: boolean,
): Pick<ItemContent, 'statutoryLimit' | 'promisedLimit'> | undefined {
  const law = { day: 'anticipate_day', unit: 'anticipate_type', explain: 'anticipate_day_explain', instant: false }
  const promise = { day: 'promise_day', unit: 'promise_type', explain: 'promise_day_explain', instant }
  const statutoryLimit = readLimit(item, notes, law)
  const promisedLimit = readLimit(item, notes, promise)
  return statutoryLimit && promisedLimit && { statutoryLimit, promisedLimit }
}

function required(item: RawRecord, notes: RowNotes, field: { field: string; title: string }): string | undefined {
  const text = textOf(item, field.field)
  if (text === undefined) notes.refuse(`缺少${field.title}（${field.field}）`)
  return text
}

function readDivision(item: RawRecord, notes: RowNotes): string | undefined {
  const code = (textOf(item, 'areacode') ?? '').replace(/^(\d{6})0{6}$/, '$1')
  if (isDivisionCode(code)) return code
  notes.refuse(code === '' ? '缺少行政区划（areacode）' : `行政区划代码 ${clip(code, 20)} 不正确`)
  return undefined
}

function readPowerType(
  item: RawRecord,
  { notes, types, division }: Reading & { division: string },
): ItemContent['powerType'] | undefined {
  const code = textOf(item, 'task_type') ?? ''
  const type = types.ofCode(code, { division, system: SYSTEM })?.key
  if (!type) notes.refuse(`不认识的事项类型代码“${clip(code, 20)}”（task_type）`)
  if (code === '20') notes.warn('事项类型代码 20 各地含义不同，这里按国家标准读作公共服务')
  return type
}

const LIMIT_UNITS: Readonly<Record<string, 'workday' | 'day'>> = { '1': 'workday', '2': 'day' }

function readLimit(
  item: RawRecord,
  notes: RowNotes,
  fields: { day: string; unit: string; explain: string; instant: boolean },
): ItemContent['statutoryLimit'] | undefined {
  const value = integerOf(item, fields.day)
  const basis = optional('basis', textOf(item, fields.explain))
  if (value === undefined)
    return fields.instant ? { value: 0, unit: 'instant', ...basis } : { value: 0, unit: 'none', ...basis }
  if (Number.isNaN(value)) {
    notes.refuse(`时限应当是整数，读到的是“${clip(String(item[fields.day]), 20)}”（${fields.day}）`)
    return undefined
  }
  if (fields.instant) {
    if (value > 0) notes.warn(`办件类型是即办件，承诺时限却是 ${value}，按即办处理`)
    return { value: 0, unit: 'instant', ...basis }
  }
  const unit = LIMIT_UNITS[textOf(item, fields.unit) ?? '1']
  if (!unit) notes.refuse(`不认识的时限单位“${clip(String(item[fields.unit]), 20)}”（${fields.unit}）`)
  return unit && { value, unit: value === 0 ? 'none' : unit, ...basis }
}

function readServiceObjects(item: RawRecord, notes: RowNotes): ItemContent['serviceObjects'] {
  return [...new Set(listOf(textOf(item, 'serve_type')))].flatMap((code) => {
    const object = EXCHANGE_SERVICE_OBJECTS[code]
    if (!object) notes.warn(`不认识的服务对象代码“${clip(code, 20)}”，已略去`)
    return object ? [object] : []
  })
}

function readResult(extend: RawRecord | undefined): ItemContent['result'] {
  const name = textOf(extend, 'result_name')
  if (name === undefined) return { kind: 'none', name: '' }
  return { kind: textOf(extend, 'result_type') === '10' ? 'licence' : 'document', name: clip(name, 500) }
}

function readVisits(item: RawRecord, extend: RawRecord | undefined, notes: RowNotes): ItemContent['visits'] {
  const count = integerOf(item, 'limit_scene_num') ?? 0
  const reason = textOf(extend, 'scene_reason') ?? textOf(item, 'scene_reason')
  if (Number.isNaN(count) || count > 20) {
    notes.warn('到现场次数不是合理的整数，按 1 次处理')
    return { count: 1, ...optional('reason', reason) }
  }
  return { count, ...optional('reason', reason) }
}

function optionalList(text: string | undefined): string[] {
  return text === undefined ? [] : [text]
}

function optional<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>)
}
