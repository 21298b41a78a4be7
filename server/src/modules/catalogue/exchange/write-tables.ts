import { v5 as uuidv5 } from 'uuid'
import { splitPublicId } from '../../../kernel/index.ts'
import type { ItemContent } from '../contract/item.ts'
import { isEqual, partInWords } from '../domain/compare-contents.ts'
import type { FiledItem } from '../domain/filed-item.ts'
import type { PowerTypes } from '../domain/power-types.ts'
import { CODES } from './codes.ts'
import { basicContent } from './read-tables.ts'
import { REST_TABLE, TABLE_NAMES, kindOf, tableName } from './tables.ts'
import type { Part, Row, TableKind, Tables } from './tables.ts'

/** Any UUID, for good: rows of parts are named under it. */
const NAMESPACE = '2f0c7d9e-8f3a-4b1c-9d53-6a1e0c7b4d21'
/** Of a cell, which may hold 32,767; written as JSON, which may double it. */
const LONGEST_PIECE = 12_000

interface Writing {
  readonly item: FiledItem
  readonly guid: string
  readonly kind: TableKind
  readonly types: PowerTypes
}

/** 交换表 of these items, in the version that each is filed in; with what the tables do not say beside them. */
export function writeTables(items: readonly FiledItem[], types: PowerTypes): Tables {
  const tables: Tables = new Map(TABLE_NAMES.map((name) => [name, []]))
  for (const item of items) {
    const kind = kindOf(item.content, types)
    const writing = { item, kind, types, guid: splitPublicId(item.itemId).id }
    const own: Tables = new Map([[tableName(kind, 'basic'), [basicRow(writing)]]])
    for (const part of kind.has) own.set(tableName(kind, part), PARTS[part](writing))
    for (const [name, rows] of own) tables.get(name)!.push(...rows)
    tables.get(REST_TABLE)!.push(...restRows(writing, own))
  }
  return tables
}

/** What the tables say otherwise or not at all: the item's own words, so that what is read is what was written. */
function restRows({ item, guid, types }: Writing, own: Tables): Row[] {
  const said: Partial<Record<keyof ItemContent, unknown>> = basicContent(own, { types }) ?? {}
  const content: Partial<Record<keyof ItemContent, unknown>> = item.content
  const fields = new Set([...Object.keys(said), ...Object.keys(content)] as (keyof ItemContent)[])
  const differing = [...fields].filter((field) => !isEqual(said[field], content[field]))
  const absent = differing.filter((field) => content[field] === undefined)
  const rest = Object.fromEntries(
    differing.flatMap((field) => (content[field] === undefined ? [] : [[field, content[field]]])),
  )
  const { sourceSystem, sourceKey } = item
  const text = JSON.stringify({ source: { system: sourceSystem, key: sourceKey }, rest, absent })
  const pieces = Array.from({ length: Math.ceil(text.length / LONGEST_PIECE) }, (_, place) =>
    text.slice(place * LONGEST_PIECE, (place + 1) * LONGEST_PIECE),
  )
  // In quotation marks, so that no piece begins or ends with what a cell loses.
  return pieces.map((piece, place) => ({ task_guid: guid, order_num: place + 1, content: JSON.stringify(piece) }))
}

function basicRow({ item, guid, kind, types }: Writing): Row {
  const { content, version, effectiveOn } = item
  const { statutoryLimit: law } = content
  return {
    row_guid: guid,
    task_name: content.name,
    catalog_code: content.catalogCode,
    local_catalog_code: content.localCatalogCode,
    task_code: content.code,
    local_task_code: content.localCode,
    task_handle_item: content.handlingItemCode,
    task_type: types.find(content.powerType)?.code,
    task_version: version,
    task_state: '1',
    plan_effective_date: effectiveOn,
    cd_operation: 'I',
    by_law: content.legalBases.map(lawInWords).join('\n'),
    use_level: CODES.level.codeOf(content.level),
    dept_name: content.organizationName,
    dept_code: content.organizationCode,
    dept_type: content.organNature && CODES.organNature.codeOf(content.organNature),
    power_source: content.powerSource && CODES.powerSource.codeOf(content.powerSource),
    entrust_name: content.entrustedBy,
    anticipate_day: measured(law) ? law.value : undefined,
    anticipate_type: measured(law) ? CODES.limitUnit.codeOf(law.unit) : undefined,
    anticipate_explain: law.basis,
    handle_flow: content.steps.map(({ name, doer }) => [name, doer].filter(Boolean).join('：')).join('\n'),
    link_way: content.consultation,
    supervise_way: content.complaint,
    ...(kind.name === 'punish' && {
      punishment_method: (content.penalties ?? []).map((one) => partInWords('penalties', one)).join('\n'),
    }),
    ...(kind.has.includes('extend') && applicationColumns(content)),
  }
}

/** How the item is applied for: only tables of what people apply for have these. */
function applicationColumns(content: ItemContent): Row {
  const { promisedLimit: promise } = content
  return {
    accept_condition: content.conditions.join('\n'),
    project_type: content.instant ? '1' : '2',
    promise_day: measured(promise) ? promise.value : undefined,
    promise_type: measured(promise) ? CODES.limitUnit.codeOf(promise.unit) : undefined,
    promise_explain: promise.basis,
    server_type: content.serviceObjects.map((one) => CODES.serviceObject.codeOf(one)).join(','),
    handle_type: handlingForms(content).join(','),
    special_procedure: content.specialProcedures.map(({ name }) => name).join('\n'),
    limit_scene_num: content.visits.count,
    transact_addr: content.windows.map(({ name, address }) => address ?? name).join('\n'),
    transact_time: content.handlingTimes,
    is_fee: yes(content.charged ?? content.fees.length > 0),
    fee_basis: content.fees.flatMap(({ basis }) => basis ?? []).join('\n'),
  }
}

function measured<Limit extends ItemContent['statutoryLimit']>(
  limit: Limit,
): limit is Limit & { unit: 'workday' | 'day' } {
  return limit.unit === 'workday' || limit.unit === 'day'
}

/** 办理形式 1 窗口, 2 网上, 4 快递 (GB/T 39046 A.5): it follows from what the item says. */
function handlingForms({ windows, acceptsOnline, delivery }: ItemContent): string[] {
  return [...(windows.length > 0 ? ['1'] : []), ...(acceptsOnline ? ['2'] : []), ...(delivery ? ['4'] : [])]
}

function lawInWords({ law, documentNo, article }: ItemContent['legalBases'][number]): string {
  return `《${law}》${documentNo === undefined ? '' : `（${documentNo}）`}${article ?? ''}`
}

function yes(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? '1' : '0'
}

const PARTS: Readonly<Record<Part, (writing: Writing) => Row[]>> = {
  extend: ({ item: { content }, guid }) => [
    {
      ...named(guid, 'extend', 0, content),
      is_entry_center: yes(content.inHall),
      handle_area: content.crossRegion && CODES.crossRegion.codeOf(content.crossRegion),
      is_online: yes(content.acceptsOnline),
      online_handle_depth: content.onlineDepth && CODES.onlineDepth.codeOf(content.onlineDepth),
      is_express: yes(content.delivery),
      is_pay_online: '0',
      limit_explain: content.quota,
      limit_scene_explain: content.visits.reason,
      other_dept: content.jointOrganizations?.join('、'),
      result_type: CODES.result.codeOf(content.result.kind),
      result_name: content.result.name,
      service_type: content.intermediaries?.map(({ name }) => name).join('、'),
    },
  ],
  material: ({ item: { content }, guid }) =>
    content.materials.map((material, place) => ({
      ...named(guid, 'material', place, content),
      order_num: place + 1,
      material_name: material.name,
      is_need: CODES.necessity.codeOf(material.necessity),
      material_format: CODES.materialForm.codeOf(material.form),
      source_type: CODES.materialSource.codeOf(material.source),
      source_explain: material.issuer,
      page_num: material.originals + material.copies,
      page_format: material.paper,
      fill_explain: material.notes,
      accept_stand: material.acceptance,
      by_law: material.basis,
      remark: material.when,
    })),
  fee_project: ({ item: { content }, guid }) =>
    content.fees.map(({ name, standard, basis, reduction }, place) => ({
      ...named(guid, 'fee', place, content),
      order_num: place + 1,
      ...{ fee_name: name, fee_stand: standard, by_law: basis, desc_explain: reduction },
      is_desc: yes(reduction !== undefined),
    })),
  questions: ({ item: { content }, guid }) =>
    content.faqs.map(({ question, answer }, place) => ({
      ...named(guid, 'question', place, content),
      ...{ order_num: place + 1, question, answer },
    })),
}

/** Whose row it is, and a name of its own that is the same the next time. */
function named(guid: string, part: string, place: number, { code, handlingItemCode }: ItemContent): Row {
  return {
    row_guid: uuidv5(`${guid} ${part} ${place}`, NAMESPACE),
    ...{ task_guid: guid, task_code: code, task_handle_item: handlingItemCode },
  }
}
