import type { ItemContent } from '../contract/item.ts'
import { blankContent } from '../domain/blank-content.ts'
import { audienceOf } from '../domain/code-systems.ts'
import { LAYOUT } from './layout.ts'
import type { Field } from './layout.ts'

export interface Known {
  /** The item in its latest version, where there is one. */
  readonly content?: ItemContent | undefined
  /** For whom is imported: what a row need not say. */
  readonly department?: { readonly division: string; readonly name: string; readonly code: string } | undefined
}

type Said = Partial<Record<Field, unknown>>

/**
 * What the rows of an item say, with what nobody writes in cells: of an item that exists as it has it, of a new one as every
 * item begins. What is missing beyond that stays missing, and is told.
 */
export function completeContent(said: Said, { content: known, department }: Known): unknown {
  const serviceObjects = (said.serviceObjects ?? []) as ItemContent['serviceObjects']
  return {
    ...blankContent(said.instant === true),
    ...WITHOUT_WORDS,
    ...(department && { division: department.division, organizationName: department.name }),
    ...(department && said.organizationName === undefined && { organizationCode: department.code }),
    ...(known && keptOf(known)),
    audience: audienceOf(serviceObjects),
    ...said,
    ...withLength(said, 'statutoryLimit'),
    ...withLength(said, 'promisedLimit'),
    ...(said.result !== undefined && { result: { name: '', ...(said.result as object) } }),
    materials: identified(said.materials, { known: known?.materials, name: 'name', key: 'id', prefix: 'm' }),
    specialProcedures: identified(said.specialProcedures, {
      ...{ known: known?.specialProcedures, name: 'name', key: 'code', prefix: 'p' },
      also: { stopsClock: false },
    }),
  }
}

const WITHOUT_WORDS: Said = {
  ...{ serviceObjects: [], themes: [], instant: false, legalBases: [], conditions: [], windows: [], delivery: false },
}

/** What has no cells, and whose the item is. */
function keptOf(known: ItemContent): Said {
  const kept: readonly Field[] = [
    ...[...LAYOUT].flatMap(([field, place]) => (place.at === 'rest' ? [field] : [])),
    ...(['flow', 'division', 'organizationName', 'organizationCode', 'minLevel', 'isDemo'] as const),
  ]
  return Object.fromEntries(kept.filter((field) => known[field] !== undefined).map((field) => [field, known[field]]))
}

/** 即办 and 无 have no length: nobody has to type a nought. */
function withLength(said: Said, field: 'statutoryLimit' | 'promisedLimit'): Said {
  const limit = said[field] as { unit?: string; value?: unknown } | undefined
  const hasNone = limit?.unit === 'instant' || limit?.unit === 'none'
  return hasNone ? { [field]: { ...limit, value: limit.value ?? 0 } } : {}
}

/** The id of a part of the same name, else the next that is free: a department has no use for ids. */
function identified(
  said: unknown,
  how: {
    known?: readonly object[] | undefined
    name: string
    key: string
    prefix: string
    also?: object
  },
): unknown {
  if (!Array.isArray(said)) return []
  const parts = said as Record<string, unknown>[]
  const taken = new Set(parts.map((part) => part[how.key]))
  let next = 1
  return parts.map((part) => {
    if (part[how.key] !== undefined) return { ...how.also, ...part }
    const twin = how.known?.find((one) => (one as Record<string, unknown>)[how.name] === part[how.name]) as
      | Record<string, unknown>
      | undefined
    let id = twin?.[how.key]
    while (id === undefined || taken.has(id)) {
      id = `${how.prefix}${next}`
      next += 1
    }
    taken.add(id)
    return { ...how.also, [how.key]: id, ...part }
  })
}
