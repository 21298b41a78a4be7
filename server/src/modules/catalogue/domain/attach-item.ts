import type { DraftContent } from '../contract/draft-content.ts'
import type { RuledField } from '../contract/item-layer.ts'
import type { ItemContent } from '../contract/item.ts'
import { withCharge } from './compare-contents.ts'
import { draftOf } from './draft-content.ts'
import { fieldsUnder, fitToBase } from './field-rules.ts'
import { implementationCode } from './layers.ts'

/**
 * 挂接: an item that was there before takes up the standard of a base item, under the code that follows from it. What is the
 * organ's own stays; what asks for more than the base item does asks for as much.
 */
export function attachedTo(base: ItemContent, before: ItemContent): DraftContent {
  const own = namedAlike(base, before)
  const { organizationCode = '', division, code } = own
  const next =
    organizationCode.length === 18 ? implementationCode({ code: organizationCode, division }, base.code) : code
  const fitted = fitToBase(base, { ...draftOf(own), code: next })
  return withoutGaps(base, own, fitted)
}

/** A material of the same name is the same one, whatever each called it inside. */
export function namedAlike(base: ItemContent, own: ItemContent): ItemContent {
  const ids = new Map(base.materials.map(({ name, id }) => [name.trim(), id]))
  const known = new Set(base.materials.map(({ id }) => id))
  const taken = new Set<string>()
  const materials = own.materials.map((material) => {
    const id = known.has(material.id) ? material.id : (ids.get(material.name.trim()) ?? material.id)
    if (taken.has(id)) return material
    taken.add(id)
    return { ...material, id }
  })
  return { ...own, materials }
}

/** A list of which no part is known above comes from there: everything in other words is not nothing. */
function withoutGaps(base: ItemContent, own: ItemContent, fitted: DraftContent): DraftContent {
  const said = withCharge(base)
  const isGap = (field: RuledField) => isFilled(own[field]) && isFilled(said[field]) && isEmpty(fitted[field])
  const gaps = fieldsUnder(base, 'tighten').filter(isGap)
  return { ...fitted, ...(Object.fromEntries(gaps.map((field) => [field, said[field]])) as DraftContent) }
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
