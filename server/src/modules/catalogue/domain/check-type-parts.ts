import type { ItemContent } from '../contract/item.ts'
import type { DiscretionTier, Penalty } from '../contract/type-parts.ts'
import { PARTS_OF_TYPE, TYPE_PART_FIELDS, typeOfPart } from '../contract/type-parts.ts'
import type { RowNotes } from './import-row.ts'
import { STANDARD_TYPES } from './power-types.ts'

/** 类型要素: an item has those of its type and of no other, and each says what the law wants it to say. */
export function checkTypeParts(content: ItemContent, notes: RowNotes): void {
  const own = PARTS_OF_TYPE[content.powerType] ?? []
  for (const field of TYPE_PART_FIELDS) {
    const parts = content[field] ?? []
    const type = STANDARD_TYPES.titleOf(typeOfPart(field) ?? '')
    if (parts.length > 0 && !own.includes(field))
      notes.refuse(`只有${type}事项才有这一项，请清空或者改正权力类型`, field)
  }
  const [main] = own
  if (main !== undefined && (content[main] ?? []).length === 0)
    notes.warn(`${STANDARD_TYPES.titleOf(content.powerType)}事项应当写明这一项`, main)
  checkPenalties(content, notes)
  checkDiscretion(content, notes)
  checkCompulsions(content, notes)
  checkNames(content, notes)
}

/** 行政处罚法 arts 9–14. */
function checkPenalties({ penalties = [] }: ItemContent, notes: RowNotes): void {
  for (const [place, penalty] of penalties.entries()) {
    if (penalty.kinds.length === 0)
      notes.refuse(`违法行为“${penalty.name}”没有写明处罚种类`, 'penalties', place, 'kinds')
    checkFine(penalty, notes, ['penalties', place])
  }
}

type Fined = Pick<Penalty, 'kinds' | 'fineFrom' | 'fineTo' | 'fineUnit'>

function checkFine(fined: Fined, notes: RowNotes, at: [string, number]): void {
  const { kinds, fineFrom, fineTo, fineUnit } = fined
  const hasRange = fineFrom !== undefined || fineTo !== undefined
  if (hasRange && !kinds.includes('fine')) notes.refuse('写了罚款幅度，处罚种类里却没有罚款', ...at, 'kinds')
  if (hasRange && fineUnit === undefined) notes.refuse('罚款幅度应当写明单位', ...at, 'fineUnit')
  if (fineFrom !== undefined && fineTo !== undefined && fineFrom > fineTo)
    notes.refuse('罚款下限高于上限', ...at, 'fineFrom')
  if (kinds.includes('fine') && fineTo === undefined) notes.warn('罚款没有写明上限', ...at, 'fineTo')
}

/** Tiers of one act lie inside what the law allows (below it where they mitigate), and none covers what another does. */
function checkDiscretion({ penalties = [], discretion = [] }: ItemContent, notes: RowNotes): void {
  for (const [place, tier] of discretion.entries()) {
    const at = ['discretion', place] as [string, number]
    const penalty = penalties.find(({ name }) => name === tier.act)
    if (!penalty) notes.refuse(`没有列出违法行为“${tier.act}”`, ...at, 'act')
    if (tier.grade === 'none' && tier.kinds.length > 0) notes.refuse('不予处罚的，不能有处罚种类', ...at, 'kinds')
    if (tier.grade !== 'none' && tier.kinds.length === 0) notes.refuse('没有写明处罚种类', ...at, 'kinds')
    checkFine(tier, notes, at)
    if (penalty) checkWithinLaw(penalty, tier, { notes, at })
    const earlier = discretion.slice(0, place).find((one) => overlap(one, tier))
    if (earlier) notes.refuse(`罚款幅度与同一违法行为的另一档（${rangeOf(earlier)}）重叠`, ...at, 'fineFrom')
  }
}

function checkWithinLaw(law: Penalty, tier: DiscretionTier, told: { notes: RowNotes; at: [string, number] }): void {
  const { notes, at } = told
  const strange = tier.kinds.find((kind) => !law.kinds.includes(kind))
  if (strange !== undefined) notes.refuse('有法律没有规定的处罚种类', ...at, 'kinds')
  if (tier.fineUnit === undefined || tier.fineUnit !== law.fineUnit) {
    if (tier.fineUnit !== undefined && law.fineUnit !== undefined)
      notes.warn('罚款单位与法定幅度的单位不同，不能比较', ...at, 'fineUnit')
    return
  }
  const { fineFrom: lowest = 0, fineTo: highest = Number.POSITIVE_INFINITY } = law
  const { fineFrom: from = 0, fineTo: to = Number.POSITIVE_INFINITY } = tier
  if (to > highest) notes.refuse(`罚款上限超过法定幅度（${rangeOf(law)}）`, ...at, 'fineTo')
  if (tier.grade === 'mitigated' ? to > lowest : from < lowest)
    notes.refuse(
      tier.grade === 'mitigated'
        ? `减轻处罚应当在法定幅度（${rangeOf(law)}）以下`
        : `罚款下限低于法定幅度（${rangeOf(law)}），只有减轻处罚可以`,
      ...at,
      'fineFrom',
    )
}

/** Where one ends the next may begin. */
function overlap(one: DiscretionTier, other: DiscretionTier): boolean {
  if (one.act !== other.act || one.fineUnit === undefined || one.fineUnit !== other.fineUnit) return false
  const [
    { fineFrom: a = 0, fineTo: b = Number.POSITIVE_INFINITY },
    { fineFrom: c = 0, fineTo: d = Number.POSITIVE_INFINITY },
  ] = [one, other]
  return (a < d && c < b) || (a === c && b === d)
}

function rangeOf({ fineFrom, fineTo }: Pick<Penalty, 'fineFrom' | 'fineTo'>): string {
  return `${fineFrom ?? 0}–${fineTo ?? '不限'}`
}

/** 行政强制法 arts 25 and 32: thirty days, and thirty more; laws and regulations may say otherwise. */
const MOST_DAYS = 30
const LIMITED: readonly string[] = ['seal', 'seize', 'freeze']
const EXECUTIONS: readonly string[] = ['surcharge', 'transfer', 'auction', 'remove', 'substitute', 'other-execution']

function checkCompulsions({ compulsions = [] }: ItemContent, notes: RowNotes): void {
  for (const [place, { name, kind, limitDays, extensionDays, executor }] of compulsions.entries()) {
    const at = ['compulsions', place] as const
    if (LIMITED.includes(kind) && limitDays === undefined)
      notes.refuse(`“${name}”应当写明期限（行政强制法第二十五条、第三十二条）`, ...at, 'limitDays')
    if (LIMITED.includes(kind) && Math.max(limitDays ?? 0, extensionDays ?? 0) > MOST_DAYS)
      notes.warn('查封、扣押、冻结不超过三十日，可以延长三十日，法律、行政法规另有规定的除外', ...at, 'limitDays')
    if (EXECUTIONS.includes(kind) && executor === undefined)
      notes.refuse(`“${name}”应当写明由谁执行（行政强制法第十三条）`, ...at, 'executor')
    if (!EXECUTIONS.includes(kind) && executor === 'court')
      notes.refuse('强制措施由行政机关实施，不能申请法院', ...at, 'executor')
  }
}

/** By their names parts are found again in another version. */
function checkNames(content: ItemContent, notes: RowNotes): void {
  for (const field of TYPE_PART_FIELDS) {
    if (field === 'discretion') continue
    const names = (content[field] ?? []).map(({ name }) => name)
    for (const [place, name] of names.entries())
      if (names.indexOf(name) < place) notes.refuse(`“${name}”列了两次`, field, place, 'name')
  }
}
