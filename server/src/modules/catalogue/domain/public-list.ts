import { compareLines } from '../contract/compare-lines.ts'
import type { ListDifference, ListKind } from '../contract/public-lists.ts'
import { ListKind as Kinds } from '../contract/public-lists.ts'
import type { ItemContent } from '../contract/item.ts'
import { Duty } from '../contract/item-parts.ts'
import { GuideStep, ItemLevel } from '../contract/item-words.ts'
import { TYPE_PART_FIELDS } from '../contract/type-parts.ts'
import { partInWords } from './compare-contents.ts'
import { layerOf } from './layers.ts'
import type { PowerTypes } from './power-types.ts'

type Cells = Record<string, string>

/** A column, and how it is set: as wide as its word, or for long texts; codes are in tables and not on paper. */
export interface SetColumn {
  readonly key: string
  readonly title: string
  readonly width?: 'narrow' | 'wide' | 'widest'
  readonly isUnprinted?: true
}

/** 权力清单、责任清单、收费清单: which items are on each, and what it says of them. Source: 中办发〔2015〕21号; 行政许可法 art. 30. */
interface PublicList {
  readonly columns: readonly SetColumn[]
  readonly isOn: (content: ItemContent, types: PowerTypes) => boolean
  /** One line, or one for each fee. */
  readonly lines: (content: ItemContent, types: PowerTypes) => Cells[]
}

/** Of a type that nobody knows any more it is told all the same. */
function isPower(content: ItemContent, types: PowerTypes): boolean {
  return (types.find(content.powerType)?.isPower ?? true) && layerOf(content) === 'implementation'
}

const NAME = { key: 'name', title: '事项名称' }

export const PUBLIC_LISTS: Readonly<Record<ListKind, PublicList>> = {
  power: {
    columns: [
      NAME,
      { key: 'powerType', title: '权力类型' },
      { key: 'organizationName', title: '实施主体' },
      { key: 'level', title: '行使层级', width: 'narrow' },
      { key: 'legalBases', title: '设定依据', width: 'widest' },
      { key: 'code', title: '实施编码', isUnprinted: true },
      { key: 'parts', title: '类型要素', width: 'widest' },
      { key: 'complaint', title: '监督投诉方式', width: 'wide' },
    ],
    isOn: isPower,
    lines: (content, types) => [
      {
        ...named(content),
        powerType: types.titleOf(content.powerType),
        level: titleOf(ItemLevel, content.level),
        legalBases: content.legalBases.map(lawOf).join('\n'),
        code: content.code,
        parts: typePartsInWords(content),
        complaint: content.complaint ?? '',
      },
    ],
  },
  responsibility: {
    columns: [
      NAME,
      { key: 'organizationName', title: '责任主体' },
      { key: 'duties', title: '责任事项', width: 'widest' },
      { key: 'accountability', title: '追责情形', width: 'widest' },
      { key: 'complaint', title: '监督投诉方式', width: 'wide' },
    ],
    isOn: isPower,
    lines: (content) => [
      {
        ...named(content),
        duties: dutiesOf(content).join('\n'),
        accountability: (content.accountability ?? [])
          .map(({ situation, basis }) => withBasis(situation, basis))
          .join('\n'),
        complaint: content.complaint ?? '',
      },
    ],
  },
  fee: {
    columns: [
      NAME,
      { key: 'organizationName', title: '实施主体' },
      { key: 'fee', title: '收费项目' },
      { key: 'standard', title: '收费标准', width: 'widest' },
      { key: 'basis', title: '收费依据', width: 'widest' },
      { key: 'reduction', title: '减免规定' },
    ],
    isOn: (content) => content.fees.length > 0 && layerOf(content) !== 'base',
    lines: (content) =>
      content.fees.map(({ name, standard, basis = '', reduction = '' }) => ({
        ...named(content),
        ...{ fee: name, standard, basis, reduction },
      })),
  },
}

export function listTitle(kind: ListKind): string {
  return titleOf(Kinds, kind)
}

function named({ name, organizationName }: ItemContent): Cells {
  return { name, organizationName }
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

/** What the item punishes, levies, gives …, a part a line. */
function typePartsInWords(content: ItemContent): string {
  return TYPE_PART_FIELDS.flatMap((field) =>
    (content[field] ?? []).map((part) => partInWords(field, part).replaceAll('\n', '；')),
  ).join('\n')
}

function withBasis(words: string, basis: string | undefined): string {
  return basis === undefined ? words : `${words}（依据：${basis}）`
}

function lawOf({ law, documentNo, article }: ItemContent['legalBases'][number]): string {
  return [law, documentNo === undefined ? undefined : `（${documentNo}）`, article].filter(Boolean).join('')
}

function titleOf(words: { readonly anyOf: readonly { readonly const: string }[] }, value: string): string {
  const found = words.anyOf.find((one) => one.const === value)
  return found && 'title' in found && typeof found.title === 'string' ? found.title : value
}

/** One item on two days; undefined content where it was not there. Nothing where the list says the same of it. */
export function differenceOf(
  kind: ListKind,
  { itemId, before, after }: { itemId: string; before: ItemContent | undefined; after: ItemContent | undefined },
  types: PowerTypes,
): ListDifference | undefined {
  const { columns } = PUBLIC_LISTS[kind]
  const [older, newer] = [before, after].map((content) => linesOn({ kind, types }, content)) as [Cells[], Cells[]]
  return compareLines({ id: itemId, older, newer, columns })
}

function linesOn({ kind, types }: { kind: ListKind; types: PowerTypes }, content: ItemContent | undefined): Cells[] {
  const list = PUBLIC_LISTS[kind]
  return content && list.isOn(content, types) ? list.lines(content, types) : []
}
