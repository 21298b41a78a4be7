import { divisionRange } from '../../../kernel/index.ts'
import type { PowerType } from '../contract/item-words.ts'

/** 权力类型: one that the standard has, or one that a place declared. */
export interface PowerTypeEntry {
  readonly key: PowerType
  /** Two digits of the code, GB/T 39046 A.1. */
  readonly code: string
  readonly title: string
  readonly abbreviation: string
  /** Services and what the government asks of itself are no powers over anybody. */
  readonly isPower: boolean
  readonly isRetired: boolean
  /** The place in which it holds, with all below it. */
  readonly division: string
}

const EVERYWHERE = '000000'

/** GB/T 39046—2020 A.1: the ten powers, and public services. Nobody changes these. */
const STANDARD: readonly PowerTypeEntry[] = (
  [
    ['licensing', '01', '行政许可', 'XK'],
    ['penalty', '02', '行政处罚', 'CF'],
    ['compulsion', '03', '行政强制', 'QZ'],
    ['levy', '04', '行政征收', 'ZS'],
    ['benefit', '05', '行政给付', 'JF'],
    ['inspection', '06', '行政检查', 'JC'],
    ['confirmation', '07', '行政确认', 'QR'],
    ['reward', '08', '行政奖励', 'JL'],
    ['adjudication', '09', '行政裁决', 'CJ'],
    ['other-power', '10', '其他行政权力', 'QT'],
    ['public-service', '20', '公共服务', 'GF'],
  ] as const
).map(([key, code, title, abbreviation]) => ({
  ...{ key, code, title, abbreviation, isPower: key !== 'public-service', isRetired: false, division: EVERYWHERE },
}))

/** A province's own reading of codes, where it contradicts the standard. */
const OVERLAYS: Readonly<Record<string, Readonly<Record<string, PowerType>>>> = {
  guangdong: { '20': 'other-power', '21': 'public-service' },
}

/** All types that there are; which of them hold depends on the place. */
export class PowerTypes {
  readonly #byKey: ReadonlyMap<PowerType, PowerTypeEntry>

  constructor(declared: readonly PowerTypeEntry[] = []) {
    const all = [...STANDARD, ...declared].toSorted((a, b) => a.code.localeCompare(b.code))
    this.#byKey = new Map(all.map((one) => [one.key, one]))
  }

  /** In the order of their codes. */
  all(): PowerTypeEntry[] {
    return [...this.#byKey.values()]
  }

  find(key: PowerType): PowerTypeEntry | undefined {
    return this.#byKey.get(key)
  }

  titleOf(key: PowerType): string {
    return this.#byKey.get(key)?.title ?? key
  }

  /** What can be chosen in a place today. */
  usableIn(division: string): PowerTypeEntry[] {
    return this.all().filter((one) => !one.isRetired && holdsIn(one, division))
  }

  /** What a code means in a place, or in the records of a province that reads the codes its own way. */
  ofCode(code: string, { division, system = '' }: { division: string; system?: string }): PowerTypeEntry | undefined {
    const overlaid = OVERLAYS[system]?.[code]
    if (overlaid !== undefined) return this.find(overlaid)
    const meant = this.all().filter((one) => one.code === code && holdsIn(one, division))
    return meant.find(({ isRetired }) => !isRetired) ?? meant[0]
  }

  /** Those whose items stand on neither 权力清单 nor 责任清单. */
  withoutPower(): PowerType[] {
    return this.all().flatMap(({ key, isPower }) => (isPower ? [] : [key]))
  }

  /** One in force whose place touches that of the other, under the same code or name. */
  rivalOf(other: Pick<PowerTypeEntry, 'key' | 'code' | 'title' | 'division'>): PowerTypeEntry | undefined {
    return this.all().find(
      (one) =>
        one.key !== other.key &&
        !one.isRetired &&
        (one.code === other.code || one.title === other.title) &&
        (holdsIn(one, other.division) || holdsIn(other, one.division)),
    )
  }

  /** Key → title of all; where two places use one title, that of the given place comes first. */
  titles(place: string = EVERYWHERE): ReadonlyMap<PowerType, string> {
    return new Map([...this.usableIn(place), ...this.all()].map(({ key, title }) => [key, title]))
  }

  /** Key → title of what can be chosen in a place, and of what is used already. */
  choicesFor(place: string, used: readonly PowerType[]): ReadonlyMap<PowerType, string> {
    const own = this.usableIn(place)
    const others = this.all().filter((one) => used.includes(one.key) && !own.includes(one))
    return new Map([...own, ...others].map(({ key, title }) => [key, title]))
  }
}

/** The standard's alone: what everybody knows without asking. */
export const STANDARD_TYPES = new PowerTypes()

export function isStandardType(key: PowerType): boolean {
  return STANDARD_TYPES.find(key) !== undefined
}

export function holdsIn({ division }: Pick<PowerTypeEntry, 'division'>, place: string): boolean {
  if (division === EVERYWHERE) return true
  const { lo, hi } = divisionRange(division)
  return place >= lo && place < hi
}
