import { divisionRange } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import type { RosterColumn, RosterKind } from '../contract/roster-kind.ts'

export const EVERYWHERE = '000000'

/** 清单种类 as it stands in a place. */
export interface KeptKind {
  readonly definition: RosterKind
  /** Where it stands so, with all below: a place may have declared it, or changed what is given to everybody. */
  readonly division: string
  readonly isRetired: boolean
  /** It came with the file, whatever a place changed of it since. */
  readonly isShipped: boolean
}

/** What a place decided last of a kind. */
export type DecidedKind = Omit<KeptKind, 'isShipped'>

type Placed = Pick<KeptKind, 'division'>

export function holdsIn({ division }: Placed, place: string): boolean {
  const { lo, hi } = divisionRange(division)
  return place >= lo && place < hi
}

/** Whether it holds somewhere in these places. */
export function touches({ division }: Placed, { areas }: Pick<Reach, 'areas'>): boolean {
  const { lo, hi } = divisionRange(division)
  return areas.some((area) => area.lo < hi && lo < area.hi)
}

/** A division's place among those above and below it: what begins an area is its code without the noughts behind. */
export function divisionOf({ lo }: { readonly lo: string }): string {
  return lo.padEnd(6, '0')
}

/** All kinds as they stand in a place: the file's in its order, then what was declared. The nearest has the last word. */
export function kindsIn(shipped: readonly RosterKind[], decided: readonly DecidedKind[], place: string): KeptKind[] {
  const own = decided.filter((one) => holdsIn(one, place)).toSorted((a, b) => (holdsIn(a, b.division) ? -1 : 1))
  const nearest = new Map(own.map((one) => [one.definition.key, one]))
  const given = shipped.map((definition): KeptKind => {
    const { key } = definition
    return { ...(nearest.get(key) ?? { definition, division: EVERYWHERE, isRetired: false }), isShipped: true }
  })
  const keys = new Set(shipped.map(({ key }) => key))
  const declared = [...nearest.values()].filter(({ definition }) => !keys.has(definition.key))
  return [...given, ...declared.map((one) => ({ ...one, isShipped: false }))]
}

/** The same for somebody who looks after more than one place: with what places below declared for themselves. */
export function kindsWithin(
  shipped: readonly RosterKind[],
  decided: readonly DecidedKind[],
  reach: Pick<Reach, 'areas'>,
): KeptKind[] {
  const here = kindsIn(shipped, decided, reach.areas[0]?.lo ?? EVERYWHERE)
  const known = new Set(here.map(({ definition }) => definition.key))
  const below = decided.filter((one) => !known.has(one.definition.key) && touches(one, reach))
  return [...here, ...below.map((one) => ({ ...one, isShipped: false }))]
}

/** One that can be chosen and is called the same. */
export function rivalOf(kind: KeptKind, all: readonly KeptKind[]): KeptKind | undefined {
  const { key, title } = kind.definition
  return all.find((one) => one.definition.key !== key && !one.isRetired && one.definition.title === title)
}

/** A column as it is proposed: without a key it is new. */
export type ProposedColumn = Omit<RosterColumn, 'key'> & { readonly key?: string | undefined }

/** Gives what is new a key that no column of this kind ever had, so that nothing old is read as something else. */
export function withKeys(
  columns: readonly ProposedColumn[],
  { own, ever }: { own: ReadonlySet<string>; ever: ReadonlySet<string> },
): RosterColumn[] {
  const taken = new Set([...own, ...ever])
  let next = 0
  return columns.map((column) => {
    if (column.key !== undefined && own.has(column.key)) return { ...column, key: column.key }
    do next += 1
    while (taken.has(`c${next}`))
    return { ...column, key: `c${next}` }
  })
}
