import type { DraftContent } from '../contract/draft-content.ts'
import type { ItemContent } from '../contract/item.ts'
import { withCharge } from './compare-contents.ts'
import { RULED_FIELDS, fitToBase } from './field-rules.ts'
import { mergeContents } from './merge-drafts.ts'

/**
 * 采用更新: what changed in the base item comes down into an item that stands on it. What the organ left as it was follows,
 * what it made its own stays as far as the rules of the new version let it; elements outside the rules are not touched.
 */
export function mergeAdoption(ways: { from: ItemContent; to: ItemContent; ours: DraftContent }): DraftContent {
  const { ours } = ways
  const [from, to] = [withCharge(ways.from), withCharge(ways.to)]
  const merged = RULED_FIELDS.map((field) => {
    const value = mergeContents({ base: from[field], ours: ours[field], theirs: to[field] })
    return [field, value] as const
  })
  const { catalogCode: _code, ...rest } = ours
  const kept = Object.entries(rest).filter(([field]) => !RULED_FIELDS.some((one) => one === field))
  const all = Object.fromEntries([...kept, ...merged.filter(([, value]) => value !== undefined)]) as DraftContent
  return fitToBase(ways.to, all)
}
