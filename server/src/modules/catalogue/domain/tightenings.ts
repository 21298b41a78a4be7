import type { ItemContent } from '../contract/item.ts'
import type { RuledField } from '../contract/item-layer.ts'
import { isEqual } from './compare-contents.ts'
import type { ContentPath } from './import-row.ts'

/** A place where something asks for more than the base item. */
interface Looser {
  readonly at: ContentPath
  readonly message: string
}

/** 只可优化 of one element: where it asks for more, and how it looks when it asks for no more. */
export interface Tightening {
  find(base: unknown, own: unknown): Looser[]
  fit(base: unknown, own: unknown): unknown
}

/** Elements that may be held against the base item's; what is typed but not yet whole is told by the shape. */
export const TIGHTENINGS: Readonly<Partial<Record<RuledField, Tightening>>> = {
  instant: kept('基本目录是即办件，不能改为承诺件'),
  acceptsOnline: kept('基本目录可以网上申请，不能取消'),
  delivery: kept('基本目录可以邮寄，不能取消'),
  charged: whole<boolean>((base, own) => (!base && own === true ? ['基本目录不收费，不能收费'] : [])),
  promisedLimit: whole(longerPromise),
  onlineDepth: whole(shallower),
  visits: whole<ItemContent['visits']>((base, own) =>
    isMore(own.count, base.count) ? [`到现场次数不能多于基本目录的 ${base.count} 次`] : [],
  ),
  conditions: parts<string>({
    keyOf: (one) => one,
    nameOf: (one) => one,
    kind: '条件',
    find: () => [],
  }),
  materials: parts<Material>({
    keyOf: (one) => one.id,
    nameOf: (one) => one.name,
    kind: '材料',
    find: heavierMaterial,
  }),
  fees: parts<ItemContent['fees'][number]>({
    keyOf: (one) => one.name,
    nameOf: (one) => one.name,
    kind: '收费项目',
    find: (base, own) =>
      own.standard === base.standard ? [] : [['standard', `收费标准应当与基本目录一致：${base.standard}`]],
  }),
  levies: parts<NonNullable<ItemContent['levies']>[number]>({
    keyOf: (one) => one.name,
    nameOf: (one) => one.name,
    kind: '征收项目',
    find: (base, own) =>
      own.standard === base.standard ? [] : [['standard', `征收标准应当与基本目录一致：${base.standard}`]],
  }),
  inspections: parts<NonNullable<ItemContent['inspections']>[number]>({
    keyOf: (one) => one.name,
    nameOf: (one) => one.name,
    kind: '检查事项',
    find: (base, own) =>
      base.timesAYear !== undefined && (own.timesAYear === undefined || isMore(own.timesAYear, base.timesAYear))
        ? [['timesAYear', `一年不能多于基本目录的 ${base.timesAYear} 次`]]
        : [],
  }),
  intermediaries: parts<NonNullable<ItemContent['intermediaries']>[number]>({
    keyOf: (one) => one.name,
    nameOf: (one) => one.name,
    kind: '中介服务',
    find: () => [],
  }),
  specialProcedures: parts<ItemContent['specialProcedures'][number]>({
    keyOf: (one) => one.code,
    nameOf: (one) => one.name,
    kind: '特别程序',
    find: longerProcedure,
  }),
}

type Material = ItemContent['materials'][number]
type Limit = ItemContent['promisedLimit']

/** A yes that stays a yes. */
function kept(message: string): Tightening {
  return whole<boolean>((base, own) => (base && own === false ? [message] : []))
}

/** An element that is taken from the base item as a whole where it asks for more. */
function whole<T>(find: (base: T, own: T) => string[]): Tightening {
  const all = (base: unknown, own: unknown) => (own === undefined ? [] : find(base as T, own as T))
  return {
    find: (base, own) => all(base, own).map((message) => ({ at: [], message })),
    fit: (base, own) => (own === undefined || all(base, own).length > 0 ? base : own),
  }
}

interface PartRule<T> {
  keyOf(part: T): string
  nameOf(part: T): string
  readonly kind: string
  /** Fields of a part that ask for more. */
  find(base: T, own: T): [field: string, message: string][]
}

/** A list of which parts may be left out, and none come in. */
function parts<T>({ keyOf, nameOf, kind, find }: PartRule<T>): Tightening {
  const byKey = (base: unknown) => new Map((base as T[]).map((part) => [keyOf(part), part]))
  return {
    find(base, own) {
      const known = byKey(base)
      return ((own ?? []) as T[]).flatMap((part, place): Looser[] => {
        const upper = known.get(keyOf(part))
        if (upper === undefined)
          return [{ at: [place], message: `基本目录没有${kind}“${nameOf(part)}”，只能减少，不能增加` }]
        return find(upper, part).map(([field, message]) => ({ at: [place, field], message }))
      })
    },
    fit(base, own) {
      if (own === undefined) return base
      const known = byKey(base)
      const seen = new Set<string>()
      return (own as T[]).flatMap((part) => {
        const upper = known.get(keyOf(part))
        if (upper === undefined || seen.has(keyOf(part))) return []
        seen.add(keyOf(part))
        const taken = find(upper, part).map(([field]) => [field, (upper as Readonly<Record<string, unknown>>)[field]])
        return [taken.length === 0 ? part : { ...part, ...Object.fromEntries(taken) }]
      })
    },
  }
}

/** A day of the calendar is never longer than a workday; whatever is at once is shorter than all. */
function longerPromise(base: Limit, own: Limit): string[] {
  if (base.unit === 'none' || own.unit === 'instant' || own.unit === undefined) return []
  const isComparable = own.unit === base.unit || (own.unit === 'day' && base.unit === 'workday')
  if (isComparable && !isMore(own.value, base.value)) return []
  return [`承诺时限不能长于基本目录的${limitWords(base)}`]
}

function limitWords({ value, unit }: Limit): string {
  return unit === 'instant' ? '即办' : ` ${value} 个${unit === 'day' ? '自然日' : '工作日'}`
}

const DEPTHS: readonly ItemContent['onlineDepth'][] = ['consulting', 'receiving', 'accepting', 'whole']

function shallower(base: ItemContent['onlineDepth'], own: ItemContent['onlineDepth']): string[] {
  return DEPTHS.indexOf(own) < DEPTHS.indexOf(base) ? ['网上办理深度不能低于基本目录'] : []
}

const NECESSITIES: readonly Material['necessity'][] = ['optional', 'deferrable', 'required']

function heavierMaterial(base: Material, own: Material): [string, string][] {
  const found: [string, string][] = []
  if (own.name !== base.name) found.push(['name', `材料名称应当与基本目录一致：${base.name}`])
  if (NECESSITIES.indexOf(own.necessity) > NECESSITIES.indexOf(base.necessity))
    found.push(['necessity', '必要性不能高于基本目录'])
  if (own.form !== base.form && own.form !== 'either' && own.form !== undefined)
    found.push(['form', '材料形式应当与基本目录一致，或者两种都可以'])
  if (own.source === 'applicant' && base.source !== 'applicant')
    found.push(['source', '基本目录不要申请人自备，不能改为自备'])
  if (base.neededWhen !== undefined && !isEqual(own.neededWhen, base.neededWhen))
    found.push(['neededWhen', '基本目录只在一定情形下要这份材料，情形应当与它一致'])
  if (isMore(own.originals, base.originals)) found.push(['originals', `原件不能多于基本目录的 ${base.originals} 份`])
  if (isMore(own.copies, base.copies)) found.push(['copies', `复印件不能多于基本目录的 ${base.copies} 份`])
  return found
}

type Procedure = ItemContent['specialProcedures'][number]

function longerProcedure(base: Procedure, own: Procedure): [string, string][] {
  const found: [string, string][] = []
  if (own.stopsClock && !base.stopsClock) found.push(['stopsClock', '基本目录计入办理时限，不能改为不计入'])
  if (
    own.limitWorkdays === undefined ? base.limitWorkdays !== undefined : isMore(own.limitWorkdays, base.limitWorkdays)
  )
    found.push(['limitWorkdays', `时限不能长于基本目录的 ${base.limitWorkdays} 个工作日`])
  return found
}

/** What is no number yet is not more than anything. */
function isMore(own: unknown, base: number | undefined): boolean {
  return typeof own === 'number' && base !== undefined && own > base
}
