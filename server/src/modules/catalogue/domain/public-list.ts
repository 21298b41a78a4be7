import { compareLines } from '../contract/compare-lines.ts'
import type { ItemContent } from '../contract/item.ts'
import { Duty } from '../contract/item-parts.ts'
import { GuideStep, ItemLevel, OnlineDepth } from '../contract/item-words.ts'
import type { ListDifference, ListKind } from '../contract/public-lists.ts'
import { ListKind as Kinds } from '../contract/public-lists.ts'
import { titleOf } from '../contract/title-of.ts'
import { TYPE_PART_FIELDS } from '../contract/type-parts.ts'
import { partInWords } from './compare-contents.ts'
import type { PowerTypes } from './power-types.ts'

export type Cells = Record<string, string>

/** A column, and how it is set: as wide as its word, or for long texts; codes are in tables and not on paper. */
export interface SetColumn {
  readonly key: string
  readonly title: string
  readonly width?: 'narrow' | 'wide' | 'widest'
  readonly isUnprinted?: true
}

/** 取消下放 is made of what became of items; all others of what their versions say. */
export type VersionListKind = Exclude<ListKind, 'adjusted'>

/** 廉政风险点 of a step of the flow, in words. */
export interface ToldRisk {
  readonly step: string
  readonly form: string
  readonly level: string
  readonly measure: string
}

/** What a line is made of: a version, the 廉政风险点 of its flow where the list tells them, one fee where it has a line for each. */
export interface Told {
  readonly content: ItemContent
  readonly risks: readonly ToldRisk[]
  readonly fee?: ItemContent['fees'][number]
}

interface ItemColumn extends SetColumn {
  readonly cell: (told: Told, types: PowerTypes) => string
}

/** What a list says of an item that is on it; which items are on it, the store knows. Source: 中办发〔2015〕21号; 行政许可法 art. 30. */
interface VersionList {
  readonly columns: readonly ItemColumn[]
  /** Several lines of one item; absent: one. */
  readonly split?: (content: ItemContent) => Partial<Told>[]
  readonly tellsRisks?: true
}

const NAME: ItemColumn = { key: 'name', title: '事项名称', cell: ({ content }) => content.name }
const ORGAN: ItemColumn = {
  key: 'organizationName',
  title: '实施主体',
  cell: ({ content }) => content.organizationName,
}
const BEARER: ItemColumn = { ...ORGAN, title: '责任主体' }
const POWER_TYPE: ItemColumn = {
  ...{ key: 'powerType', title: '权力类型' },
  cell: ({ content }, types) => types.titleOf(content.powerType),
}
const LEVEL: ItemColumn = {
  ...{ key: 'level', title: '行使层级', width: 'narrow' },
  cell: ({ content }) => titleOf(ItemLevel, content.level),
}
const LAWS: ItemColumn = {
  ...{ key: 'legalBases', title: '设定依据', width: 'widest' },
  cell: ({ content }) => content.legalBases.map(lawOf).join('\n'),
}
const STATUTORY: ItemColumn = {
  ...{ key: 'statutory', title: '法定时限' },
  cell: ({ content }) => lengthOf(content.statutoryLimit),
}
const PROMISED: ItemColumn = {
  ...{ key: 'promised', title: '承诺时限' },
  cell: ({ content }) => lengthOf(content.promisedLimit),
}
const COMPLAINT: ItemColumn = {
  ...{ key: 'complaint', title: '监督投诉方式', width: 'wide' },
  cell: ({ content }) => content.complaint ?? '',
}
const CODE: ItemColumn = { key: 'code', title: '实施编码', isUnprinted: true, cell: ({ content }) => content.code }

export const VERSION_LISTS: Readonly<Record<VersionListKind, VersionList>> = {
  power: {
    columns: [
      ...[NAME, POWER_TYPE, ORGAN, LEVEL, LAWS, CODE],
      { key: 'parts', title: '类型要素', width: 'widest', cell: ({ content }) => typePartsInWords(content) },
      COMPLAINT,
    ],
  },
  responsibility: {
    columns: [
      ...[NAME, BEARER],
      { key: 'duties', title: '责任事项', width: 'widest', cell: ({ content }) => dutiesOf(content).join('\n') },
      {
        key: 'risks',
        title: '廉政风险点和防控措施',
        width: 'widest',
        cell: ({ risks }) => risks.map(riskOf).join('\n'),
      },
      {
        ...{ key: 'accountability', title: '追责情形', width: 'widest' },
        cell: ({ content: { accountability = [] } }) =>
          accountability.map(({ situation, basis }) => withBasis(situation, basis)).join('\n'),
      },
      COMPLAINT,
    ],
    tellsRisks: true,
  },
  fee: {
    columns: [
      ...[NAME, ORGAN],
      { key: 'fee', title: '收费项目', cell: ({ fee }) => fee?.name ?? '' },
      { key: 'standard', title: '收费标准', width: 'widest', cell: ({ fee }) => fee?.standard ?? '' },
      { key: 'basis', title: '收费依据', width: 'widest', cell: ({ fee }) => fee?.basis ?? '' },
      { key: 'reduction', title: '减免规定', cell: ({ fee }) => fee?.reduction ?? '' },
    ],
    split: ({ fees }) => fees.map((fee) => ({ fee })),
  },
  approval: { columns: [NAME, ORGAN, LEVEL, LAWS, STATUTORY, PROMISED, CODE] },
  promised: { columns: [NAME, ORGAN, STATUTORY, PROMISED] },
  'at-once': { columns: [NAME, ORGAN, STATUTORY] },
  online: {
    columns: [
      ...[NAME, ORGAN],
      {
        ...{ key: 'depth', title: '网上办理深度' },
        cell: ({ content }) => (content.onlineDepth === undefined ? '' : titleOf(OnlineDepth, content.onlineDepth)),
      },
      {
        ...{ key: 'visits', title: '到现场次数', width: 'narrow' },
        cell: ({ content }) => `${content.visits.count} 次`,
      },
      { key: 'reason', title: '须到现场的原因', width: 'wide', cell: ({ content }) => content.visits.reason ?? '' },
    ],
  },
  deferrable: {
    columns: [
      ...[NAME, ORGAN],
      {
        ...{ key: 'materials', title: '可以容缺后补的材料', width: 'widest' },
        cell: ({ content }) =>
          content.materials.flatMap(({ name, necessity }) => (necessity === 'deferrable' ? [name] : [])).join('\n'),
      },
    ],
  },
  supervision: {
    columns: [
      ...[NAME, BEARER],
      {
        ...{ key: 'duties', title: '事中事后监管责任', width: 'widest' },
        cell: ({ content: { duties = [] } }) =>
          duties
            .flatMap(({ stage, duty, basis }) => (stage === 'supervise' ? [withBasis(duty, basis)] : []))
            .join('\n'),
      },
      COMPLAINT,
    ],
  },
}

export function listTitle(kind: ListKind): string {
  return titleOf(Kinds, kind)
}

/** What a list says of an item that is on it. */
export function linesOf(kind: VersionListKind, told: Told, types: PowerTypes): Cells[] {
  const { columns, split } = VERSION_LISTS[kind]
  const each = split ? split(told.content) : [{}]
  return each.map((one) => {
    const line = { ...told, ...one }
    return Object.fromEntries(columns.map(({ key, cell }) => [key, cell(line, types)]))
  })
}

/** One item on two days; undefined where it was not on the list. Nothing where the list says the same of it. */
export function differenceOf(
  kind: VersionListKind,
  { itemId, before, after }: { itemId: string; before: Told | undefined; after: Told | undefined },
  types: PowerTypes,
): ListDifference | undefined {
  const on = (told: Told | undefined) => (told === undefined ? [] : linesOf(kind, told, types))
  return compareLines({ id: itemId, older: on(before), newer: on(after), columns: VERSION_LISTS[kind].columns })
}

/** What the department has written down; else what its guide promises step by step. */
function dutiesOf({ duties, steps }: ItemContent): string[] {
  if (duties && duties.length > 0)
    return duties.map(({ stage, duty, basis }) => `${titleOf(Duty.properties.stage, stage)}：${withBasis(duty, basis)}`)
  return steps.map(({ step, name, doer, limitWorkdays, note }) => {
    const who = [doer, limitWorkdays === undefined ? undefined : `${limitWorkdays} 个工作日内`].filter(Boolean)
    const words = `${titleOf(GuideStep, step)}：${name}${who.length > 0 ? `（${who.join('，')}）` : ''}`
    return note === undefined ? words : `${words}；${note}`
  })
}

function riskOf({ step, form, level, measure }: ToldRisk): string {
  return `${step}：${form}（风险等级：${level}）；防控措施：${measure}`
}

/** What the item punishes, levies, gives …, a part a line; what a licence is and how it is bounded, of a licensing item. */
function typePartsInWords(content: ItemContent): string {
  const parts = TYPE_PART_FIELDS.flatMap((field) =>
    (content[field] ?? []).map((part) => partInWords(field, part).replaceAll('\n', '；')),
  )
  return [...parts, ...(content.powerType === 'licensing' ? licenceInWords(content) : [])].join('\n')
}

/** 许可证件、数量限制、年检、中介服务. Source: 行政许可法 arts 39, 57, 62; 国办发〔2022〕2号. */
function licenceInWords({ licenceType, result, quota, annualCheck, intermediaries = [] }: ItemContent): string[] {
  const validity = licenceType?.validYears === undefined ? '' : `（有效期 ${licenceType.validYears} 年）`
  const licence = licenceType?.name ?? (result.kind === 'none' ? undefined : result.name)
  return [
    ...(licence ? [`许可证件：${licence}${validity}`] : []),
    ...(quota === undefined ? [] : [`数量限制：${quota}`]),
    ...(annualCheck === undefined ? [] : [`年检要求：${annualCheck}`]),
    ...(intermediaries.length === 0 ? [] : [`中介服务：${intermediaries.map(({ name }) => name).join('、')}`]),
  ]
}

const UNITS = { workday: '个工作日', day: '日', instant: '即办', none: '无时限' } as const

function lengthOf({ value, unit }: ItemContent['promisedLimit']): string {
  return unit === 'workday' || unit === 'day' ? `${value} ${UNITS[unit]}` : UNITS[unit]
}

function withBasis(words: string, basis: string | undefined): string {
  return basis === undefined ? words : `${words}（依据：${basis}）`
}

function lawOf({ law, documentNo, article }: ItemContent['legalBases'][number]): string {
  return [law, documentNo === undefined ? undefined : `（${documentNo}）`, article].filter(Boolean).join('')
}
