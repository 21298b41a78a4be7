import { newPublicId } from '../../server/src/kernel/index.ts'

/** One copy of a life: what differs from the model. */
export interface Twin {
  readonly n: number
  /** The ids of its rows: these 34 letters and a number of two. */
  readonly ids: string
  readonly no: string
  /** By how many milliseconds it was lived later than the model. */
  readonly later: number
  /** By how many days what it still has before it lies later. */
  readonly daysLater: number
  readonly person: number
  readonly organization: number
  readonly item: number
  readonly division: string
  readonly level: string
  /** The id of its first entry. */
  readonly firstEntry: number
}

export const COUNTY = '450721'
export const VILLAGES: readonly string[] = Array.from(
  { length: 400 },
  (_, n) => `${COUNTY}${101 + Math.floor(n / 20)}${String(1 + (n % 20)).padStart(3, '0')}`,
)
/** A third of all cases belong to the first, which is the model's own. */
export const ORGANIZATIONS = 30
export const ITEMS = 500
/** So many open cases have days as near as the model's; with the others it takes longer. */
export const NEAREST = 100
const DAYS = 300
const CASES_EACH = 4

export interface Placing {
  /** Where it stands in the pattern of models: cases of one pattern share an organization. */
  readonly group: number
  /** It has days before it, and so many such cases came earlier. */
  readonly isOpen: boolean
  readonly openBefore: number
  readonly later: number
  readonly firstEntry: number
  readonly prefix: string
}

export function twinOf(n: number, { group, isOpen, openBefore, prefix, later, firstEntry }: Placing): Twin {
  return {
    n,
    ids: newPublicId(COUNTY).slice(COUNTY.length + 1, -2),
    no: `${prefix}${n}`,
    later,
    daysLater: isOpen && openBefore >= NEAREST ? 1 + ((openBefore * 7919) % DAYS) : 0,
    person: Math.floor(n / CASES_EACH),
    organization: group % 3 === 0 ? 0 : 1 + ((group - Math.floor(group / 3)) % (ORGANIZATIONS - 1)),
    item: n % ITEMS,
    division: VILLAGES[(n * 31) % VILLAGES.length]!,
    level: n % 97 === 0 ? 'red' : n % 53 === 0 ? 'today' : 'normal',
    firstEntry,
  }
}

/** Made ones, but for the first. */
export function organizationId(own: string, index: number): string {
  return index === 0 ? own : `${COUNTY}-00000000-0000-8000-8000-${String(index).padStart(12, '0')}`
}

export function itemId(own: string, index: number): string {
  return index === 0 ? own : `${COUNTY}-00000000-0000-8000-9000-${String(index).padStart(12, '0')}`
}
