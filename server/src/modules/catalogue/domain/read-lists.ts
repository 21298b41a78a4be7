import type { ItemContent } from '../contract/item.ts'
import { blankContent } from './blank-content.ts'
import { SERVICE_OBJECT_NAMES, audienceOf } from './code-systems.ts'
import { RowNotes } from './import-row.ts'
import type { ReadRow } from './import-row.ts'
import type { PowerTypes } from './power-types.ts'
import { clip, isRecord, records, textOf } from './raw-record.ts'
import type { RawRecord } from './raw-record.ts'
import { findThemeByName } from './themes.ts'

/** The rows of a public list under `items`, if the first of them has all of these fields. */
export function listRows(file: unknown, fields: readonly string[]): RawRecord[] | undefined {
  if (!isRecord(file) || !Array.isArray(file.items)) return undefined
  const rows = records(file.items)
  const recognised = rows.slice(0, 50).some((row) => fields.every((field) => field in row))
  return recognised ? file.items.map((row) => (isRecord(row) ? row : {})) : undefined
}

export const GUANGDONG_FIELDS = ['taskCode', 'catalogCode', 'serviceObjects', 'promiseLimit'] as const
export const GUANGAN_FIELDS = ['itemCode', 'taskTypeText', 'deptCode'] as const

export function readGuangdongRow(record: RawRecord, index: number, types: PowerTypes): ReadRow {
  const notes = new RowNotes()
  const basics = readBasics(record, notes, { code: 'taskCode', organization: 'dept' })
  const powerType = readGuangdongType(record, notes, types)
  const statutoryLimit = readLimit(record.legalLimit, notes, '法定办结时限')
  const promisedLimit = readLimit(record.promiseLimit, notes, '承诺办结时限')
  const label = basics.name ?? basics.code ?? `第 ${index + 1} 条`
  const visits = readVisits(record, notes)
  if (notes.reasons.length > 0 || !basics.name || !basics.code || !powerType || !statutoryLimit || !promisedLimit) {
    return { row: index + 1, label, ...notes }
  }
  const serviceObjects = readServiceObjects(record, notes)
  const parentName = textOf(record, 'parentName')
  const content: ItemContent = {
    ...blankContent(false),
    name: basics.name,
    code: basics.code,
    ...(basics.code.length === 33 && { handlingItemCode: basics.code }),
    ...some('catalogCode', textOf(record, 'catalogCode')),
    ...(parentName !== undefined && parentName !== basics.name && { parentName }),
    powerType,
    sourcePowerType: { system: 'guangdong', code: textOf(record, 'typeCode') ?? '' },
    level: GUANGDONG_LEVELS[textOf(record, 'level') ?? ''] ?? 'graded',
    division: basics.division,
    organizationName: basics.organizationName,
    ...some('organizationCode', textOf(record, 'deptOrgCode')),
    serviceObjects,
    audience: audienceOf(serviceObjects),
    themes: readThemes(record, notes),
    instant: false,
    statutoryLimit,
    promisedLimit,
    legalBases: [],
    conditions: texts([record.acceptCondition]),
    materials: readMaterialNames(record),
    result: { kind: 'none', name: '' },
    windows: readAddress(record),
    visits,
    delivery: textOf(record, 'courier') === '是',
    ...some('consultation', textOf(record, 'tel')),
    ...some('complaint', textOf(record, 'complaintTel')),
    provenance: '广东政务服务网公开清单（2021年）',
  }
  return { row: index + 1, label, ...notes, offer: { sourceSystem: 'guangdong', sourceKey: basics.code, content } }
}

export function readGuanganRow(record: RawRecord, index: number, types: PowerTypes): ReadRow {
  const notes = new RowNotes()
  const basics = readBasics(record, notes, { code: 'itemCode', organization: 'dept' })
  const code = (textOf(record, 'taskType') ?? '').padStart(2, '0')
  const powerType = types.ofCode(code, { division: basics.division, system: 'sichuan' })?.key
  if (!powerType) notes.refuse(`不认识的事项类型代码“${clip(textOf(record, 'taskType') ?? '', 20)}”（taskType）`)
  const label = basics.name ?? basics.code ?? `第 ${index + 1} 条`
  if (notes.reasons.length > 0 || !basics.name || !basics.code || !powerType) return { row: index + 1, label, ...notes }
  const content: ItemContent = {
    ...blankContent(false),
    name: basics.name,
    code: basics.code,
    ...some('parentName', textOf(record, 'mainItem')),
    powerType,
    sourcePowerType: { system: 'sichuan', code },
    level: 'county',
    division: basics.division,
    organizationName: basics.organizationName,
    ...some('organizationCode', textOf(record, 'deptCode')),
    serviceObjects: [],
    audience: ['person', 'organization'],
    themes: [],
    instant: false,
    statutoryLimit: { value: 0, unit: 'none' },
    promisedLimit: { value: 0, unit: 'none' },
    legalBases: [],
    conditions: [],
    materials: [],
    result: { kind: 'none', name: '' },
    windows: [],
    visits: { count: 0 },
    delivery: false,
    provenance: '广安市广安区办事指南目录（2025年）',
  }
  return { row: index + 1, label, ...notes, offer: { sourceSystem: 'sichuan', sourceKey: basics.code, content } }
}

function readGuangdongType(
  record: RawRecord,
  notes: RowNotes,
  types: PowerTypes,
): ItemContent['powerType'] | undefined {
  const code = textOf(record, 'typeCode') ?? ''
  const title = textOf(record, 'type')
  const division = (textOf(record, 'areaCode') ?? '').slice(0, 6)
  const type = types.ofCode(code, { division, system: 'guangdong' })
  if (!type) notes.refuse(`不认识的事项类型代码“${clip(code, 20)}”（typeCode）`)
  else if (title !== undefined && type.title !== title) {
    notes.refuse(`事项类型代码与名称不一致：${code} 应为${type.title}，写的是${clip(title, 20)}`)
  }
  return type?.key
}

function readServiceObjects(record: RawRecord, notes: RowNotes): ItemContent['serviceObjects'] {
  return texts(record.serviceObjects).flatMap((name) => {
    const object = SERVICE_OBJECT_NAMES[name]
    if (!object) notes.warn(`不认识的服务对象“${clip(name, 20)}”，已略去`)
    return object ? [object] : []
  })
}

const GUANGDONG_LEVELS: Readonly<Record<string, ItemContent['level']>> = {
  国家级: 'national',
  省级: 'province',
  市级: 'city',
  县级: 'county',
  区级: 'county',
  镇级: 'town',
  村级: 'village',
}

interface Basics {
  name?: string
  code?: string
  division: string
  organizationName: string
}

function readBasics(record: RawRecord, notes: RowNotes, fields: { code: string; organization: string }): Basics {
  const name = textOf(record, 'name')
  const code = textOf(record, fields.code)
  const organizationName = textOf(record, fields.organization)
  if (name === undefined) notes.refuse('缺少事项名称（name）')
  if (code === undefined) notes.refuse(`缺少实施编码（${fields.code}）`)
  if (organizationName === undefined) notes.refuse(`缺少实施主体（${fields.organization}）`)
  const area = textOf(record, 'areaCode') ?? ''
  const division = area.replace(/^(\d{6})0{6}$/, '$1')
  if (!/^\d{6}$/.test(division))
    notes.refuse(area === '' ? '缺少行政区划（areaCode）' : `行政区划代码 ${clip(area, 20)} 不正确`)
  return {
    ...(name !== undefined && { name }),
    ...(code !== undefined && { code }),
    division,
    organizationName: organizationName ?? '',
  }
}

const UNITS: Readonly<Record<string, 'workday' | 'day'>> = { 工作日: 'workday', 自然日: 'day' }

function readLimit(value: unknown, notes: RowNotes, title: string): ItemContent['statutoryLimit'] | undefined {
  if (value === null || value === undefined) return { value: 0, unit: 'none' }
  const count = isRecord(value) ? value.n : undefined
  const unit = isRecord(value) ? UNITS[String(value.unit)] : undefined
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    notes.refuse(`${title}应当是不小于 0 的整数`)
    return undefined
  }
  if (!unit) {
    notes.refuse(`${title}的单位“${clip(String(isRecord(value) ? value.unit : ''), 20)}”不认识，应当是工作日或者自然日`)
    return undefined
  }
  return { value: count, unit: count === 0 ? 'none' : unit }
}

function readVisits(record: RawRecord, notes: RowNotes): ItemContent['visits'] {
  const { visits } = record
  if (typeof visits === 'number' && Number.isInteger(visits) && visits >= 0 && visits <= 20) return { count: visits }
  notes.refuse('到现场次数（visits）应当是 0 到 20 的整数')
  return { count: 0 }
}

function readThemes(record: RawRecord, notes: RowNotes): string[] {
  const found = texts(record.themes).map((name) => {
    const id = findThemeByName(name)
    if (!id) notes.warn(`不认识的主题“${clip(name, 20)}”，归入其他`)
    return id ?? 'other'
  })
  return [...new Set(found)]
}

function readMaterialNames(record: RawRecord): ItemContent['materials'] {
  return texts(record.materials).map((name, index) => ({
    id: `m${index + 1}`,
    name: clip(name, 1000),
    necessity: 'required',
    form: 'either',
    source: 'applicant',
    originals: 1,
    copies: 0,
  }))
}

function readAddress(record: RawRecord): ItemContent['windows'] {
  const address = textOf(record, 'address')?.replace(/^办理地点[：:]/, '')
  if (address === undefined || address === '无线下办理窗口') return []
  return [{ name: '办理地点', address: clip(address, 1000), ...some('phone', textOf(record, 'tel')) }]
}

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  return list.flatMap((one) => textOf({ one }, 'one') ?? [])
}

function some<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: clip(value, 1000) } as Record<Key, string>)
}
