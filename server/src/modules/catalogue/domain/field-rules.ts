import type { DraftContent } from '../contract/draft-content.ts'
import type { FieldRule, RuledField } from '../contract/item-layer.ts'
import type { ItemContent } from '../contract/item.ts'
import { isEqual, withCharge } from './compare-contents.ts'
import type { ContentPath, RowNotes } from './import-row.ts'
import { TIGHTENINGS } from './tightenings.ts'

/**
 * 通用要素规则 (同一事项、同一标准、同一编码): what an organ that adopts a base item may do with each element, unless the base
 * item says otherwise. What the law says is locked, what burdens the applicant may only become less, the rest is the organ's.
 */
export const STANDARD_RULES: Readonly<Record<RuledField, FieldRule>> = {
  name: 'locked',
  powerType: 'locked',
  serviceObjects: 'locked',
  audience: 'locked',
  themes: 'locked',
  legalBases: 'locked',
  statutoryLimit: 'locked',
  result: 'locked',
  licenceType: 'locked',
  minLevel: 'locked',
  instant: 'tighten',
  promisedLimit: 'tighten',
  specialProcedures: 'tighten',
  conditions: 'tighten',
  acceptsOnline: 'tighten',
  onlineDepth: 'tighten',
  visits: 'tighten',
  delivery: 'tighten',
  materials: 'tighten',
  charged: 'tighten',
  fees: 'tighten',
  form: 'free',
  flow: 'free',
  remedies: 'free',
  faqs: 'free',
  exercise: 'locked',
  quota: 'locked',
  annualCheck: 'locked',
  intermediaries: 'tighten',
  // What the law punishes, compels and takes is one everywhere; how it is weighed, and what a place gives, is the place's.
  penalties: 'locked',
  discretion: 'free',
  compulsions: 'locked',
  levies: 'tighten',
  benefits: 'free',
  inspections: 'tighten',
  confirmations: 'locked',
  rewards: 'free',
  adjudications: 'locked',
}

export const RULED_FIELDS = Object.keys(STANDARD_RULES) as RuledField[]

export function mayTighten(field: RuledField): boolean {
  return TIGHTENINGS[field] !== undefined
}

/** The rule over each element; what the base item leaves unsaid is the organ's own. */
export function rulesOf(base: ItemContent): ReadonlyMap<RuledField, FieldRule> {
  const own = new Map(base.adoption?.rules.map(({ field, rule }) => [field, rule]))
  const said = withCharge(base)
  return new Map(
    RULED_FIELDS.map((field) => [
      field,
      said[field] === undefined ? 'free' : (own.get(field) ?? STANDARD_RULES[field]),
    ]),
  )
}

export function fieldsUnder(base: ItemContent, rule: FieldRule): RuledField[] {
  return [...rulesOf(base)].filter(([, own]) => own === rule).map(([field]) => field)
}

/** What nobody below says otherwise: the locked elements as the base item has them, and its code. */
export function lockedPart(base: ItemContent): Partial<ItemContent> {
  const said = withCharge(base)
  const locked = fieldsUnder(base, 'locked').map((field) => [field, said[field]] as const)
  return { ...(Object.fromEntries(locked) as Partial<ItemContent>), catalogCode: base.code }
}

/** The first locked element that somebody wants otherwise. */
export function lockedField(base: ItemContent, typed: DraftContent): RuledField | undefined {
  const said = withCharge(base)
  return fieldsUnder(base, 'locked').find((field) => field in typed && !isEqual(typed[field], said[field]))
}

/** 只可优化: each place where the item asks more of the applicant than the base item does, with the reason. */
export function checkRules(
  base: ItemContent,
  own: ItemContent,
  { notes, isWhole }: { notes: RowNotes; isWhole: (field: RuledField) => boolean },
): void {
  const said = withCharge(base)
  for (const { at, message } of looserPlaces(base, own, isWhole)) notes.refuse(message, ...at)
  for (const field of fieldsUnder(base, 'locked'))
    if (!isEqual(own[field], said[field])) notes.refuse('由基本目录统一规定，不能修改', field)
}

/** Each place where an item asks more of the applicant than the base item lets it. */
export function looserPlaces(
  base: ItemContent,
  own: ItemContent,
  isWhole: (field: RuledField) => boolean = () => true,
): { at: ContentPath; message: string }[] {
  const said = withCharge(base)
  return fieldsUnder(base, 'tighten')
    .filter(isWhole)
    .flatMap((field) =>
      (TIGHTENINGS[field]?.find(said[field], own[field]) ?? []).map(({ at, message }) => ({
        at: [field, ...at],
        message,
      })),
    )
}

/** A content brought under the rules: locked elements are the base item's, what asks for more than it asks for as much. */
export function fitToBase(base: ItemContent, own: DraftContent): DraftContent {
  const said = withCharge(base)
  const tightened = fieldsUnder(base, 'tighten').map((field) => {
    const tightening = TIGHTENINGS[field]
    return [field, tightening ? tightening.fit(said[field], own[field]) : own[field]] as const
  })
  const fitted = Object.fromEntries(tightened.filter(([, value]) => value !== undefined))
  return { ...own, ...fitted, ...lockedPart(base) }
}
