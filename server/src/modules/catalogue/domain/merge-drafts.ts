import { keyOfPart } from './place-titles.ts'
import { isEqual, isFile } from './compare-contents.ts'

interface ThreeWays {
  readonly base: unknown
  readonly ours: unknown
  readonly theirs: unknown
}

/**
 * Takes up what changed elsewhere: what we left as it was follows theirs, what we changed stays ours; objects go field by
 * field, lists of parts part by part.
 */
export function mergeContents({ base, ours, theirs }: ThreeWays): unknown {
  if (isEqual(ours, base)) return theirs
  if (isEqual(theirs, base)) return ours
  if (areRecords(base, ours, theirs) && ![base, ours, theirs].some(isFile)) {
    const keys = [...new Set([...Object.keys(theirs as object), ...Object.keys(ours as object)])]
    const merged = keys.map((key) => [key, mergeContents(ofKey({ base, ours, theirs }, key))] as const)
    return Object.fromEntries(merged.filter(([, part]) => part !== undefined))
  }
  if (Array.isArray(base) && Array.isArray(ours) && Array.isArray(theirs))
    return mergeLists({ base: base as unknown[], ours: ours as unknown[], theirs: theirs as unknown[] })
  return ours
}

/** In our order; what only they have follows at the end, what one took out and the other left alone is gone. */
function mergeLists(lists: { base: unknown[]; ours: unknown[]; theirs: unknown[] }): unknown[] {
  const [base, ours, theirs] = [keyed(lists.base), keyed(lists.ours), keyed(lists.theirs)]
  // Parts that nothing tells apart can't be matched: then what we wrote stays.
  if (ours.size < lists.ours.length || theirs.size < lists.theirs.length) return lists.ours
  const kept = [...ours].flatMap(([key, part]) => {
    if (!base.has(key) || theirs.has(key))
      return [mergeContents({ base: base.get(key), ours: part, theirs: theirs.has(key) ? theirs.get(key) : part })]
    return isEqual(part, base.get(key)) ? [] : [part]
  })
  const added = [...theirs].filter(([key, part]) => !ours.has(key) && (!base.has(key) || !isEqual(part, base.get(key))))
  return [...kept, ...added.map(([, part]) => part)]
}

function keyed(parts: readonly unknown[]): Map<string, unknown> {
  return new Map(parts.map((part) => [keyOfPart(part), part]))
}

function ofKey(ways: ThreeWays, key: string): ThreeWays {
  const part = (value: unknown) => (value as Record<string, unknown>)[key]
  return { base: part(ways.base), ours: part(ways.ours), theirs: part(ways.theirs) }
}

function areRecords(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
}
